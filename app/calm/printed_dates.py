"""The dates a German text prints, as letters and scans write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.calm.lined import normalised
from app.calm.misread import MONTHS, figures, month_of
from app.calm.numerals import ordinal_of
from app.calm.printed_place import Printed
from app.calm.rare_dates import rare_dates

# "am 1 5.12.2026": a day that a scan has torn.
_BEFORE_TORN = "|".join(
    f"(?<={end}\\s)" for end in ("am", "om", "um", "is", "en", "em", "ag,", "-", "–", ":")
)
_DAY = (
    rf"(?:(?<![\d.])(?P<day>\d{{1,2}})|(?:{_BEFORE_TORN})(?P<torn>[0-3]\s\d)"
    r"|(?<!\S)(?P<torn0>0\s\d|[1-3]\s0))"
)
_YEAR = (
    r"(?:(?:19|20)\d{2}(?!\d|[.:]\d)|20[ \-\n]{1,2}\d{2}(?!\d|[.,:]\d|\s?uhr)"
    r"|(?:20\d\s\d|2\s0\d\d)(?!\d|[.,:]\d|\s?uhr))"
)
_SHORT_YEAR = r"'?\d{2}(?!\d|[.,:]\d|\.?\s?(?:uhr|eur|€))"
_A_MONTH = r"(?:jan|feb|mär|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez)"
_WORD = r"(?P<name>[a-zä0-9|]{3,10})(?![a-zäöü])"
# "Sep tember": torn too.
_TORN_MONTHS = "|".join(r"\s?".join(month) for month in MONTHS)
_SEPARATOR = r"\s?(?:[.,;:]|\.\.)\s?"
_DATE = re.compile(
    rf"{_DAY}(?:"
    # 18.11.2026 · 18. 11. 2026 · 18.11 .2026 · 18,11.2026 · 18..11.2026 · 18 11.2026
    rf"(?:{_SEPARATOR}|\s(?=\d\d\.20))(?P<month>\d{{1,2}}|[01]\s\d(?=\s?\.\s?20))(?:{_SEPARATOR}|\s|\.-\s)(?P<year>{_YEAR})"
    rf"|\.(?P<month2>\d{{1,2}})\.(?P<year2>{_SHORT_YEAR})"
    rf"|\.\s(?P<month5>\d{{1,2}})\.(?P<year6>{_SHORT_YEAR})"
    rf"|\.\s(?P<month3>\d{{1,2}})\.\s(?P<year3>{_SHORT_YEAR})"
    r"|\.\s?(?P<month4>\d{1,2})\.(?!\d)"
    rf"|\s?\.?\s?(?P<name2>{_A_MONTH}[a-z]{{0,6}}?)(?P<year5>20\d\d)(?!\d)"
    rf"|(?:te[nr]|\s?[.,])?\s?(?:(?P<name3>{_TORN_MONTHS})(?![a-zäöü])|{_WORD})\.?"
    # "4. Februar, 11. Februar": the 11 is no year.
    rf"(?:,?\s?(?P<year4>{_YEAR}|(?<!,\s)(?<!,){_SHORT_YEAR}(?!\.\s?{_A_MONTH})))?"
    r")",
    re.IGNORECASE,
)
# "bis 15.12 bei uns": the last dot is missing.
_UNDOTTED = re.compile(
    r"(?<!\w)(?:am|bis|zum|vom|den|dem|ab)\s(\d{1,2})\.(\d{1,2})(?![\d.,:]|\s?(?:uhr|h\b|eur|€|%|[.,]\s?\d))",
    re.IGNORECASE,
)
# "1 2 . 0 1 . 2 0 2 7"
_SPACED = re.compile(r"(?<!\S)(\d \d) ?\. ?(\d \d) ?\. ?(2 0 \d \d)(?! ?\d)")
# "am ersten Februar", "bis zum fünfzehnten Januar 2027"
_IN_WORDS = re.compile(
    rf"(?<!\w)(?P<day>[a-zäöüß]{{2,18}}te[nrsm]?)\s(?P<name>{'|'.join(MONTHS)})(?!\w)(?:\s(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d/.-])(20\d{2})([/.-])(\d{1,2})\2(\d{1,2})(?![\d/-])")
_SLASHED = re.compile(r"(?<![\w/-])(\d{1,2})([/-])(\d{1,2})\2(20\d{2}|2\d)(?![\w/-])")
# "vom 1. bis 15. Juni 2026": the first day borrows its month.
_BORROWS = re.compile(
    r"(?<![\d.])(\d{1,2})\.\s?(?:bis(?:\s(?:zum|einschließlich))?|und(?:\sdem)?|oder|u\.|,|[-–—/])\s?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PrintedDate:
    """A date as printed; `year` is None where the text names none."""

    day: int
    month: int
    year: int | None

    def may_be(self, day: date) -> bool:
        """Say whether day and month agree, and the year too if one is printed."""
        return (self.day, self.month) == (day.day, day.month) and self.year in {None, day.year}

    def in_year(self, year: int) -> date | None:
        """Return the day in this year; None where there is none ("29. Februar")."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def printed_dates(flat: str) -> Iterator[Printed[PrintedDate]]:
    """Yield the dates of a flat text in their order, each with its place."""
    text = figures(flat)
    rare = [one for parts in rare_dates(flat) for one in _checked(*parts)]
    found = sorted([*rare, *_some_dates(text)], key=lambda one: (one.start, -one.end))
    last = 0
    for one in found:
        if one.start < last:
            continue
        yield from reversed(list(_borrowing(text, last, one)))
        yield one
        last = one.end


def _borrowing(text: str, last: int, one: Printed[PrintedDate]) -> Iterator[Printed[PrintedDate]]:
    """Yield backwards the days before a date that have its month: "2., 9. und 16. März"."""
    start = one.start
    while borrows := _BORROWS.search(text, max(last, start - 30), start):
        if not 1 <= int(borrows[1]) <= 31:
            return
        start = borrows.start()
        day = PrintedDate(int(borrows[1]), one.what.month, one.what.year)
        yield Printed(day, start, borrows.end(1) + 1)


def _some_dates(text: str) -> Iterator[Printed[PrintedDate]]:
    match = _DATE.search(text)
    while match:
        found = list(_checked(match, *_parts(match)))
        yield from found
        # "1. oder 15. Juni": what only looked like a date may hold the beginning of one.
        match = _DATE.search(text, match.end() if found else match.start() + 1)
    for match in _ISO.finditer(text):
        yield from _checked(match, match[4], match[3], match[1])
    for match in _SLASHED.finditer(text):
        yield from _checked(match, match[1], match[3], match[4])
    for match in _SPACED.finditer(text):
        yield from _checked(match, match[1], match[2], match[3])
    for match in _UNDOTTED.finditer(text):
        yield from _checked(match, match[1], match[2], None, start=match.start(1))
    for match in _IN_WORDS.finditer(text):
        day = ordinal_of(match["day"])
        if day:
            yield from _checked(match, str(day), str(month_of(match["name"])), match["year"])


def _parts(match: re.Match[str]) -> tuple[str, str, str | None]:
    """Return day, month and year as figures, whichever way they are written."""

    def said(*names: str) -> str | None:
        return next((match[name] for name in names if match[name]), None)

    name = said("name", "name2", "name3")
    month = said("month", "month2", "month3", "month4", "month5") or str(month_of(name or "") or 0)
    year = said("year", "year2", "year3", "year4", "year5", "year6")
    return said("day", "torn", "torn0") or "", month, year


def _checked(
    match: re.Match[str], day: str, month: str, year: str | None, *, start: int | None = None
) -> Iterator[Printed[PrintedDate]]:
    of_month, of_year = (int(re.sub(r"\s", "", one)) for one in (day, month))
    if 1 <= of_month <= 31 and 1 <= of_year <= 12:
        what = PrintedDate(of_month, of_year, _year(year) if year else None)
        yield Printed(what, match.start() if start is None else start, match.end())


def _year(printed: str) -> int:
    year = int(re.sub(r"\D", "", printed))
    return year + 2000 if year < 100 else year


def dates_in(text: str) -> tuple[PrintedDate, ...]:
    """Return the dates in their order: "24.11.2026", "1.6.", "24. November 2026", "24. Nov."."""
    return tuple(one.what for one in printed_dates(normalised(text)))
