"""What a German text prints: dates, times and amounts, as letters write them.

The readers that give places work on the `flat` text of `lined.Lined`; scans are read as meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from app.calm.lined import normalised

What = TypeVar("What")

_MONTHS = (
    "januar februar märz april mai juni juli august september oktober november dezember".split()
)
_FOLD = str.maketrans("0ä1|I", "oalll")
_FOLDED_MONTHS = [month.translate(_FOLD) for month in _MONTHS]
# How scans misread figures. A token must hold a figure, or it is a word.
_MISREAD = re.compile(r"(?<!\w)(?=[^\s\d]*\d)[\dOoIl]+(?:[.,:][\dOoIl]+)*(?!\w)")
_MISREAD_MORE = re.compile(r"(?<!\w)(?=\S*\d\S*\d)[\dOoIlSBZ]+(?:[.,][\dOoIlSBZ]+)+(?!\w)")
# "l. Dezember 2026", "I. 12. 2026"
_MISREAD_DAY = re.compile(r"(?<!\w)[Il](?=\.\s?(?:[A-ZÄ][a-zä]{2,8}\s\d{4}|\d{1,2}\.\s?\d))")
_FIGURES = str.maketrans("OoIlSBZ", "0011582")

# "am 1 5.12.2026": a day that a scan has torn.
_DAY = r"(?:(?<![\d.])(?P<day>\d{1,2})|(?<=(?:am|om|um|is|en|em)\s)(?P<torn>[0-3]\s\d))"
_YEAR = r"(?:(?:19|20)\d{2}(?!\d|[.:]\d)|20[ \-\n]{1,2}\d{2}(?!\d|[.,:]\d|\s?uhr))"
_A_MONTH = r"(?:jan|feb|mär|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez)"
_WORD = r"(?P<name>[a-zä0-9|]{3,10})(?![a-zäöü])"
_DATE = re.compile(
    rf"{_DAY}(?:"
    # 18.11.2026 · 18. 11. 2026 · 18.11 .2026 · 18,11.2026
    rf"\s?[.,]\s?(?P<month>\d{{1,2}})(?:\s?[.,]\s?|\s|\.-\s)(?P<year>{_YEAR})"
    r"|\.(?P<month2>\d{1,2})\.(?P<year2>\d{2})(?!\d|[.,:]\d|\.?\s?(?:uhr|eur|€))"
    r"|\.\s(?P<month3>\d{1,2})\.\s(?P<year3>\d{2})(?!\d|[.,:]\d|\.?\s?(?:uhr|eur|€))"
    r"|\.\s?(?P<month4>\d{1,2})\.(?!\d)"
    rf"|\s?\.?\s?{_WORD}\.?"
    # "4. Februar, 11. Februar": the 11 is no year.
    rf"(?:,?\s?(?P<year4>{_YEAR}|(?<!,\s)(?<!,)\d{{2}}(?!\d|[.,:]\d|\.?\s?(?:uhr|eur|€)|\.\s?{_A_MONTH})))?"
    r")",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d/-])(20\d{2})-(\d{2})-(\d{2})(?![\d/-])")
_SLASHED = re.compile(r"(?<![\w/-])(\d{1,2})([/-])(\d{1,2})\2(20\d{2}|2\d)(?![\w/-])")
# "vom 1. bis 15. Juni 2026": the first day borrows its month.
_BORROWS = re.compile(
    r"(?<![\d.])(\d{1,2})\.\s?(?:bis(?:\s(?:zum|einschließlich))?|und(?:\sdem)?|oder|[-–—/])\s?$",
    re.IGNORECASE,
)

_TIME = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:\s?[:.;]\s?(\d{2}))?\s?(?:uhr|h)\b"
    # "13 Uhr 30, Zimmer 4"
    r"(?:\s([0-5]\d)(?=\s?[,;)\n]|\s(?:in|im|bei|zum|zur|und)\b))?"
    r"|(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?\s?(?:-|–|bis)\s?(?=\d{1,2}(?:[:.]\d{2})?\s?uhr)"
    r"|(?:uhrzeit|beginn)\s?:?\s?(\d{1,2})[.:](\d{2})(?!\d|[.:]\d)"
    r"|(?<![\d.,:])(\d{1,2}):(\d{2})\b",
    re.IGNORECASE,
)
_EUROS = (
    r"(\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+(?=,\d)"
    r"|\d{1,3}\s?\.\s?(?:\d{3}|\d\s\d\d|\d\d\s\d)(?=,\d\d)|\d+)"  # torn by a scan
)
_NUMBER = rf"{_EUROS}(?:\s?,\s?(\d{{2}}|-{{1,2}}|[–—])|\.(\d{{2}})(?!\d))?(?!\d|,\d)"
_ANY_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}|-{1,2}|–))?(?!\d|,\d)")
_CURRENCY = r"(?:€|eur(?:o|os)?\b)"
_MONEY = re.compile(
    rf"(?<![\d.,]){_NUMBER}(?=\s?\(?{_CURRENCY}|(?<=,\d\d)\sE(?![\w-]))(?:\s?{_CURRENCY})?"
    rf"|(?<!\w){_CURRENCY}\s?:?\s?{_NUMBER}"
    rf"|(?<![\d.,]){_EUROS},(\d{{2}})(?=\s(?:bis|auf|und|oder|–|-|/)\s"
    rf"(?:zu\s)?(?:\d{{1,3}}\.)*\d+,\d{{2}}\s?{_CURRENCY})",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![\d.,]\b)(?<![\d.,/])(\d{1,3}(?:\.\d{3})+|\d+),(\d{2})(?![\d%]|\s?(?:%|m²|qm|kWh))"
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


@dataclass(frozen=True)
class Printed(Generic[What]):
    """Something printed, and where it stands in the text that was read."""

    what: What
    start: int
    end: int


def figures(text: str) -> str:
    """Return the text with misread figures put right ("l.234,5O"), each in its place."""

    def right(match: re.Match[str]) -> str:
        return match[0].translate(_FIGURES)

    for misread in (_MISREAD, _MISREAD_MORE, _MISREAD_DAY):
        text = misread.sub(right, text)
    return text


def month_of(word: str) -> int | None:
    """Return 1 to 12 for a month's name, short or whole, also with one letter misread."""
    folded = word.lower().replace("rn", "m").replace("ae", "a").translate(_FOLD)
    for number, month in enumerate(_FOLDED_MONTHS, 1):
        if folded in {month, month[:3]} or (
            len(folded) > 4 and abs(len(folded) - len(month)) < 2 and _nearly(folded, month)
        ):
            return number
    return {"sept": 9, "janner": 1}.get(folded)


def _nearly(word: str, month: str) -> bool:
    """Say whether at most one letter is another, missing or too much."""
    pairs = enumerate(zip(word, month, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(word), len(month)))
    rest, other = word[same:], month[same:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def printed_dates(flat: str) -> Iterator[Printed[PrintedDate]]:
    """Yield the dates of a flat text in their order, each with its place."""
    text = figures(flat)
    found = sorted(_some_dates(text), key=lambda one: (one.start, -one.end))
    last = 0
    for one in found:
        if one.start < last:
            continue
        borrows = _BORROWS.search(text, max(last, one.start - 30), one.start)
        if borrows and 1 <= int(borrows[1]) <= 31:
            first = PrintedDate(int(borrows[1]), one.what.month, one.what.year)
            yield Printed(first, borrows.start(), borrows.end(1) + 1)
        yield one
        last = one.end


def _some_dates(text: str) -> Iterator[Printed[PrintedDate]]:
    match = _DATE.search(text)
    while match:
        numbers = [match[name] for name in ("month", "month2", "month3", "month4") if match[name]]
        month = int(numbers[0]) if numbers else month_of(match["name"])
        years = [match[name] for name in ("year", "year2", "year3", "year4") if match[name]]
        number = int(re.sub(r"\s", "", match["day"] or match["torn"]))
        day = PrintedDate(number, month or 0, _year(years[0]) if years else None)
        right = 1 <= day.day <= 31 and 1 <= day.month <= 12
        if right:
            yield Printed(day, *match.span())
        # "1. oder 15. Juni": what only looked like a date may hold the beginning of one.
        match = _DATE.search(text, match.end() if right else match.start() + 1)
    for match in _ISO.finditer(text):
        yield from _checked(match, match[3], match[2], match[1])
    for match in _SLASHED.finditer(text):
        yield from _checked(match, match[1], match[3], match[4])


def _checked(
    match: re.Match[str], day: str, month: str, year: str
) -> Iterator[Printed[PrintedDate]]:
    if 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
        yield Printed(PrintedDate(int(day), int(month), _year(year)), *match.span())


def _year(printed: str) -> int:
    year = int(re.sub(r"\D", "", printed))
    return year + 2000 if year < 100 else year


def dates_in(text: str) -> tuple[PrintedDate, ...]:
    """Return the dates in their order: "24.11.2026", "1.6.", "24. November 2026", "24. Nov."."""
    return tuple(one.what for one in printed_dates(normalised(text)))


def printed_times(flat: str) -> Iterator[Printed[tuple[int, int]]]:
    """Yield the times of day of a flat text as (hour, minute), each with its place."""
    for match in _TIME.finditer(figures(flat)):
        hour, minute = (int(group) for group in ([g for g in match.groups() if g] + ["0"])[:2])
        yield Printed((hour, minute), *match.span())


def times_in(text: str) -> frozenset[tuple[int, int]]:
    """Return the times of day as (hour, minute): "10 Uhr", "9.30 Uhr", "09:30"."""
    return frozenset(one.what for one in printed_times(normalised(text)))


def numbers_in(text: str) -> frozenset[int]:
    """Return the numbers that could be amounts, in cents, without dates: "240,00", "1.240,-"."""
    flat = figures(normalised(text))
    without_dates = flat
    for one in printed_dates(flat):
        gap = " " * (one.end - one.start)
        without_dates = without_dates[: one.start] + gap + without_dates[one.end :]
    any_number = {_cents(m[1], m[2]) for m in _ANY_NUMBER.finditer(without_dates)}
    return frozenset(any_number | {one.what for one in printed_amounts(flat)})


def printed_amounts(flat: str) -> Iterator[Printed[int]]:
    """Yield the amounts of a flat text in cents: numbers with "€", "EUR" or "Euro" beside them."""
    for match in _MONEY.finditer(figures(flat)):
        parts = match.groups()
        at = next(at for at in (0, 3, 6) if parts[at])
        yield Printed(_cents(*(part for part in parts[at : at + 3] if part)), *match.span())


def printed_sums(flat: str) -> Iterator[Printed[int]]:
    """Yield numbers with cents but without a currency, as tables print them."""
    for match in _BARE.finditer(figures(flat)):
        yield Printed(_cents(match[1], match[2]), *match.span())


def amounts_in(text: str) -> frozenset[int]:
    """Return the amounts of money in cents: numbers with "€", "EUR" or "Euro" beside them."""
    return frozenset(one.what for one in printed_amounts(normalised(text)))


def quotes_in(text: str) -> tuple[str, ...]:
    """Return the words between «guillemets»: those are the letter's, not ours."""
    return tuple(re.findall(r"«([^»]*)»", text))


def own_words(text: str) -> str:
    """Return the text without what it quotes between «guillemets»."""
    return re.sub(r"«[^»]*»", " ", text)


def _cents(euros: str, cents: str | None = None) -> int:
    digits = re.sub(r"\D", "", euros)
    return int(digits) * 100 + (int(cents) if cents and cents.isdigit() else 0)
