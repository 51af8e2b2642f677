"""The numbers on an invitation card: 16 digits that catch a slip before it counts as a try.

15 random digits (49.8 bits) and a Damm check digit, which finds every single wrong digit and every
swap of two neighbours (H. M. Damm, "Total anti-symmetrische Quasigruppen", 2004).
"""

import secrets
import unicodedata

DIGITS = 16
SECRET_BYTES = 16  # 128 bit, in the QR code

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_LOOKS_LIKE_ZERO = "OoОоΟοº°"  # Latin, Cyrillic and Greek O, and what keyboards offer beside it


class NotACardNumber(ValueError):
    """These are not 16 digits that belong together: a slip of the finger, not a guess."""


def _check(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


def new_number() -> str:
    """Return 16 digits, the last one the check digit."""
    body = "".join(str(secrets.randbelow(10)) for _ in range(DIGITS - 1))
    return body + str(_check(body))


def read_number(typed: str) -> str:
    """Return the 16 plain digits of what someone typed: any script's digits, spaces, O for 0.

    Raises NotACardNumber if a digit is missing, too many, mistyped or swapped.
    """
    digits = ""
    for character in typed:
        if character in _LOOKS_LIKE_ZERO:
            digits += "0"
        elif (value := unicodedata.decimal(character, None)) is not None:
            digits += str(value)
        elif not (character.isspace() or unicodedata.category(character) in {"Pd", "Cf", "Po"}):
            raise NotACardNumber
    if len(digits) != DIGITS or _check(digits) != 0:
        raise NotACardNumber
    return digits


def in_groups(number: str) -> str:
    """Return the digits in four groups of four, as printed."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
