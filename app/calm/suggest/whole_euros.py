"""Sums without cents or currency, in a table whose heading says once that they are euros."""

import re
from collections.abc import Iterator

from app.calm.misread import month_of
from app.calm.printed_place import Printed
from app.calm.suggest.letter import Letter

_LINE = re.compile("[^\n\u2029]+")
_HEADING = re.compile(r"(?:\bin|\(|/)\s?(?:EUR|Euro|€)|\b(?:Betrag|EUR|Euro)\W*$|€\W*$")
_NUMBER = r"(?:\d{1,3}\.\d{3}|\d{1,4})(?![\d.,])"
_ROW = re.compile(rf"(?P<label>.*[^\W\d].*?)(?P<sums>(?:(?<!\S){_NUMBER}\s*)+)$")
# A number that a word beside it calls a sum: "Betrag: 240".
_NAMED = re.compile(
    r"\b(?:Betrag|Summe|Rate)(?:\svon)?:?\s(?P<sum>\d{2,4})(?![\d,]|\.\d|\s?(?:%|Prozent))(?!\s?(?:€|EUR|Eur))"
)
_EACH = re.compile(_NUMBER)


def whole_euros(letter: Letter) -> Iterator[Printed[int]]:
    """Yield them in cents, each with its place."""
    yield from _named(letter)
    under_heading = False
    for line in _LINE.finditer(letter.text):
        row = _ROW.fullmatch(line[0])
        if row and under_heading:
            yield from _sums(row, line.start())
        else:
            heads = len(line[0]) < 110 and not re.search(r"\d", line[0])
            under_heading = heads and _HEADING.search(line[0]) is not None


def _named(letter: Letter) -> Iterator[Printed[int]]:
    for match in _NAMED.finditer(letter.flat):
        yield Printed(int(match["sum"]) * 100, *match.span("sum"))


def _sums(row: re.Match[str], start: int) -> Iterator[Printed[int]]:
    label = row["label"].split()
    for match in _EACH.finditer(row["sums"]):
        # "Januar 2027   480": the year is no sum.
        of_month = match.start() == 0 and match[0].startswith("20") and month_of(label[-1])
        if not of_month:
            at = start + row.start("sums")
            cents = int(match[0].replace(".", "")) * 100
            yield Printed(cents, at + match.start(), at + match.end())
