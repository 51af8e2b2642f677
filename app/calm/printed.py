"""What a German text prints: dates, times and amounts, as letters write them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

# U+FFFE and U+0002 are what PDFium writes for a hyphen at the end of a line.
_SOFT_HYPHEN = re.compile("[\u00ad\ufffe\u0002]\\s*")
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_DATE = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})\.\s?"
    r"(?:(?P<month>\d{1,2})\.|(?P<name>jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)[a-zä]*\.?)"
    r"(?:(?P<year>\s?\d{4}|\d{2})(?!\d|[.,:]\d))?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?\s?(?:uhr|h)\b|\b(\d{1,2}):(\d{2})\b", re.IGNORECASE
)
_NUMBER = r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}|-{1,2}|–))?(?!\d|,\d)"
_ANY_NUMBER = re.compile(r"(?<![\d.,])" + _NUMBER)
_MONEY = re.compile(
    rf"(?<![\d.,]){_NUMBER}\s?(?:€|eur\b|euro\b)|(?:€|\beuro?)\s?{_NUMBER}", re.IGNORECASE
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


def normalised(text: str) -> str:
    """Return the text for comparing: no soft hyphens, white space as single spaces."""
    return " ".join(_SOFT_HYPHEN.sub("", unicodedata.normalize("NFC", text)).split())


def dates_in(text: str) -> tuple[PrintedDate, ...]:
    """Return the dates in their order: "24.11.2026", "1.6.", "24. November 2026", "24. Nov."."""
    found = []
    for match in _DATE.finditer(normalised(text)):
        day = int(match["day"])
        month = int(match["month"]) if match["month"] else _MONTHS.index(match["name"].lower()) + 1
        year = int(match["year"]) if match["year"] else None
        if year is not None and year < 100:
            year += 2000
        if 1 <= day <= 31 and 1 <= month <= 12:
            found.append(PrintedDate(day, month, year))
    return tuple(found)


def times_in(text: str) -> frozenset[tuple[int, int]]:
    """Return the times of day as (hour, minute): "10 Uhr", "9.30 Uhr", "09:30"."""
    return frozenset(
        (int(match[1] or match[3]), int(match[2] or match[4] or 0))
        for match in _TIME.finditer(normalised(text))
    )


def numbers_in(text: str) -> frozenset[int]:
    """Return the numbers that could be amounts, in cents, without dates: "240,00", "1.240,-"."""
    without_dates = _DATE.sub(" ", normalised(text))
    return frozenset(_cents(m[1], m[2]) for m in _ANY_NUMBER.finditer(without_dates))


def amounts_in(text: str) -> frozenset[int]:
    """Return the amounts of money in cents: numbers with "€", "EUR" or "Euro" beside them."""
    return frozenset(_cents(m[1] or m[3], m[2] or m[4]) for m in _MONEY.finditer(normalised(text)))


def quotes_in(text: str) -> tuple[str, ...]:
    """Return the words between «guillemets»: those are the letter's, not ours."""
    return tuple(re.findall(r"«([^»]*)»", text))


def own_words(text: str) -> str:
    """Return the text without what it quotes between «guillemets»."""
    return re.sub(r"«[^»]*»", " ", text)


def _cents(euros: str, cents: str | None) -> int:
    digits = re.sub(r"\D", "", euros)
    return int(digits) * 100 + (int(cents) if cents and cents.isdigit() else 0)
