"""Which kind a letter is: every kind's words are weighed by where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.calm.kind import Sender
from app.calm.letter_kinds import KINDS
from app.calm.suggest.evidence import ELSEWHERE, EVIDENCE, LETTERHEAD, LETTERHEADS, SHAPES, Row
from app.calm.suggest.folded import Folded, cue, phrases
from app.calm.suggest.letter import Letter
from app.calm.suggest.shapes import shapes_in
from app.calm.suggest.zones import Zone, Zones

OTHERWISE = "sonstiges"
PROGRAMME = "einladung_programm"
# A clinic writes when and how one comes to a rehabilitation that somebody else pays.
_ALSO_FROM = {"reha": Sender.OTHER}
# How much the shape of a letter counts for kinds its sender does not write.
_STRANGER = 0.3
_FROM_OTHERS = {Sender.JOBCENTER: 0.8, Sender.DRV: 0.8, Sender.PROGRAMME: 0.4, Sender.OTHER: 0.6}
_ELSEWHERE_SHARE = {
    Sender.JOBCENTER: 0.25,
    Sender.DRV: 0.5,
    Sender.PROGRAMME: 0.25,
    Sender.OTHER: 1.0,
}
# With less than this nothing is clear: then it is a letter of another kind.
ENOUGH = 3.0
MOST_WORDS = 5
SENTENCE = 220
_SHARE = {
    Zone.HEAD: 0.3,
    Zone.SUBJECT: 1.0,
    Zone.OPENING: 1.5,
    Zone.BODY: 1.0,
    Zone.REASONS: 0.4,
    Zone.HINTS: 0.4,
    Zone.LAW: 0.2,
    Zone.ANNEX: 0.2,
}
_DENIED = cue(r"(?:kein\w*|nicht|ohne|statt|weder)\s(?:\w+\s)?$")
# "Ihr Weiterbewilligungsantrag vom …", "Widerspruch gegen den Erstattungsbescheid".
_OF_ANOTHER = cue(r"(?<!\w)(?:ihre?n?|gegen\s(?:den|die|das))\s(?:\w+-\sund\s)?$")
# What an office did before, or would do later, is not what this letter does.
_NOT_NOW = cue(
    r"^\W{0,3}(?:vom|des\sbescheid\w+\svom)\s|^\W{0,3}(?:wurde|worden|war|wäre|werden\skönn"
    r"|kann|könnte|ist\snichts)\s"
)

# A decision that "can" follow "if" something happens is not made by this letter.
_DECIDES = frozenset({"erstattung", "minderung", "verpflichtung"})
_ANSWERS = _DECIDES | {"nein", "zusage", "aenderung", "bewilligung"}
# "müssten wir ablehnen", "Kommen Sie wieder nicht, wird …": it says what might be.
_MIGHT = cue(r"(?<!\w)(?:müsste|könnte|würde|wäre|käme|hätte|dürfte)[nt]?(?!\w)")
_VERB_FIRST = cue(
    r"^\W*(?:rechtsfolgen\w*\W+)?(?!bitte)(?:\w+en|sind|ist|wird|hat|fehlt)\s(?:sie|ich|wir|die|der|das|eine?"
    r"|ihre?)\s[^.]*,\s(?:\w+\s){0,3}?(?:wird|werden|kann|können|mindert|verringert|müssen|muss|entfällt)(?!\w)"
)
# "Der darüber hinausgehende Antrag wird abgelehnt": the rest is granted.
_THE_REST = cue(r"(?:hinausgehend|im\sübrigen|weitergehend|mehrbedarf)[^.;]*$")
_IF = cue(
    r"(?<!\w)(?:falls|wenn|kann|können|könnte|könnten|sofern|würde|würden|sonst|dann|andernfalls"
    r"|vielleicht|möglicherweise)(?!\w)[^.;]*$"
)

# Sentences for everybody, found in any letter: what one has to tell, and what else may follow.
_THREATENED = _DECIDES | {"mitwirkung", "meldetermin", "aenderung", "nein"}
_STOP = re.compile(r"(?<=[a-z\d)])[.!?]\s")
_GENERAL = cue(
    r"^\W*(?:bei\s(?:einem|einer|pflichtverletz\w*|verst\w*|wiederholt\w*|fehlen\w*|weigerung"
    r"|unentschuldigt\w*)|wenn\s|wer\s|sollten\ssie|kommen\ssie\s[^.]*nicht|falls|sofern"
    r"|zu\sunrecht\serbrachte|pflichtverletzungen|verstöße|dazu\sgehör\w*|jede\sänderung"
    r"|bitte\steilen\ssie\s[^.]*änderung|sie\ssind\sverpflichtet,?\salle|änderungen\s"
    r"|eine\s(?:erstattung|minderung)\skann|informationen\s|bitte\ssagen\ssie\suns\ssofort)"
)


@dataclass(frozen=True)
class Ranked:
    """One kind with what speaks for it: `because` holds places in the lined text."""

    kind: str
    score: float
    because: tuple[tuple[int, int], ...]


def ranked(letter: Letter, sender: Sender) -> tuple[Ranked, ...]:
    """Return the kinds that have something for them, the likeliest first."""
    fold, zones = letter.fold, letter.zones
    shapes = shapes_in(letter)
    found = [
        _shaped(_weighed(kind, _rows(kind, rows, sender), fold, zones, sender), shapes, sender)
        for kind, rows in EVIDENCE.items()
    ]
    if sender is Sender.OTHER:
        found = [_with_letterhead(one, fold, zones) for one in found]
    found = [one for one in found if one.score > 0]
    found.sort(key=lambda one: -one.score)
    best = max((one.score for one in found if one.kind != OTHERWISE), default=0.0)
    if best < ENOUGH:
        otherwise = next((one for one in found if one.kind == OTHERWISE), Ranked(OTHERWISE, 0, ()))
        found = [
            Ranked(OTHERWISE, max(otherwise.score, ENOUGH), otherwise.because),
            *(one for one in found if one.kind != OTHERWISE),
        ]
    return tuple(found)


def _shaped(one: Ranked, shapes: frozenset[str], sender: Sender) -> Ranked:
    """Let what the letter does speak for or against a kind that its sender writes."""
    points = sum(SHAPES[shape].get(one.kind, 0.0) for shape in shapes)
    if points > 0 and not _writes(sender, one.kind):
        points *= _STRANGER
    return replace(one, score=round(max(0.0, one.score + points), 1))


def _writes(sender: Sender, kind: str) -> bool:
    return sender in KINDS[kind].senders or _ALSO_FROM.get(kind) is sender


def _with_letterhead(one: Ranked, fold: Folded, zones: Zones) -> Ranked:
    """Let a letterhead of somebody else speak for a letter of another kind."""
    if one.kind != OTHERWISE:
        return one
    for match in phrases(LETTERHEADS).find(fold.text):
        place = fold.place(*match.span())
        if zones.at(place[0]) is Zone.HEAD:
            because = (place, *one.because)[:MOST_WORDS]
            return Ranked(OTHERWISE, round(one.score + LETTERHEAD, 1), because)
    return one


def _weighed(
    kind: str, rows: tuple[Row, ...], fold: Folded, zones: Zones, sender: Sender
) -> Ranked:
    weights = []
    for row in rows:
        best = max(_weights(kind, row, fold, zones), default=None)
        if best and best[0] > 0:
            weights.append(best)
    weights.sort(key=lambda one: -one[0])
    return Ranked(
        kind,
        round(_share(kind, sender) * sum(weight for weight, _place in weights), 1),
        tuple(place for _weight, place in weights[:MOST_WORDS]),
    )


def _rows(kind: str, rows: tuple[Row, ...], sender: Sender) -> tuple[Row, ...]:
    if kind != OTHERWISE:
        return rows
    share = _ELSEWHERE_SHARE[sender]
    return rows + tuple((words, title * share, text * share) for words, title, text in ELSEWHERE)


def _share(kind: str, sender: Sender) -> float:
    """Return how likely the sender is for this kind: its words are true for some only."""
    if _writes(sender, kind):
        return 1.0
    return 0.4 if kind == PROGRAMME else _FROM_OTHERS[sender]


def _weights(
    kind: str, row: Row, fold: Folded, zones: Zones
) -> Iterator[tuple[float, tuple[int, int]]]:
    words, in_subject, in_text = row
    for match in phrases(words).find(fold.text):
        place = fold.place(*match.span())
        zone = zones.at(place[0])
        weight = in_text * _SHARE[zone]
        if zone is Zone.SUBJECT:
            weight = max(weight, in_subject)
        elif zone in {Zone.OPENING, Zone.HEAD}:
            weight = max(weight, in_subject / 4)
        yield weight * _meant(kind, match, zone), place


def _meant(kind: str, match: re.Match[str], zone: Zone) -> float:
    """Return how far words are meant of this letter: 0 where it says it is not so, else up to 1."""
    before = match.string[max(0, match.start() - SENTENCE) : match.start()]
    if _DENIED.search(before):
        return 0.0
    if zone is Zone.SUBJECT:
        return 0.3 if _OF_ANOTHER.search(before) else 1.0
    meant = 1.0
    if kind in _THREATENED and _GENERAL.search(_STOP.split(before)[-1] + match[0]):
        meant *= 0.1
    if kind in _DECIDES and _IF.search(before + match[0]):
        meant *= 0.3
    if kind in _ANSWERS:
        meant *= _certain(kind, _STOP.split(before)[-1] + match[0])
    if _NOT_NOW.search(match.string[match.end() : match.end() + 24]):
        meant *= 0.3
    return meant


def _certain(kind: str, sentence: str) -> float:
    """Return how far a sentence, read up to its words that count, says what is, not what might be."""
    if _MIGHT.search(sentence) or _VERB_FIRST.search(sentence):
        return 0.2
    return 0.4 if kind == "nein" and _THE_REST.search(sentence) else 1.0
