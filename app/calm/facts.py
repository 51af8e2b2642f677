"""What a human has ticked in one letter: dates, amounts and words, each with its source.

No fact comes from a machine alone: `quote` holds the words in which a guide ticked it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.calm.texts import N_


class Role(StrEnum):
    """What a fact is in its letter. The value is stored, and is the placeholder in the texts."""

    LETTER_DATE = "letter_date"
    FROM = "from"
    UNTIL = "until"
    APPOINTMENT = "appointment"
    PAPERS_UNTIL = "papers_until"
    REPLY_UNTIL = "reply_until"

    NEW = "new"
    OLD = "old"
    REPAY = "repay"
    LESS = "less"
    PER_MONTH = "per_month"

    WHERE = "where"
    WHAT = "what"
    PURPOSE = "purpose"
    LIST = "list"
    TOPIC = "topic"
    PERIOD = "period"
    REASON = "reason"
    PLACE_TO_SHOW = "place_to_show"
    CLINIC = "clinic"
    PHONE = "phone"
    WHO = "who"
    WITHIN = "within"  # the letter's own words when it prints no day: "innerhalb von 2 Wochen"
    VARIANT = "variant"  # which variant of its kind the letter is: a key of `LetterKind.variants`


DATES = frozenset(
    {
        Role.LETTER_DATE,
        Role.FROM,
        Role.UNTIL,
        Role.APPOINTMENT,
        Role.PAPERS_UNTIL,
        Role.REPLY_UNTIL,
    }
)
AMOUNTS = frozenset({Role.NEW, Role.OLD, Role.REPAY, Role.LESS, Role.PER_MONTH})
TEXTS = frozenset(Role) - DATES - AMOUNTS

# The guide's words for each role, at the desk (staff voice).
ROLE_TITLES: Mapping[Role, str] = {
    Role.LETTER_DATE: N_("Brief vom"),
    Role.FROM: N_("Ab"),
    Role.UNTIL: N_("Bis"),
    Role.APPOINTMENT: N_("Termin"),
    Role.PAPERS_UNTIL: N_("Papiere bis"),
    Role.REPLY_UNTIL: N_("Antwort bis"),
    Role.NEW: N_("Betrag neu"),
    Role.OLD: N_("Betrag alt"),
    Role.REPAY: N_("Betrag zurück"),
    Role.LESS: N_("Betrag weniger"),
    Role.PER_MONTH: N_("Betrag im Monat"),
    Role.WHERE: N_("Ort"),
    Role.WHAT: N_("Worum geht es?"),
    Role.PURPOSE: N_("Thema vom Termin"),
    Role.LIST: N_("Liste in einfachen Worten"),
    Role.TOPIC: N_("Thema"),
    Role.PERIOD: N_("Zeitraum"),
    Role.REASON: N_("Grund, in den Worten vom Brief"),
    Role.PLACE_TO_SHOW: N_("Wo man den Brief zeigt"),
    Role.CLINIC: N_("Klinik"),
    Role.PHONE: N_("Telefon dort"),
    Role.WHO: N_("Wer sagt das?"),
    Role.WITHIN: N_("Zeit ohne festen Tag, in den Worten vom Brief"),
    Role.VARIANT: N_("Genauer"),
}

Value = date | datetime | int | str


@dataclass(frozen=True)
class Fact:
    """One ticked fact.

    `value`: a day for dates (an appointment may be a naive wall time), cents >= 0 for amounts,
    else text. `quote`: the letter's words it was ticked in; may be "" for text.
    A value that does not fit its role raises ValueError: no wrong fact reaches a summary.
    """

    role: Role
    value: Value
    quote: str = ""

    def __post_init__(self) -> None:
        if not _fits(self.role, self.value):
            raise ValueError(f"{self.value!r} is no value for {self.role.value}")


def first(facts: Iterable[Fact], role: Role) -> Fact | None:
    """Return the first fact with this role, or None."""
    return next((fact for fact in facts if fact.role is role), None)


def difference(facts: Iterable[Fact]) -> int | None:
    """Return new minus old amount in signed cents; None unless both were ticked."""
    amounts = {fact.role: fact.value for fact in reversed(tuple(facts))}
    new, old = amounts.get(Role.NEW), amounts.get(Role.OLD)
    return new - old if isinstance(new, int) and isinstance(old, int) else None


def day_of(fact: Fact) -> date | None:
    """Return the day of a date fact (without its time); None for amounts and text."""
    if isinstance(fact.value, datetime):
        return fact.value.date()
    return fact.value if isinstance(fact.value, date) else None


def to_json(facts: Iterable[Fact]) -> str:
    """Write facts as a JSON list, in their order; days and times in ISO 8601, amounts in cents."""
    rows = [
        {
            "role": fact.role.value,
            "value": fact.value.isoformat() if isinstance(fact.value, date) else fact.value,
            "quote": fact.quote,
        }
        for fact in facts
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> tuple[Fact, ...]:
    """Read what `to_json` wrote. Anything else raises ValueError, KeyError or TypeError."""
    return tuple(_from_row(row) for row in json.loads(text))


def _from_row(row: Mapping[str, Any]) -> Fact:
    role, value = Role(row["role"]), row["value"]
    if role in DATES:
        # Only an appointment may carry a time; "T" is what tells a time from a day in ISO 8601.
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return Fact(role, value, row["quote"])


def _fits(role: Role, value: Value) -> bool:
    if isinstance(value, datetime):
        # For Python a datetime is a date too, but only an appointment has a (wall) time of day.
        return role is Role.APPOINTMENT and value.tzinfo is None
    if role in DATES:
        return isinstance(value, date)
    if role in AMOUNTS:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, str)
