"""Every day a letter names: printed, said or meant by a month, in its order."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.calm.printed_dates import PrintedDate, printed_dates
from app.calm.suggest.layout import place_in
from app.calm.suggest.letter import Letter
from app.calm.suggest.months import RANGE, Day, months_in, resolved
from app.calm.suggest.said_days import said_days


def days_in(letter: Letter, letter_on: date | None) -> tuple[Day, ...]:
    """Return the days in their order."""
    text, flat = letter.text, letter.flat
    letter_on = letter_on or _named_first(flat)
    days = list(_printed(flat, letter_on))
    days += _of_columns(letter, days)
    days += months_in(text, flat, days, letter_on)
    if letter_on:
        said = said_days(flat, letter_on)
        days += [Day(one.what, one.start, one.end, printed=False) for one in said]
    return tuple(sorted(days, key=lambda day: (day.start, day.value)))


def _named_first(flat: str) -> date | None:
    """Return the first day with a year: of a letter without a date, the others are near it."""
    whole = (one.what.in_year(one.what.year) for one in printed_dates(flat) if one.what.year)
    return next((day for day in whole if day), None)


def _printed(flat: str, letter_on: date | None) -> Iterator[Day]:
    found = list(printed_dates(flat))
    last: Day | None = None
    for index, one in enumerate(found):
        later = found[index + 1] if index + 1 < len(found) else None
        shared = later and later.what.year and later.start - one.end <= 24
        value = (
            _before(one.what, later.what)
            if one.what.year is None and later and shared
            else resolved(one.what, letter_on)
        )
        if value and last and one.what.year is None and RANGE.search(flat[last.end : one.start]):
            value = max(value, _later(one.what, last.value) or value)
        if value:
            last = Day(value, one.start, one.end)
            yield last


def _later(printed: PrintedDate, first: date) -> date | None:
    """Return the end of "28.09. bis 31.03.", which is never before its beginning."""
    same = printed.in_year(first.year)
    return same if same and same > first else printed.in_year(first.year + 1)


def _of_columns(letter: Letter, days: Sequence[Day]) -> Iterator[Day]:
    """Yield the days that one column prints over two lines, with the other one in between."""
    for column in letter.columns:
        for one in printed_dates(column.flat):
            value = one.what.in_year(one.what.year) if one.what.year else None
            start, end = place_in(letter.lined, *column.given(one.start, one.end))
            if value and not any(
                day.value == value and day.start < end and start < day.end for day in days
            ):
                yield Day(value, start, end)


def _before(first: PrintedDate, last: PrintedDate) -> date | None:
    """Give "01.12. bis 28.02.2027" its first year."""
    year = last.year or 0
    return first.in_year(year - ((first.month, first.day) > (last.month, last.day)))
