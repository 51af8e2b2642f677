"""Numbers in German words: "zweihundertvierzig", "fünfzehnten". Without a number in it: None."""

import re
from functools import cache

_SMALL = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn"
).split()
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_IRREGULAR = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_ENDINGS = ("e", "en", "er", "es", "em")
MOST = 9_999


def cardinal(number: int) -> str:
    """Return a number below 100 in words."""
    if number < 20:
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return (f"{_SMALL[ones]}und" if ones else "") + _TENS[tens - 2]


@cache
def _cardinals() -> dict[str, int]:
    small = {cardinal(number): number for number in range(1, 100)}
    return small | {"eins": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1}


@cache
def _ordinals() -> dict[str, int]:
    return {
        _IRREGULAR.get(number, cardinal(number) + ("t" if number < 20 else "st")) + ending: (number)
        for number in range(1, 32)
        for ending in _ENDINGS
    }


_LARGE = re.compile(
    r"(?:(?P<thousands>[a-zäöüß]*?)tausend(?:und)?)?(?:(?P<hundreds>[a-zäöüß]*?)hundert(?:und)?)?(?P<rest>[a-zäöüß]*)"
)


def number_of(word: str) -> int | None:
    """Return the number a word is, up to 9999: "vierzehn", "eintausendzweihundert"."""
    match = _LARGE.fullmatch(word.lower().replace("dreissig", "dreißig"))
    if not match:
        return None
    total = 0
    for part, times in (("thousands", 1000), ("hundreds", 100), ("rest", 1)):
        said = match[part]
        if said is None or (said == "" and part == "rest"):
            continue
        number = _cardinals().get(said, 0) if said else 1
        if not number:
            return None
        total += number * times
    return total if 0 < total <= MOST else None


def ordinal_of(word: str) -> int | None:
    """Return the day of a month a word is: "ersten", "einunddreißigste"."""
    return _ordinals().get(word.lower().replace("dreissig", "dreißig"))
