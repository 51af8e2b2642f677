"""Codes of six digits, and those not worth trying: the commonest, runs, dates (trust.md 4.2)."""

import unicodedata
from datetime import date
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

# The low-memory profile of RFC 9106, with less memory: small hosts serve many phones.
_hasher = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)

_COMMON = frozenset(
    """
    123456 654321 111111 000000 123123 666666 121212 112233 789456 159753 123321 222222 555555
    777777 888888 999999 333333 444444 101010 131313 202020 987654 456789 147258 258369 369258
    147852 741852 852456 159357 753951 102030 010203 246810 135790 112211 696969 420420 123654
    321321 456456 789789 456123 789123 100000 200000 123789 321654 654123 147147 258258 369369
    121314 110110 998877 665544 332211 223344 334455 445566 556677 667788 778899 080808 090909
    070707 060606 050505 040404 030303 020202 010101 111222 222333 333444 444555 555666 123987
    """.split()
)


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
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    repeats = pin[:2] * 3 == pin or pin[:3] * 2 == pin
    if pin in _COMMON or len(steps) == 1 or repeats or _is_date(pin):
        raise WeakPin


def _is_date(pin: str) -> bool:
    """Whether the digits read as a day of the last hundred years, in any usual order."""
    a, b, c = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    for day, month, year in ((a, b, c), (b, a, c), (c, b, a)):
        try:
            date(2000 + year, month, day)
        except ValueError:
            continue
        return True
    return False


def hash_pin(pin: str) -> str:
    """Return the Argon2id hash of a PIN."""
    return _hasher.hash(pin)


def is_right(pin: str, pin_hash: str) -> bool:
    """Whether the PIN belongs to the hash."""
    try:
        return _hasher.verify(pin_hash, pin)
    except (Argon2Error, InvalidHashError):
        return False
