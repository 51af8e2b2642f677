"""What a German text prints besides dates and money: times of day, and what it quotes."""

import re
from collections.abc import Iterator

from app.calm.lined import normalised
from app.calm.misread import figures
from app.calm.numerals import cardinal
from app.calm.printed_place import Printed

_TIME = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:\s?[:.;]\s?(\d{2}))?\s?(?:uhr|h)\b"
    # "13 Uhr 30, Zimmer 4"
    r"(?:\s([0-5]\d)(?=\s?[,;)\n]|\s(?:in|im|bei|zum|zur|und|an|statt|per|mit|beim)\b))?"
    r"|(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?\s?(?:-|–|bis)\s?(?=\d{1,2}(?:[:.]\d{2})?\s?uhr)"
    r"|(?<=zwischen\s)(\d{1,2})(?:[:.](\d{2}))?\s?und\s?(?=\d{1,2}(?:[:.]\d{2})?\s?uhr)"
    r"|(?<=um\s)(\d{2})(\d{2})\s?uhr\b"
    r"|(?<=um\s)(\d{1,2})[.:](\d{2})(?=\s(?:vormittags|morgens|früh)\b)"
    r"|(?:uhrzeit|beginn)\s?:?\s?(\d{1,2})[.:](\d{2})(?!\d|[.:]\d)"
    r"|(?<![\d.,:])(\d{1,2}):(\d{2})\b",
    re.IGNORECASE,
)

_HOURS = {cardinal(hour): hour for hour in range(1, 25)} | {"ein": 1}
_MINUTES = {cardinal(minute): minute for minute in range(5, 60)}
# As people say it: half past nine is "halb zehn".
_SAID = re.compile(
    rf"(?<!\w)(?:(?P<part>halb|viertel\s(?:nach|vor))\s(?P<hour>{'|'.join(_HOURS)}|\d{{1,2}})(?!\w|[.,]\d)"
    rf"|(?P<hour2>{'|'.join(_HOURS)})\suhr(?:\s(?P<minute>{'|'.join(_MINUTES)}))?(?!\w))",
    re.IGNORECASE,
)
_PARTS = {"halb": -30, "viertel nach": 15, "viertel vor": -15}
# Nobody is asked to come at half past two in the night.
_EARLIEST = 6


def printed_times(flat: str) -> Iterator[Printed[tuple[int, int]]]:
    """Yield the times of day of a flat text as (hour, minute), each with its place."""
    for match in _TIME.finditer(figures(flat)):
        hour, minute = (int(group) for group in ([g for g in match.groups() if g] + ["0"])[:2])
        yield Printed((hour, minute), *match.span())
    for match in _SAID.finditer(flat):
        said = (match["hour"] or match["hour2"]).lower()
        hour = int(said) if said.isdigit() else _HOURS[said]
        part = _PARTS[match["part"].lower().replace("  ", " ")] if match["part"] else 0
        minutes = hour * 60 + part + _MINUTES.get((match["minute"] or "").lower(), 0)
        hour, minute = divmod(minutes, 60)
        yield Printed((hour + 12 if hour < _EARLIEST else hour, minute), *match.span())


def times_in(text: str) -> frozenset[tuple[int, int]]:
    """Return the times of day as (hour, minute): "10 Uhr", "9.30 Uhr", "09:30"."""
    return frozenset(one.what for one in printed_times(normalised(text)))


def quotes_in(text: str) -> tuple[str, ...]:
    """Return the words between «guillemets»: those are the letter's, not ours."""
    return tuple(re.findall(r"«([^»]*)»", text))


def own_words(text: str) -> str:
    """Return the text without what it quotes between «guillemets»."""
    return re.sub(r"«[^»]*»", " ", text)
