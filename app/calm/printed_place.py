"""Something printed, and where it stands."""

from dataclasses import dataclass
from typing import Generic, TypeVar

What = TypeVar("What")


@dataclass(frozen=True)
class Printed(Generic[What]):
    """Something printed, and where it stands in the text that was read."""

    what: What
    start: int
    end: int
