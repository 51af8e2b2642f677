"""Phrase cards: reviewed sentences that travel by id, so that each side reads its own language.

Source: calm 7.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.calm import phrase_table
from app.calm.texts import N_


class Group(StrEnum):
    """What a phrase is. The groups never mix in one message."""

    ENCOURAGEMENT = "encouragement"
    NOTICE = "notice"
    REPLY = "reply"


class Occasion(StrEnum):
    """When an encouragement fits, as the guide chooses it."""

    EINFACH_SO = "einfach_so"
    NACH_TREFFEN = "nach_treffen"
    SCHWERE_ZEIT = "schwere_zeit"
    NACH_NEIN = "nach_nein"
    FEIERTAG = "feiertag"


OCCASION_TITLES: Mapping[Occasion, str] = {
    Occasion.EINFACH_SO: N_("einfach so"),
    Occasion.NACH_TREFFEN: N_("nach einem Treffen"),
    Occasion.SCHWERE_ZEIT: N_("schwere Zeit"),
    Occasion.NACH_NEIN: N_("nach einem Nein"),
    Occasion.FEIERTAG: N_("Feiertag"),
}


@dataclass(frozen=True)
class Phrase:
    """One phrase. Its id is stored and never reused; `text` is a German msgid."""

    id: str
    group: Group
    text: str
    occasion: Occasion | None = None
    """For encouragements only."""
    only_without_open_date: bool = False
    """True if it says that nothing is waiting: not for a person who has an open date."""
    says_no_answer: bool = False
    """True if it says itself that no answer is needed: nobody says so a second time."""


_ENCOURAGEMENTS = tuple(
    Phrase(
        id_,
        Group.ENCOURAGEMENT,
        text,
        Occasion(occasion),
        only_without_open_date=id_ in phrase_table.ONLY_WITHOUT_OPEN_DATE,
        says_no_answer=id_ in phrase_table.SAYS_NO_ANSWER,
    )
    for id_, occasion, text in phrase_table.ENCOURAGEMENTS
)
NOTICES = tuple(Phrase(id_, Group.NOTICE, text) for id_, text in phrase_table.NOTICES)
REPLIES = tuple(Phrase(id_, Group.REPLY, text) for id_, text in phrase_table.REPLIES)

PHRASES: Mapping[str, Phrase] = MappingProxyType(
    {phrase.id: phrase for phrase in (*_ENCOURAGEMENTS, *NOTICES, *REPLIES)}
)


@dataclass(frozen=True)
class Situation:
    """Where somebody looks for a sentence: what it is about, and what there is to say."""

    key: str
    title: str
    """A German msgid."""
    notices: tuple[Phrase, ...]
    """Those that a guide sends by hand; the app tells the others itself."""
    replies: tuple[Phrase, ...]


SITUATIONS = tuple(
    Situation(
        key,
        title,
        tuple(PHRASES[each] for each in notices),
        tuple(PHRASES[each] for each in replies),
    )
    for key, title, notices, replies in phrase_table.SITUATIONS
)


def encouragements(occasion: str, *, open_date: bool = False) -> tuple[Phrase, ...]:
    """Return the encouragements for an occasion; those that fit, if the person has an open date."""
    return tuple(
        phrase
        for phrase in _ENCOURAGEMENTS
        if phrase.occasion == occasion and not (open_date and phrase.only_without_open_date)
    )
