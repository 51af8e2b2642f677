"""The 16 kinds of letters, by name, in the order the guide is offered them (calm 4.8)."""

from collections.abc import Mapping
from types import MappingProxyType

from app.calm import kinds_answers, kinds_asking, kinds_money
from app.calm.kind import (
    LABEL_TITLES,
    LIST_TITLES,
    NEVER_GOOD,
    OFFICE_NAMES,
    SENDER_WORDS,
    Label,
    LetterKind,
    Sender,
    sender_words,
)

__all__ = [
    "KINDS",
    "LABEL_TITLES",
    "LIST_TITLES",
    "NEVER_GOOD",
    "OFFICE_NAMES",
    "SENDER_WORDS",
    "Label",
    "LetterKind",
    "Sender",
    "sender_words",
]

KINDS: Mapping[str, LetterKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            kinds_money.BEWILLIGUNG,
            kinds_money.WEITER,
            kinds_money.AENDERUNG,
            kinds_asking.EINLADUNG_PROGRAMM,
            kinds_asking.MELDETERMIN,
            kinds_asking.MITWIRKUNG,
            kinds_asking.ANHOERUNG,
            kinds_money.ERSTATTUNG,
            kinds_money.MINDERUNG,
            kinds_asking.PLAN,
            kinds_asking.VERPFLICHTUNG,
            kinds_money.ZUSAGE,
            kinds_answers.NEIN,
            kinds_answers.REHA,
            kinds_asking.UNTERSUCHUNG,
            kinds_answers.SONSTIGES,
        )
    }
)
