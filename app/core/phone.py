"""Phone numbers as people write them: to be read on one line, and to be called with one tap."""

import re


def phone(number: str) -> str:
    """Return the number as it was written, with spaces at which no line ends."""
    return number.replace(" ", "\u00a0")


def tel(number: str) -> str:
    """Return what a `tel:` link dials (RFC 3966): digits, and the plus of a country."""
    if number.lstrip().startswith("+"):
        return "+" + re.sub(r"\D", "", number.replace("(0)", ""))
    return re.sub(r"\D", "", number)
