"""Whether the clock on the wall may be believed: reminders go by it, and so does what is swept.

A clock that is set wrong for an hour would tell tomorrow's reminders tonight, and a letter sent
cannot be called back (trust R-07). The database is no witness: it often stands on this machine.
"""

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

JUMP = timedelta(minutes=10)


def stopwatch() -> float:
    """Return seconds since some moment, through any change of the wall clock.

    Where the system has such a clock, also through its own sleep.
    """
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class WallClock:
    """Believed while it runs on as the stopwatch does; else once somebody outside agrees."""

    def __init__(self, stopwatch: Callable[[], float] = stopwatch) -> None:
        self._stopwatch = stopwatch
        self._last: tuple[datetime, float] | None = None
        self._is_doubted = False

    def is_believed(self, now: datetime, *, outside: Callable[[], Iterable[datetime]]) -> bool:
        """Tell whether it is really `now` (aware).

        `outside` says what time it is at several places; it is asked at the first look and after a
        jump. One that agrees is enough: two clocks apart do not go wrong by the same, and one that
        goes wrong elsewhere must not keep everybody's reminders. Whoever starts without anyone to
        ask goes by the wall; after a jump nobody does.
        """
        watch = self._stopwatch()
        if self._last is not None:
            then, before = self._last
            if abs(now - then - timedelta(seconds=watch - before)) <= JUMP:
                self._last = now, watch
                return True
        agreed = self._last is None and not self._is_doubted
        for said in outside():
            agreed = abs(now - said) <= JUMP
            if agreed:
                break
        self._is_doubted = not agreed
        if agreed:
            self._last = now, watch
        return agreed
