"""What a German text prints besides dates and money: times of day, and what it quotes."""

import re
from collections.abc import Iterator

from app.calm.lined import normalised
from app.calm.misread import figures
from app.calm.printed_place import Printed

_TIME = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:\s?[:.;]\s?(\d{2}))?\s?(?:uhr|h)\b"
    # "13 Uhr 30, Zimmer 4"
    r"(?:\s([0-5]\d)(?=\s?[,;)\n]|\s(?:in|im|bei|zum|zur|und)\b))?"
    r"|(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?\s?(?:-|–|bis)\s?(?=\d{1,2}(?:[:.]\d{2})?\s?uhr)"
    r"|(?:uhrzeit|beginn)\s?:?\s?(\d{1,2})[.:](\d{2})(?!\d|[.:]\d)"
    r"|(?<![\d.,:])(\d{1,2}):(\d{2})\b",
    re.IGNORECASE,
)


def printed_times(flat: str) -> Iterator[Printed[tuple[int, int]]]:
    """Yield the times of day of a flat text as (hour, minute), each with its place."""
    for match in _TIME.finditer(figures(flat)):
        hour, minute = (int(group) for group in ([g for g in match.groups() if g] + ["0"])[:2])
        yield Printed((hour, minute), *match.span())


def times_in(text: str) -> frozenset[tuple[int, int]]:
    """Return the times of day as (hour, minute): "10 Uhr", "9.30 Uhr", "09:30"."""
    return frozenset(one.what for one in printed_times(normalised(text)))


def quotes_in(text: str) -> tuple[str, ...]:
    """Return the words between «guillemets»: those are the letter's, not ours."""
    return tuple(re.findall(r"«([^»]*)»", text))


def own_words(text: str) -> str:
    """Return the text without what it quotes between «guillemets»."""
    return re.sub(r"«[^»]*»", " ", text)
