"""Who speaks, and what may not be said in that voice (calm 2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What a word does to the person who reads it."""

    SANCTION = "S"
    DUTY = "P"
    BLAME = "B"
    DEADLINE = "F"
    LABEL = "D"
    FOG = "A"
    """The language of offices."""
    COMFORT = "G"
    """False comfort, cheering on, games."""


class Voice(StrEnum):
    """Whose words these are, and who reads them."""

    APP = "app"
    PHRASE = "phrase"
    LETTER = "letter"
    """Our summary of a letter, never the letter itself."""
    STAFF = "staff"
    LEGAL = "legal"
    CRISIS = "crisis"
    OFFICIAL = "official"
    """The letter itself: never judged, never altered."""


class Weight(StrEnum):
    """How a word weighs: an error is not shown to anyone, a hint is a friendly remark."""

    ERROR = "error"
    HINT = "hint"


_ALL = frozenset(Group)


@dataclass(frozen=True)
class _Hearing:
    """What is heard in a voice."""

    errors: frozenset[Group] = frozenset()
    hints: frozenset[Group] = frozenset()
    may_quote: bool = False
    """Words of a letter in «…» are not ours, and an official word may stand after our own."""


_HEARINGS: Mapping[Voice, _Hearing] = {
    Voice.APP: _Hearing(_ALL, may_quote=True),
    Voice.PHRASE: _Hearing(_ALL),
    Voice.LETTER: _Hearing(_ALL, may_quote=True),
    Voice.STAFF: _Hearing(
        frozenset({Group.BLAME, Group.LABEL}),
        _ALL - {Group.BLAME, Group.LABEL},
        may_quote=True,
    ),
    Voice.LEGAL: _Hearing(hints=_ALL, may_quote=True),
    # "Rufen Sie jetzt 112 an" is right.
    Voice.CRISIS: _Hearing(_ALL - {Group.DUTY, Group.DEADLINE}, may_quote=True),
    Voice.OFFICIAL: _Hearing(),
}


def weight(voice: Voice, group: Group) -> Weight | None:
    """Return how a group weighs in a voice, None if it is not heard there."""
    hearing = _HEARINGS[voice]
    if group in hearing.errors:
        return Weight.ERROR
    return Weight.HINT if group in hearing.hints else None


def may_quote(voice: Voice) -> bool:
    """Return whether words in «…» and explained official words are left alone in a voice."""
    return _HEARINGS[voice].may_quote
