"""What is stored, why, how long, and whether it belongs in a person's export.

Each model says it once in `__holds__`; a column that differs says so in its `info`. A table or
column without an answer fails the build (tests/architecture/test_the_data_says_what_it_is.py).
"""

from dataclasses import dataclass
from enum import StrEnum


class DataClass(StrEnum):
    """How much harm a leak of the column would do."""

    TECHNICAL = "technical"  # ids, versions, times of the machinery
    PERSONAL = "personal"  # says something about a person, in clear because the app must compute
    CONTENT = "content"  # what people wrote or received: always sealed
    SECRET = "secret"  # hashes and keys


@dataclass(frozen=True)
class Holds:
    """The inventory entry of a table: purpose and retention in words, and the export answer."""

    purpose: str
    keep: str
    export: bool = True


CONTENT = {"class": DataClass.CONTENT}
PERSONAL = {"class": DataClass.PERSONAL}
SECRET = {"class": DataClass.SECRET}
