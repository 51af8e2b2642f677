"""Days that are only said, as seen from the letter's own: "zum Monatsende", "am 15. d. M."."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from app.calm.printed_place import Printed

_NEXT = (
    r"(?:(?:des|zum)\s)?(?:(?:nächsten|kommenden|folgenden)\smonats|folgemonats|n\.\s?(?:m|mts)\.)"
)
# "Ende des Monats Februar", "Ende des Monats, in dem": another month, or any.
_OWN = r"(?-i:(?!,?\s(?:in\s|[A-ZÄ])))"
_THIS = (
    rf"(?:(?:des|dieses|des\slaufenden|des\saktuellen)\smonats{_OWN}"
    r"|d(?:s|ies)?\.\s?(?:m|mts|mon)\.|l(?:fd)?\.\s?(?:m|mts)\.)"
)
_END = re.compile(rf"\b(?i:(?:zum\s)?monatsende|ende\s(?:(?P<next>{_NEXT})|{_THIS}))")
_DAY_OF = re.compile(rf"\b(?P<day>\d{{1,2}})\.\s(?i:(?P<next>{_NEXT})|{_THIS})")
_YEAR_END = re.compile(r"\b(?:jahresende|ende\s(?:des|dieses)\sjahres)\b(?!\s20)", re.IGNORECASE)
# Days that everybody knows by name.
_NAMED = re.compile(
    r"\b(?:bis|am|an|vor|zu|zum|nach)\s(?:zum?\s)?(?:(?P<d31m12>silvester)|(?P<d24m12>heilig\w*abend)"
    r"|(?P<d1m1>neujahr)|(?P<d6m1>dreikönig\w*)|(?P<d6m12>nikolaus(?:tag)?))\b",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:jeweils|jeden|spätestens\sjeweils)\b[^.;]*$", re.IGNORECASE)


def said_days(flat: str, letter_on: date) -> Iterator[Printed[date]]:
    """Yield them with their places; what is so every month is none."""
    for pattern in (_END, _DAY_OF):
        for match in pattern.finditer(flat):
            if _EVERY.search(flat[max(0, match.start() - 40) : match.start()]):
                continue
            year, month = letter_on.year, letter_on.month
            if match["next"]:
                year, month = (year, month + 1) if month < 12 else (year + 1, 1)
            last = monthrange(year, month)[1]
            day = int(match["day"]) if pattern is _DAY_OF else last
            if 1 <= day <= last:
                yield Printed(date(year, month, day), *match.span())
    for match in _NAMED.finditer(flat):
        day, month = map(int, str(match.lastgroup)[1:].split("m"))
        this_year = date(letter_on.year, month, day)
        year = letter_on.year + (this_year < letter_on)
        yield Printed(date(year, month, day), *match.span(str(match.lastgroup)))
    for match in _YEAR_END.finditer(flat):
        yield Printed(date(letter_on.year, 12, 31), *match.span())
