"""The amounts of money a German text prints: with a currency, or as tables print them."""

import re
from collections.abc import Iterator

from app.calm.lined import normalised
from app.calm.misread import figures
from app.calm.numerals import number_of
from app.calm.printed_dates import printed_dates
from app.calm.printed_place import Printed

_EUROS = (
    r"(\d{1,3}(?:[.'’]\d{3})+|\d{1,3}(?:,\d{3})+(?=[.,]\d\d(?!\d))|\d{1,3}(?: \d{3})+(?=,\d)"
    r"|\d{1,3}\s?\.\s?(?:\d{3}|\d\s\d\d|\d\d\s\d)(?=,\d\d)|\d+)"  # torn by a scan
)
_CENTS = r"(?:\s?[,;]\s?(\d{2}|\d(?=\s?(?:€|eur))|-{1,2}|[–—])|\.(\d{2})(?!\d))?"
_NUMBER = rf"{_EUROS}{_CENTS}(?!\d|,\d)"
_ANY_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}|-{1,2}|–))?(?!\d|,\d)")
_CURRENCY = r"(?:€|eur(?:o|os)?\b)"
# Leader dots may come before it: "Betrag.....563,00".
_ALONE = r"(?<![\d,])(?<!\d\.)(?<!\d\.\s)"
_MONEY = re.compile(
    rf"{_ALONE}{_NUMBER}(?=\s?\(?{_CURRENCY}|(?<=,\d\d)\sE(?![\w-]))(?:\s?{_CURRENCY})?"
    rf"|(?<!\w){_CURRENCY}\s?:?\s?{_NUMBER}"
    rf"|{_ALONE}{_EUROS},(\d{{2}})(?=\s(?:bis|auf|und|oder|–|-|/)\s"
    rf"(?:zu\s)?(?:\d{{1,3}}\.)*\d+,\d{{2}}\s?{_CURRENCY})",
    re.IGNORECASE,
)
# "120 bis 150 Euro", "statt 300 nur 250 Euro"
_SHARES = re.compile(
    rf"{_ALONE}(?!(?:19|20)\d\d\s)(\d{{1,3}}\.\d{{3}}|\d{{2,4}})(?=\s?(?:bis|und|oder|nur|–|-)\s?"
    rf"(?:zu\s|nur\s)?[\d.]+(?:,\d\d|,-)?\s?{_CURRENCY})",
    re.IGNORECASE,
)
# "12 Euro und 50 Cent"
_AND_CENTS = re.compile(
    rf"{_ALONE}([\d.]+)\s?(?:€|eur|euro)\s(?:und\s)?(\d{{1,2}})\s?(?:cent|ct)\b", re.IGNORECASE
)
# Torn by a scan: "8 46,36 EUR", "487,1 0 EUR", "4 8 7 , 1 0 EUR". The first may be two numbers.
_TORN = re.compile(
    rf"(?<![\d.,/-])(?<![\d./-]\s)([1-9]\d?\s\d{{1,2}}),(\d\d)(?=\s?{_CURRENCY})"
    rf"|(?<![\d.,])(\d{{1,4}}|\d{{1,3}}\.\d{{3}}),(\d\s\d)(?=\s?{_CURRENCY})"
    rf"|(?<![\d.,/-])(?<![\d./-]\s)([1-9]\d?\s\d{{1,3}})()(?=\s{_CURRENCY})"
    rf"|(?<!\S)(\d(?:\s\.?\s?\d){{1,3}})\s?,\s?(\d\s\d)(?=\s?{_CURRENCY})",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(r"(?<!\w)([a-zäöüß]{4,40})\s(?:euro|eur)\b", re.IGNORECASE)
_BARE = re.compile(
    rf"{_ALONE}(?<!/)(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,3}}(?: \d{{3}})+|\d+)"
    r",(\d{2}|-{1,2}|[–—])(?![\d%]|\s?(?:%|m²|qm|kWh))"
)


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
    """Yield the amounts of a flat text in cents: numbers with "€", "EUR" or "Euro" beside them.

    What a scan has torn is read both ways: "8 46,36 EUR" is 846,36 or 46,36.
    """
    text = figures(flat)
    whole = {match.start(): match for match in _AND_CENTS.finditer(text)}
    for match in _MONEY.finditer(text):
        if match.start() not in whole:
            parts = match.groups()
            at = next(at for at in (0, 3, 6) if parts[at])
            yield Printed(_cents(*(part for part in parts[at : at + 3] if part)), *match.span())
    for match in whole.values():
        yield Printed(_cents(match[1], match[2].zfill(2)), *match.span())
    for match in _SHARES.finditer(text):
        yield Printed(_cents(match[1]), *match.span())
    for match in _TORN.finditer(text):
        euros, cents = (part for part in match.groups() if part is not None)
        yield Printed(_cents(euros, re.sub(r"\s", "", cents)), *match.span())
    for match in _IN_WORDS.finditer(text):
        number = number_of(match[1])
        if number:
            yield Printed(number * 100, *match.span())


def printed_sums(flat: str) -> Iterator[Printed[int]]:
    """Yield numbers with cents but without a currency, as tables print them."""
    for match in _BARE.finditer(figures(flat)):
        yield Printed(_cents(match[1], match[2]), *match.span())


def amounts_in(text: str) -> frozenset[int]:
    """Return the amounts of money in cents: numbers with "€", "EUR" or "Euro" beside them."""
    return frozenset(one.what for one in printed_amounts(normalised(text)))


def _cents(euros: str, cents: str | None = None) -> int:
    digits = re.sub(r"\D", "", euros)
    return int(digits) * 100 + (int(cents.ljust(2, "0")) if cents and cents.isdigit() else 0)
