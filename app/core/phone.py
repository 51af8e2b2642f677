"""Phone numbers as people write them: to be read on one line, and to be called with one tap."""

import re


def phone(number: str) -> str:
    """Return the number as it was written, with spaces at which no line ends."""
    return number.replace(" ", "\u00a0")


def tel(number: str) -> str:
    """Return what a `tel:` link dials (RFC 3966): digits, and the plus of a country."""
    if number.lstrip().startswith("+"):
        # "+49 (0)221" and "+49 0221": the 0 is dialled only inside the country.
        return "+" + re.sub(r"\D", "", re.sub(r"^(\s*\+49)[\s/-]*\(?0\)?", r"\1", number))
    return re.sub(r"\D", "", number)
