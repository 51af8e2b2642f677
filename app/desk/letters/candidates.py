"""Dates, amounts and times found in a letter: offered to the guide, never used by themselves.

Source: calm 4.6 (2) and (3). `app.calm.suggest` finds the places and proposes what they mean; a
human says so and ticks it.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from app.calm.facts import AMOUNTS, DATES, Fact, Role, Value
from app.calm.lined import Lined, lined, normalised
from app.calm.suggest import suggest
from app.calm.suggest.suggestion import Place, SuggestedTime, Suggestion

CONTEXT = 60
MOST = 60
# A date and its time of day are one place: "am 3. Dezember 2026, um 9:30 Uhr".
_TO_ITS_TIME = re.compile(r"[^\d.!?]{0,25}")


class Sort(StrEnum):
    """What a place in the text prints."""

    DATE = "date"
    AMOUNT = "amount"
    WORDS = "words"


ROLES = {
    Sort.DATE: tuple(role for role in Role if role in DATES),
    Sort.AMOUNT: tuple(role for role in Role if role in AMOUNTS),
    Sort.WORDS: (Role.WITHIN,),
}


@dataclass(frozen=True)
class Candidate:
    """One place in the text as given, with the words around it."""

    sort: Sort
    value: Value
    start: int
    end: int
    before: str
    words: str
    after: str
    proposed: Role | None = None
    apart: str = ""
    """Why it is probably not what the letter is about ("birth", "part"); the guide may differ."""

    @property
    def key(self) -> str:
        """What a form calls it: where it begins in the text."""
        return str(self.start)

    @property
    def quote(self) -> str:
        """The letter's words in which it stands."""
        return f"{self.before}{self.words}{self.after}".strip()

    @property
    def roles(self) -> tuple[Role, ...]:
        """What it may be."""
        return ROLES[self.sort]

    def as_fact(self, role: Role) -> Fact:
        """Return the fact a guide has made of it. Raises ValueError for a role that cannot be."""
        if role not in self.roles:
            raise ValueError(role)
        value = self.value
        if isinstance(value, datetime) and role is not Role.APPOINTMENT:
            value = value.date()  # only an appointment has a time of day
        return Fact(role, value, self.quote)


def mark_of(text: str) -> str:
    """Return a short mark of a text: a form made from another text changes nothing."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def candidates_in(text: str, letter_on: date | None) -> tuple[Candidate, ...]:
    """Return the places in their order, at most `MOST`.

    A date without a year is the one nearest to the letter's own date; without that it is left out.
    """
    whole = lined(text)
    found = sorted(_places(suggest(text, letter_on=letter_on), text), key=lambda one: one.start)
    return tuple(_with_context(whole, one) for one in found[:MOST])


@dataclass(frozen=True)
class _Found:
    sort: Sort
    value: Value
    start: int
    end: int
    proposed: Role | None = None
    apart: str = ""


def _places(found: Suggestion, text: str) -> Iterator[_Found]:
    for day in found.every_date:
        if day.printed:  # of a month in words no day stands in the letter: nothing to quote
            clock = _its_time(day.place, found.times, text)
            value = datetime.combine(day.value, clock[0]) if clock else day.value
            end = clock[1] if clock else day.place.end
            yield _Found(Sort.DATE, value, day.place.start, end, day.role, day.apart)
    for amount in found.every_amount:
        start, end = amount.place.start, amount.place.end
        yield _Found(Sort.AMOUNT, amount.cents, start, end, amount.role, amount.apart)
    for within in found.withins:
        words = normalised(within.place.text)
        yield _Found(Sort.WORDS, words, within.place.start, within.place.end, within.role)


def _its_time(day: Place, times: tuple[SuggestedTime, ...], text: str) -> tuple[time, int] | None:
    """Return the time that belongs to a day, and where it ends."""
    for one in times:
        if one.place.start >= day.end and _TO_ITS_TIME.fullmatch(text[day.end : one.place.start]):
            return time(one.hour, one.minute), one.place.end
    return None


def _with_context(whole: Lined, found: _Found) -> Candidate:
    flat = whole.flat
    start = bisect_left(whole.starts, found.start)
    end = bisect_left(whole.ends, found.end) + 1
    before, after = flat[max(0, start - CONTEXT) : start], flat[end : end + CONTEXT]
    # Whole words only: half a word is no place one finds again.
    if start > CONTEXT:
        before = before.partition(" ")[2]
    if end + CONTEXT < len(flat):
        after = after.rpartition(" ")[0]
    return Candidate(
        sort=found.sort,
        value=found.value,
        start=found.start,
        end=found.end,
        before=before,
        words=flat[start:end],
        after=after,
        proposed=found.proposed,
        apart=found.apart,
    )
