"""When somebody can be reached: days and times as data, so that every language can say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Self

from sqlalchemy import Dialect, String, TypeDecorator

_EVERY_DAY = tuple(range(1, 8))


@dataclass(frozen=True)
class Hours:
    """Days of the week (1 is Monday) and from when to when; midnight to midnight is all day.

    Without days it is nothing that was said, and false.
    """

    days: tuple[int, ...] = ()
    opens: time = time()
    closes: time = time()

    def __bool__(self) -> bool:
        return bool(self.days)

    @classmethod
    def on(cls, days: Iterable[int], opens: time, closes: time) -> Self:
        """Return the hours with their days in order."""
        return cls(tuple(sorted(set(days))), opens, closes)

    @property
    def are_always(self) -> bool:
        """Whether it is day and night."""
        return self.days == _EVERY_DAY and self.opens == self.closes

    def __str__(self) -> str:
        """As the database keeps it: "12345 09:00-16:00"."""
        if not self:
            return ""
        return f"{''.join(map(str, self.days))} {self.opens:%H:%M}-{self.closes:%H:%M}"

    @classmethod
    def read(cls, kept: str) -> Self:
        """Return what `str()` has written. Raises ValueError."""
        if not kept:
            return cls()
        days, _, times = kept.partition(" ")
        opens, _, closes = times.partition("-")
        return cls.on(map(int, days), time.fromisoformat(opens), time.fromisoformat(closes))


class HoursColumn(TypeDecorator[Hours]):
    """Hours in one column of text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Hours | None, _dialect: Dialect) -> str:
        """Return the text."""
        return str(value or "")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Hours:
        """Return the hours."""
        return Hours.read(value or "")
