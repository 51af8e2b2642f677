"""Dates as few write them: a month in Roman figures, letters spread out for emphasis."""

import re
from collections.abc import Iterator

from app.calm.misread import MONTHS

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BY_ROMAN = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>[IVX]{1,4})\.?\s?(?P<year>(?:20)?\d\d)(?!\d|[.:,]\d)"
)
# A scan writes 11 as II: then no other month of the letter is Roman.
_SURELY_ROMAN = re.compile(r"[VX]|^I$")
_SPREAD = re.compile(
    r"(?<!\w)(?P<day>\d(?: \d)?) ?\. (?P<month>"
    + "|".join(" ".join(month) for month in MONTHS)
    + r") (?P<year>2 0 \d \d)(?!\w)",
    re.IGNORECASE,
)

RareDate = tuple[re.Match[str], str, str, str]
"""Where it stands; day, month and year in figures."""


def rare_dates(flat: str) -> Iterator[RareDate]:
    """Yield them from a flat text as it was given: with figures put right, "II" would be 11."""
    romans = [match for match in _BY_ROMAN.finditer(flat) if match["month"] in _ROMAN]
    if any(_SURELY_ROMAN.search(match["month"]) for match in romans):
        for match in romans:
            yield match, match["day"], str(_ROMAN.index(match["month"]) + 1), match["year"]
    for match in _SPREAD.finditer(flat):
        month = MONTHS.index(match["month"].replace(" ", "").lower()) + 1
        yield match, match["day"], str(month), match["year"].replace(" ", "")
