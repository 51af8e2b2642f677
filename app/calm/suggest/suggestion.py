"""What a letter seems to say. Nothing here is a fact: a guide looks at the letter and ticks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.calm.facts import Role
from app.calm.kind import Sender

OTHER = "other"


@dataclass(frozen=True)
class Place:
    """Words of the letter, exactly as given: `text[start:end]` of the text that was read."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class SuggestedKind:
    """A kind, and the letter's words that speak for it."""

    kind: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class SuggestedDate:
    """A day; without a role it is one to look at. `apart` says why it does not matter."""

    value: date
    role: Role | None
    place: Place
    printed: bool
    """False for a month in words: then the day itself stands nowhere."""
    apart: str = ""


@dataclass(frozen=True)
class SuggestedAmount:
    """An amount in cents. `apart` says why it does not matter."""

    cents: int
    role: Role | None
    place: Place
    apart: str = ""


@dataclass(frozen=True)
class SuggestedTime:
    """A time of day that is no opening hour."""

    hour: int
    minute: int
    place: Place


@dataclass(frozen=True)
class SuggestedWithin:
    """A deadline without a day. `unit` is day, week, month or year.

    The one for an objection has no role: the app shows its safe date instead.
    """

    n: int
    unit: str
    place: Place
    role: Role | None


@dataclass(frozen=True)
class SetApart:
    """What looks like a date or an amount and is none that matters.

    `why`: birth, law, reference, phone, iban, postcode, hours (of opening), earlier (a letter or
    event before this letter), part (of a calculation), rule (an example or limit in general).
    """

    why: str
    place: Place


@dataclass(frozen=True)
class Suggestion:
    """Everything found in one letter, each with its place, in the order of the text."""

    kinds: tuple[SuggestedKind, ...]
    sender: Sender
    letter_date: date | None
    every_date: tuple[SuggestedDate, ...]
    every_amount: tuple[SuggestedAmount, ...]
    times: tuple[SuggestedTime, ...]
    withins: tuple[SuggestedWithin, ...]
    set_apart: tuple[SetApart, ...]

    @property
    def dates(self) -> tuple[SuggestedDate, ...]:
        """The days that matter."""
        return tuple(one for one in self.every_date if not one.apart)

    @property
    def amounts(self) -> tuple[SuggestedAmount, ...]:
        """The amounts that matter."""
        return tuple(one for one in self.every_amount if not one.apart)

    @property
    def kind(self) -> str:
        """The likeliest kind."""
        return self.kinds[0].kind

    def as_json(self) -> dict[str, Any]:
        """Return what `schritte letter suggest --json` prints: each value once per role."""
        return {
            "kind": self.kind,
            "kinds": [
                {"kind": one.kind, "score": one.score, "because": list(one.because)}
                for one in self.kinds
            ],
            "letter_date": self.letter_date.isoformat() if self.letter_date else None,
            "sender": self.sender.value,
            "dates": [
                {"value": one.value.isoformat(), "role": _name(one.role)} | _place(one.place)
                for one in _once((one.value, one.role, one) for one in self.dates)
            ],
            "relative_deadlines": [
                {"n": one.n, "unit": one.unit} | _place(one.place) for one in self.withins
            ],
            "amounts": [
                {"cents": one.cents, "role": _name(one.role)} | _place(one.place)
                for one in _once((one.cents, one.role, one) for one in self.amounts)
            ],
            "times": list(dict.fromkeys(f"{one.hour:02}:{one.minute:02}" for one in self.times)),
            "set_apart": [{"why": one.why} | _place(one.place) for one in self.set_apart],
        }


def _once(rows: Iterable[tuple[Any, Role | None, Any]]) -> Iterator[Any]:
    seen = set()
    for value, role, one in rows:
        if (value, role) not in seen:
            seen.add((value, role))
            yield one


def _name(role: Role | None) -> str:
    return role.value if role else OTHER


def _place(place: Place) -> dict[str, Any]:
    return {"text": place.text, "start": place.start, "end": place.end}
