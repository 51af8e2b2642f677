"""Phone numbers as people write them: to be read on one line, and to be called with one tap."""

import re
import unicodedata


def phone(number: str) -> str:
    """Return the number as it was written, with spaces at which no line ends."""
    return number.replace(" ", "\u00a0")


def tel(number: str) -> str:
    """Return what a `tel:` link dials (RFC 3966): digits, and the plus of a country."""
    number = "".join(str(unicodedata.decimal(each, each)) for each in number)
    if number.lstrip().startswith("+"):
        # "+49 (0)221" and "+49 0221": the 0 is dialled only inside the country.
        return "+" + re.sub(r"\D", "", re.sub(r"^(\s*\+49)[\s/-]*\(?0\)?", r"\1", number))
    return re.sub(r"\D", "", number)


def international(number: str) -> str:
    """Return a number as gateways want it (E.164): "0151 234 567" is +49151234567; "" if none.

    Without a country it is one of Germany.
    """
    is_abroad = number.lstrip().startswith("+")
    dialled = tel(number) if is_abroad else plain_digits(number)
    if dialled.startswith("00"):
        dialled = f"+{dialled[2:]}"
    elif dialled.startswith("0"):
        dialled = f"+49{dialled[1:]}"
    return dialled if re.fullmatch(r"\+[1-9][0-9]{6,14}", dialled) else ""


def plain_digits(typed: str) -> str:
    """Return the digits of what was typed, in any script, as 0 to 9."""
    values = (unicodedata.decimal(each, None) for each in typed)
    return "".join(str(value) for value in values if value is not None)
