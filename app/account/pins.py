"""Codes of six digits, and those not worth trying: the commonest, runs, dates (trust.md 4.2)."""

import unicodedata
from datetime import date
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

# The low-memory profile of RFC 9106, with less memory: small hosts serve many phones.
_hasher = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)

# Common ones that no rule below finds.
_COMMON = frozenset(
    """
    123987 123698 142536 159263 159487 135790 135792 246810 246801 147896 147895 314159 271828
    161803 141421 112358 007007 789632 963214 741236 753159 951357 159753 357159 420420 696969
    808080 505050 909090 252525 272727 232323 212121 181818 151515 171717 191919 456852 852456
    963852 258963 125896 145236 789541 321987 123890 124578 235689 147852 258456 456258 147963
    """.split()
)
# Rows, columns and diagonals of the keys: 123, 147, 159 and what is their mirror.
_LINES = frozenset(
    "123 321 456 654 789 987 147 741 258 852 369 963 159 951 357 753 012 210".split()
)
_LONG_RUN = 4  # digits that go up or down one by one


class NotSixDigits(ValueError):
    """A slip of the finger, not a guess."""


class WeakPin(ValueError):
    """Too easy to guess."""


def read(typed: str) -> str:
    """Return the six plain digits of what someone typed, in any script. Raises NotSixDigits."""
    try:
        digits = "".join(str(unicodedata.decimal(each)) for each in typed if not each.isspace())
    except ValueError as error:
        raise NotSixDigits from error
    if len(digits) != 6:
        raise NotSixDigits
    return digits


def check(pin: str) -> None:
    """Raise WeakPin unless the six digits are worth something."""
    repeats = pin[:2] * 3 == pin or pin[:3] * 2 == pin
    two_lines = {pin[:3], pin[3:]} <= _LINES
    if pin in _COMMON or repeats or two_lines or len(set(pin)) < 3 or _is_run(pin) or _is_date(pin):
        raise WeakPin


def _is_run(pin: str) -> bool:
    """Whether digits or pairs go on by the same step: 1234xx, 975310, 131415, 102030."""
    steps = [int(b) - int(a) for a, b in pairwise(pin)]
    length = 1
    for step, former in zip(steps, [0, *steps], strict=False):
        length = length + 1 if step == former and abs(step) == 1 else 2
        if length >= _LONG_RUN:
            return True
    one, two, three = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    return len({step % 10 for step in steps}) == 1 or two - one == three - two


def _is_date(pin: str) -> bool:
    """Whether the digits read as a day of the last hundred years or as month and year."""
    a, b, c = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    if any(_is_day(*each) for each in ((a, b, c), (b, a, c), (c, b, a))):
        return True
    # A whole year in front or behind, whatever else: 198500, 121985, 151985, 199012.
    return any(1920 <= int(year) <= 2029 for year in (pin[:4], pin[2:]))


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def hash_pin(pin: str) -> str:
    """Return the Argon2id hash of a PIN."""
    return _hasher.hash(pin)


def is_right(pin: str, pin_hash: str) -> bool:
    """Whether the PIN belongs to the hash."""
    try:
        return _hasher.verify(pin_hash, pin)
    except (Argon2Error, InvalidHashError):
        return False
