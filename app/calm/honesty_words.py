"""Honesty rules about words (calm 4.4): nothing that the letter says is left out, nothing is added.

The official text is read only to compare; it is never shown, changed or shortened here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.calm import texts
from app.calm.draft import LetterDraft, Problem, Shown, problem
from app.calm.kind import NEVER_GOOD, Label
from app.calm.lined import normalised
from app.calm.patterns import any_of
from app.calm.printed import own_words


@dataclass(frozen=True)
class _Consequence:
    """A consequence for the money: how offices write it, and how we say it."""

    code: str
    official: re.Pattern[str]
    ours: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    """Sentences of the letter that do not count."""

    def stands_in(self, official: str) -> bool:
        counted = self.unless.sub(" ", official) if self.unless else official
        return self.official.search(counted) is not None


_NO_MONEY = ("kein geld", "ohne geld", "geld anhalten", "geld wird angehalten", "kein \\w+ geld")
_LESS = ("weniger geld", "(euro|monat) weniger", "weniger (euro|im monat)")
_BACK = ("zurück", "zu viel geld")
_PART = ("teil vom geld", "wird (vom geld )?abgezogen", "geht [^.?!]{0,30}\\bab\\b")

# Costs paid back to the person (travel, applications) are no claim against them.
_COSTS = r"(fahr|fahrt|reise|bewerbungs|umzugs|verpflegungs|übernachtungs)kosten"
_COSTS_FOR_YOU = any_of(rf"[^.]*\b{_COSTS}[^.]*erstatt[^.]*", rf"[^.]*erstatt[^.]*\b{_COSTS}[^.]*")

CONSEQUENCES = (
    _Consequence(
        "consequence_less",
        # "Erwerbsminderung" and "Minderung der Erwerbsfähigkeit" are about health, not about money.
        any_of(
            r"\b(leistungs)?(ge)?minder(t|n|ung\w*)\b(?! der erwerbs)",
            r"\b(ge)?kürz(t|ung\w*)\b",
            r"\babsenkung\w*",
            r"\babgesenkt\b",
        ),
        any_of(*_LESS, *_NO_MONEY),
    ),
    _Consequence(
        "consequence_none",
        any_of(
            # "der auf Sie entfallende Anteil" is a share.
            r"(?<!auf sie )\bentf(ällt|allen)\b",
            r"\bwegfall\w*",
            r"\bversag(t|en|ung\w*)\b",
            # "Entziehungskur" is a treatment.
            r"\bentz(ogen|iehen)\b|\bentziehung(?!s(kur|behandl|anstalt))",
            r"\b(zahlungs|leistungs)einstellung\w*",
            # "Einstellung" alone may be a new job.
            r"\b(zahlung|leistung|geld)\w*\b[^.]{0,60}\beinge?stell(t|en)\b",
            r"\beinstell(en|ung)\b[^.]{0,20}\b(zahlung|leistung)",
        ),
        any_of(*_NO_MONEY),
    ),
    _Consequence(
        "consequence_back",
        any_of(
            r"\w*(?<!kosten)erstatt(ung\w*|en|et)\b",
            r"\b(zu)?rück(zu)?(forder|zahl)\w*",
        ),
        any_of(*_BACK),
        unless=_COSTS_FOR_YOU,
    ),
    _Consequence(
        "consequence_part",
        any_of(r"\baufrechn\w*", r"\baufgerechnet\b", r"\beinbehalt\w*", r"\bpfänd\w*"),
        any_of(*_PART, *_LESS),
    ),
    _Consequence(
        "consequence_ends",
        # "Aufhebungsvertrag" is about a job; "aufgehoben" alone stands in every harmless change.
        any_of(r"\baufhebung(?!svertr)\w*"),
        any_of(*_NO_MONEY, *_LESS, *_BACK, "gilt nicht mehr", "hört auf"),
    ),
)

_OBJECTING = any_of("widersprech", "widerspruch")
_IN_THE_LETTER = re.compile(r"im brief steht:[^.«]*", re.IGNORECASE)

# A sentence made of these says nothing about what happens.
_COMFORT = any_of(
    r"keine (sorge|angst|panik|eile)",
    r"\bsorgen\b",
    r"alles (ist |wird )?(wieder )?(gut|in ordnung|okay|ok)",
    r"(wird|geht) schon",
    r"kopf hoch",
    r"halb so (wild|schlimm)",
    r"(ist |das ist )?(nicht (so )?schlimm|kein problem|in ordnung)",
    r"passiert (ihnen |dann |erst einmal )?nichts",
    r"nichts passiert",
    r"(bin|sind|ist) (immer )?(für sie da|an ihrer seite|bei ihnen)",
    r"nicht allein",
    r"(lassen|nehmen) sie sich (ruhig )?zeit",
    r"eilt nicht",
    r"das kann warten",
    r"schaffen (wir|das)|schaffen das",
    r"zusammen (lesen|anschauen|ansehen|schaffen)",
    r"(lesen|schauen|sprechen) .{0,40}zusammen",
    r"\bruhig\b",
)

PLAIN_RULES = (
    ("percentage", any_of(r"\d\s?%", r"\bprozent\w*", r"\bv\. ?h\.")),
    (
        "forecast",
        any_of(
            r"\b(gute|beste|hohe|große) (chance|aussicht|karte)",
            r"chancen? stehen",
            r"aussicht(en)? auf erfolg",
            r"aussichtsreich|erfolg\s?versprechend",
            r"\bklappt (ganz )?(bestimmt|sicher)|(bestimmt|sicher) klappt",
            r"(bestimmt|sicher|garantiert) (gewinn|recht|erfolg|ein ja)",
            r"\bgarantiert\b",
            # "Sie haben ein Recht auf ..." is a fact, no forecast.
            r"\bsie (haben|bekommen) ((bestimmt|sicher|wohl) )?recht\b(?! (auf|zu))",
            r"\bsie werden [^.]{0,30}\b(gewinnen|erfolg haben|recht bekommen)\b",
            r"widerspruch (hat|wird|lohnt)[^.]{0,30}(erfolg|gewinn|sich)",
        ),
    ),
    (
        "advice",
        any_of(
            r"\b(ich|wir) (rate|raten|empfehle|empfehlen)\b",
            r"\b(legen|reichen) sie [^.]{0,30}widerspruch",
            r"\bwidersprechen sie\b(?! nicht)(?=[^.?]*(unbedingt|auf jeden fall|am besten))",
            r"\bsie sollten [^.]{0,30}(widersprechen|klagen)",
        ),
    ),
)


def problems_with_words(draft: LetterDraft, shown: Shown) -> Iterator[Problem]:
    """Yield what is missing in the two texts that carry the message, and what no text may say."""
    if not shown.about:
        yield problem("about_missing", "about")
    if not shown.if_nothing:
        yield problem("if_nothing_missing", "if_nothing")
    elif all(_COMFORT.search(sentence) for sentence in _sentences(shown.if_nothing)):
        yield problem("if_nothing_only_comfort", "if_nothing")
    yield from _consequences(draft, shown)
    for code, pattern in PLAIN_RULES:
        for field, text in _texts(draft, shown):
            if pattern.search(own_words(text)):
                yield problem(code, field)
    objecting = [f for f, text in _texts(draft, shown) if _OBJECTING.search(own_words(text))]
    if objecting and not _objection_note_stands(shown):
        yield problem("objection_note_missing", objecting[0])


def _texts(draft: LetterDraft, shown: Shown) -> tuple[tuple[str, str], ...]:
    return (("about", shown.about), ("if_nothing", shown.if_nothing), ("note", draft.note))


def _consequences(draft: LetterDraft, shown: Shown) -> Iterator[Problem]:
    # A word broken at the end of a line is still that word; "Aufhebungs- und" is not broken.
    official = re.sub(
        r"(?<=\w)- (?!(?:und|oder|bzw)\b)(?=[a-zäöüß])", "", normalised(draft.official_text)
    )
    ours = own_words(shown.text)
    named = [c for c in CONSEQUENCES if c.stands_in(official)]
    general = (
        draft.consequence_is_general
        and draft.kind.name not in NEVER_GOOD
        and draft.label is not Label.SCHWER
    )
    # "Aufhebung und Erstattung": once the other word is named, the first says nothing more.
    asked = [c for c in named if c.code != "consequence_ends"] or named
    for consequence in asked:
        if not general and not consequence.ours.search(ours):
            yield problem(consequence.code, "if_nothing")
    # Calm, decision 5: we state no law of our own, only what this letter says.
    claims = " ".join(_IN_THE_LETTER.findall(ours))
    if official and not named and any(c.ours.search(claims) for c in CONSEQUENCES):
        yield problem("claim_not_in_letter", "if_nothing")


def _objection_note_stands(shown: Shown) -> bool:
    """Say whether the note stands in the text or the date box."""
    everything = " ".join((shown.text, *shown.composed.date_box))
    return any(note in everything for note in (texts.NO_OBJECTION_HERE, texts.NO_COURT_HERE))


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]
