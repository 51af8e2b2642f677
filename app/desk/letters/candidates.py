"""Dates, amounts and times found in a letter: offered to the guide, never used by themselves.

Source: calm 4.6 (2) and (3). Nothing here guesses what a date means; a human says so and ticks it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from app.calm.facts import AMOUNTS, DATES, Fact, Role, Value
from app.calm.printed import PrintedDate, amounts_in, dates_in, normalised, times_in

CONTEXT = 60
MOST = 60
_MONTHS = "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
_DATE = rf"\b\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{_MONTHS})\b)(?:\s?\d{{4}}\b|\d{{2}}\b)?"
_TIME = r"\d{1,2}[:.]\d{2}\sUhr\b|\d{1,2}\sUhr\b"
_MOMENT = re.compile(rf"{_DATE}(?:[^\d.]{{0,12}}(?:{_TIME}))?", re.IGNORECASE)
_MONEY = re.compile(
    r"(?<![\d.,])\d{1,3}(?:\.\d{3})*(?:,\d{2})?\s?(?:€|EUR\b|Euro\b)|(?:€|EUR\b)\s?\d[\d.]*,\d{2}",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\binnerhalb (?:eines Monats|einer Woche|von \w+ (?:Tagen|Wochen|Monaten))\b"
    r"|\bbinnen (?:eines Monats|einer Woche|\w+ (?:Tagen|Wochen))\b",
    re.IGNORECASE,
)


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
    """One place in the text, with the words around it."""

    sort: Sort
    value: Value
    start: int
    before: str
    words: str
    after: str
    end: int = 0
    proposed: Role | None = None

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
    """Return a short mark of a text: a form made from another text ticks nothing."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def candidates_in(text: str, letter_on: date | None) -> tuple[Candidate, ...]:
    """Return the places in their order, at most `MOST`.

    A date without a year is the one nearest to the letter's own date; without that it is left out.
    """
    flat = normalised(text)
    found = sorted(_places(flat, letter_on), key=lambda place: place[0].start())
    return _exact(text, [_candidate(flat, *place) for place in found[:MOST]])


_SEEMS = (
    (Role.LETTER_DATE, Sort.DATE, r"Datum:? $"),
    (Role.FROM, Sort.DATE, r"(?:vom|ab|ab dem) $"),
    (Role.UNTIL, Sort.DATE, r"(?:bis|bis zum) $"),
    (Role.REPAY, Sort.AMOUNT, r"(?:insgesamt|Betrag von) $"),
    (Role.PER_MONTH, Sort.AMOUNT, r"(?:monatlich|monatlich in Höhe von) $"),
)


def _exact(text: str, found: list[Candidate]) -> tuple[Candidate, ...]:
    taken: set[Role] = set()
    exact, at = [], 0
    for each in found:
        loose = r"(?:[­￾]\s*)?".join(r"\s+" if c == " " else re.escape(c) for c in each.words)
        match = re.compile(loose).search(text, at)
        if match is None:
            continue
        seems = [
            r
            for r, sort, words in _SEEMS
            if sort is each.sort and r not in taken and re.search(words, each.before)
        ]
        taken |= set(seems[:1])
        exact.append(
            replace(
                each, start=match.start(), end=match.end(), proposed=seems[0] if seems else None
            )
        )
        at = match.end()
    return tuple(exact)


def _places(flat: str, letter_on: date | None) -> Iterator[tuple[re.Match[str], Sort, Value]]:
    for match in _MOMENT.finditer(flat):
        moment = _moment(match[0], letter_on)
        if moment is not None:
            yield match, Sort.DATE, moment
    for match in _MONEY.finditer(flat):
        amounts = amounts_in(match[0])
        if len(amounts) == 1:
            yield match, Sort.AMOUNT, min(amounts)
    for match in _WITHIN.finditer(flat):
        yield match, Sort.WORDS, match[0]


def _candidate(flat: str, match: re.Match[str], sort: Sort, value: Value) -> Candidate:
    start, end = match.span()
    before, after = flat[max(0, start - CONTEXT) : start], flat[end : end + CONTEXT]
    # Whole words only: half a word is no place one finds again.
    if start > CONTEXT:
        before = before.partition(" ")[2]
    if end + CONTEXT < len(flat):
        after = after.rpartition(" ")[0]
    return Candidate(sort, value, start, before, match[0], after)


def _moment(words: str, letter_on: date | None) -> date | datetime | None:
    printed, times = dates_in(words), times_in(words)
    day = _day(printed[0], letter_on) if printed else None
    if day is None or len(times) != 1:
        return day
    hour, minute = min(times)
    return datetime.combine(day, time(hour, minute)) if hour < 24 and minute < 60 else day


def _day(printed: PrintedDate, letter_on: date | None) -> date | None:
    if printed.year is not None:
        return _date(printed.year, printed)
    if letter_on is None:
        return None
    years = (letter_on.year - 1, letter_on.year, letter_on.year + 1)
    days = [day for year in years if (day := _date(year, printed))]
    return min(days, key=lambda day: abs(day - letter_on), default=None)


def _date(year: int, printed: PrintedDate) -> date | None:
    try:
        return date(year, printed.month, printed.day)
    except ValueError:
        return None
