"""Months in words, as periods or ends of one, with the year they mean."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from app.calm.facts import Role
from app.calm.misread import month_of
from app.calm.printed_dates import PrintedDate

_MONTH = re.compile(
    r"(?<![\w.])(?:(?P<name>[A-ZÄ0][a-zäA-ZÄ0|1]{2,9})\.?"
    r"|(?P<number>0?[1-9]|1[0-2])(?=[/.]20\d{2}|/2\d(?![\w/]|\.\d|-\d+[/.](?!\d\d(?!\d)))))"
    r"(?:[ ./]{1,2}(?P<year>20\d{2}|'?2[4-9](?!\s?(?:€|[Ee][Uu][Rr]|[Uu]hr|[,:])))"
    r"(?!\.?\d))?(?!\w)"
)
_LINK = re.compile(
    r"^\s?(?:,|und|sowie|mit|bis(?:\s(?:einschließlich|einschl\.|Ende|zum))?|[-–—])\s?(?:Ende\s)?$"
)
# "Januar mit Juni 2027": so they say it in Bavaria.
RANGE = re.compile(r"^\s?(?:bis\b.*|mit|[-–—])\s?$")
_AB = re.compile(
    r"\b(?:ab|seit|beginnend|von|vom|wirkung)(?:\s(?:dem|mit|vom|zum|monat|anfang))*\s$",
    re.IGNORECASE,
)
_BIS = re.compile(
    (
        r"\b(?:bis|ablauf|ende)(?:\s(?:zum|ende|einschließlich|einschl\.|des|monats|mit|monat"
        r"|spätestens))*\s$"
    ),
    re.IGNORECASE,
)
_MIDDLE = re.compile(r"\b(?P<until>bis\s)?mitte(?:\s(?:des|monats?))*\s$", re.IGNORECASE)
_EARLY = re.compile(r"\banfang(?:\s(?:des|monats?))*\s$", re.IGNORECASE)
_FOR = re.compile(
    r"\b(?:für|zeitraum|monate?n?|monats|zeit)(?:\s(?:den|die|der|dem|monate?n?|von))*:?\s$",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:im|in|des)(?:\smonats?)?\s$", re.IGNORECASE)
# "Jan–Mrz 2027": short, but no other word.
_TO_MONTH = re.compile(r"\s?(?:bis|[-–—/])\s?[A-Z][a-zä]{2}\.?\s20\d\d")
_NOT_A_MONTH = {"mai", "jun", "jul", "sep", "mär", "apr", "okt", "dez", "nov", "jan", "feb", "aug"}


@dataclass(frozen=True)
class Day:
    """One day a letter names. `role` is set where the words alone say it: a month in words."""

    value: date
    start: int
    end: int
    role: Role | None = None
    printed: bool = True
    row: bool = False
    """Whether it is the month at the beginning of a table row."""
    weak: bool = False
    """Whether only "im Januar 2027" says so: it may be a period, or just a time."""


def resolved(printed: PrintedDate, letter_on: date | None) -> date | None:
    """Return the day; without a year the one nearest to the letter's own date, if that is known."""
    if printed.year is not None:
        return printed.in_year(printed.year)
    if letter_on is None:
        return None
    years = (letter_on.year - 1, letter_on.year, letter_on.year + 1)
    days = [day for year in years if (day := printed.in_year(year))]
    return min(days, key=lambda day: abs(day - letter_on), default=None)


@dataclass(frozen=True)
class _Month:
    month: int
    year: int | None
    start: int
    end: int

    @property
    def first(self) -> date:
        return date(self.year or 1, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year or 1, self.month, monthrange(self.year or 1, self.month)[1])


def months_in(text: str, flat: str, days: Sequence[Day], letter_on: date | None) -> Iterator[Day]:
    """Yield the first and last days they mean; `days` are printed ones, whose months are taken."""
    tokens = []
    for match in _MONTH.finditer(flat):
        month = int(match["number"]) if match["number"] else month_of(match["name"])
        short = match["name"] and match["name"].lower() in _NOT_A_MONTH - {"mai"}
        if not month or (short and not match["year"] and not _TO_MONTH.match(flat, match.end())):
            continue
        if any(day.start < match.end() and match.start() < day.end for day in days):
            continue
        year = 2000 + int(match["year"][-2:]) if match["year"] else None
        tokens.append(_Month(month, year, *match.span()))
    for group in _grouped(tokens, flat):
        yield from _group(group, text, flat, letter_on)


def _grouped(tokens: list[_Month], flat: str) -> Iterator[list[_Month]]:
    group: list[_Month] = []
    for token in tokens:
        if group and not _LINK.search(flat[group[-1].end : token.start]):
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _group(group: list[_Month], text: str, flat: str, letter_on: date | None) -> Iterator[Day]:
    years = [month.year for month in group if month.year]
    if not years:
        if letter_on is None:
            return
        near = resolved(PrintedDate(15, group[-1].month, None), letter_on)
        years = [near.year if near else letter_on.year]
    first, last = group[0], group[-1]
    last = replace(last, year=last.year or years[-1])
    first = replace(first, year=first.year or (last.year or 0) - (first.month > last.month))
    before = flat[max(0, first.start - 44) : first.start]
    row = _is_row(first, last, text)
    ranged = any(RANGE.search(flat[one.end : two.start]) for one, two in pairwise(group))
    starts = Day(first.first, first.start, first.end, Role.FROM, printed=False, row=row)
    ends = Day(last.last, last.start, last.end, Role.UNTIL, printed=False, row=row)
    if ranged:
        yield from (starts, ends)
    elif len(group) == 1 and (middle := _MIDDLE.search(before)):
        if middle["until"]:  # else it is no day
            yield replace(starts, value=first.first.replace(day=15), role=None)
    elif len(group) == 1 and _EARLY.search(before):
        yield replace(starts, role=None)
    elif len(group) == 1 and _BIS.search(before):
        yield replace(ends, role=None)
    elif len(group) == 1 and _AB.search(before):
        yield starts
    elif _FOR.search(before) or (len(group) == 1 and row):
        yield from (starts, ends)
    elif _IN.search(before) or len(group) > 1 or group[0].year:
        yield from (replace(starts, weak=True), replace(ends, weak=True))


def _is_row(first: _Month, last: _Month, text: str) -> bool:
    """Say whether the month begins a line that goes on with an amount."""
    begins = first.start == 0 or text[first.start - 1] in "\n\u2029\t"
    line = text[last.end :].splitlines()[0] if last.end < len(text) else ""
    return begins and bool(re.match(r"\W{0,4}\s*\d[\d.]*,\d{2}|\s*[|:\t]", line))
