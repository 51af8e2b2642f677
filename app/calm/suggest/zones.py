"""The parts of an official letter: what its subject says weighs more than its small print."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from app.calm.suggest.folded import Folded, cue, folded


class Zone(StrEnum):
    """One part of a letter."""

    HEAD = "head"  # letterhead, address, references
    SUBJECT = "subject"
    OPENING = "opening"  # what is decided or asked stands at the beginning
    BODY = "body"
    REASONS = "reasons"
    HINTS = "hints"
    LAW = "law"  # how to object, what the law says would follow
    ANNEX = "annex"


SHARE = {
    Zone.HEAD: 0.3,
    Zone.SUBJECT: 1.0,
    Zone.OPENING: 1.5,
    Zone.BODY: 1.0,
    Zone.REASONS: 0.4,
    Zone.HINTS: 0.4,
    Zone.LAW: 0.2,
    Zone.ANNEX: 0.2,
}
"""How much what is said in each part counts."""

MAIN = frozenset({Zone.SUBJECT, Zone.OPENING, Zone.BODY})
OPENING = 600
TITLE = 300
FAR = 420
HEAD = 1500
_SALUTATION = cue(
    r"(?<!\w)(?:sehr\s(?:geehrte|verehrte)|guten\stag|liebe[rs]?\s(?:frau|herr|familie|eltern)"
    r"|hallo\s(?:frau|herr)|lieber?\s\w+\s\w*,|liebe\s\w+,|moin\s)"
)
_SUBJECT = cue(r"(?<!\w)(?:betreff|betr\.|betrifft)\s?:")
# A line of the references: "Mein Zeichen: 412", "Telefon: …", an address, a date.
_REFERENCE = cue(
    r"^[\w .,/()-]{2,32}:(?:\s|$)|\d{5}\s\w|@"
    r"|^(?:frau|herrn?|familie|eheleute)(?:\s(?!.*\s[–-]\s)|$)"
    r"|https?:|www\."
    r"|^(?:tel|fax|telefon|postfach|mein\szeichen|ihr\szeichen|bg-nummer|datum|az"
    r"|kundennummer)(?!\w)"
    r"|^(?:[a-z .-]{2,25},\s(?:den\s|im\s)?|den\s|(?:brief|schreiben|nachricht)\svom\s)?"
    r"\d{1,2}\.\s?\w+\.?\s?\d{2,4}(?:\W+(?:az|pat|kd|kunden|kassen|bg|nr|mein|unser|ihr)\w*\W.*)?$|^\W*$"
    r"|(?:stra(?:ss|s)e|str\.|weg|platz|allee|gasse)\s\d+"
)
_BREAK = re.compile("[\n\u2029]+")
# "über die\nRechtsfolgen nicht erschienen": a long line that no stop ends goes on.
_GOES_ON = re.compile(r"[^\n\u2029]{44}[a-zäöüß,]\n$")
_HEADINGS = (
    (Zone.REASONS, cue(r"(?:begründung|gründe|sachverhalt)\s?:?$")),
    (
        Zone.LAW,
        cue(
            r"(?:anlage\W+)?(?:ihre?\s)?(?:rechtsbehelf\w*|rechtsfolgen\w*|rechtsmittel\w*"
            r"|widerspruchsrecht"
            r"|rechtsgrundlage\w*(?:\sund\srechtsfolgen)?|ihre\srechte|datenschutz\w*"
            r"|hinweise?\s(?:auf|zu)\s(?:die|den)\s\w*(?:folgen|pflichten)\w*(?:\W+\w+){0,9}"
            r"|folgen\sfehlender\smitwirkung"
            r"|merkblatt|gesetzestext|auszug\saus\sdem\sgesetz"
            r"|was\spassiert,?\swenn)(?:\W.{0,60})?$"
        ),
    ),
    (
        Zone.HINTS,
        cue(
            r"(?:allgemeine|wichtige|weitere)?\s?(?:hinweise?|nebenbestimmungen)(?:\W.{0,40})?$"
            r"|bitte\sbeachten\ssie(?:\sauch)?\W?$|ihre\s(?:mitwirkungs)?pflichten\W?$"
            r"|mitwirkungspflichten\W?$"
        ),
    ),
    (
        Zone.ANNEX,
        cue(
            r"(?:anlage:?\W+)?(?:berechnungsbogen|berechnung\sder\sleistung\w*"
            r"|antwortbogen)(?:\W.{0,60})?$"
        ),
    ),
    # "So geht es weiter", "Ihr Termin": back to the letter itself.
    (
        Zone.BODY,
        cue(r"(?:entscheidung|ihr\stermin|termin|auszahlung|zahlungsweise|zahlung|gültigkeit)\W?$"),
    ),
)
# Small print often comes without a heading.
_LAW_SENTENCE = cue(
    r"gegen\s(?:diesen|den)\s(?:bescheid|verwaltungsakt|widerspruchsbescheid)\s(?:kann|können|ist)"
)


@dataclass(frozen=True)
class Zones:
    """The parts in their order: each begins where the one before ends."""

    parts: tuple[tuple[int, Zone], ...]
    end: int

    def at(self, place: int) -> Zone:
        """Return the part a place is in."""
        return next(zone for start, zone in reversed(self.parts) if start <= place)

    def span(self, wanted: Zone) -> tuple[int, int] | None:
        """Return where the first part of this name begins and ends."""
        bounds = [*self.parts, (self.end, Zone.ANNEX)]
        for (start, zone), (end, _next) in pairwise(bounds):
            if zone is wanted:
                return start, end
        return None


def zones_in(text: str, fold: Folded) -> Zones:
    """Divide a lined text; `fold` is the same text folded."""
    salutation = _salutation_end(fold, text)
    subject = _subject(text, fold, salutation)
    parts = [(0, Zone.HEAD)] + ([(subject, Zone.SUBJECT)] if subject is not None else [])
    later = _sections(text, fold, salutation or subject or 0)
    first = min((start for start, _zone in later), default=len(text))
    body = salutation or min((subject or 0) + TITLE, first)
    if body < first:
        parts.append((body, Zone.OPENING))
    if body + OPENING < first:
        parts.append((body + OPENING, Zone.BODY))
    return Zones((*parts, *sorted(later, key=lambda part: part[0])), len(text))


def _salutation_end(fold: Folded, text: str) -> int | None:
    match = _SALUTATION.search(fold.text)
    if not match:
        return None
    end = fold.place(*match.span())[1]
    stop = re.compile("[,\n\u2029]").search(text, end)
    return stop.end() if stop else end


def _subject(text: str, fold: Folded, salutation: int | None) -> int | None:
    """Return where the subject begins: the last lines before the salutation, no references."""
    named = _SUBJECT.search(fold.text)
    if named and fold.place(*named.span())[0] < (salutation or HEAD):
        return fold.place(*named.span())[0]
    lines = _lines(text[: salutation or HEAD])
    if salutation is None:
        # The first line that is no reference, after the sender's name.
        return next((at for at, line in lines[1:] if not _is_reference(line)), 0)
    start = None
    # The last line is the salutation, the first one the letterhead.
    for at, line in reversed(lines[1:-1]):
        if salutation - at > FAR:
            break
        if not _is_reference(line):
            start = at
        elif start is not None:
            break
    return start


def _is_reference(line: str) -> bool:
    """Say whether a line is none of the subject: what stands in columns is not either."""
    return "\t" in line or _REFERENCE.search(folded(line).text) is not None


def _sections(text: str, fold: Folded, after: int) -> list[tuple[int, Zone]]:
    found = []
    for start, line in _lines(text):
        if start > after and len(line) < 110 and not _GOES_ON.search(text[:start]):
            line_folded = folded(line).text
            zone = next((zone for zone, heading in _HEADINGS if heading.match(line_folded)), None)
            found += [(start, zone)] if zone else []
    sentence = _LAW_SENTENCE.search(fold.text)
    if sentence:
        found.append((fold.place(*sentence.span())[0], Zone.LAW))
    return found


def _lines(text: str) -> list[tuple[int, str]]:
    starts = [0, *(match.end() for match in _BREAK.finditer(text))]
    return [(start, text[start:end].strip()) for start, end in pairwise([*starts, len(text) + 1])]
