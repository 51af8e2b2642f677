"""A coarse limit of requests per address: far above what people do, below what wears a machine out.

Guessing has its own, exact limits (`core.attempts`). Counted in memory, or for several machines in
what `SCHRITTE_LIMITS_URL` names.
"""

import threading
import time
from typing import Any

from flask import Flask
from flask_limiter import Limiter
from limits.storage import Storage

from app.core import attempts

PER_MINUTE = 1200  # of one page, for everyone behind one address
_SWEEP_EVERY = 60.0  # seconds
_MOST = 100_000  # counts kept at a time, some 20 MB; beyond that all begin anew


class Memory(Storage):
    """What "memory://" names: counts of this process, under one lock, and no threads.

    The library's own starts a timer thread at a hit: on a quiet site at every one, and of two hits
    at once both may start the same timer, which fails.
    """

    STORAGE_SCHEME = ["memory"]  # noqa: RUF012 - the library's way to name it
    base_exceptions = ValueError

    def __init__(self, uri: str | None = None, **options: Any) -> None:
        super().__init__(uri, **options)
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[int, float]] = {}  # hits, and when they are forgotten
        self._swept = time.time()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count a hit."""
        now = time.time()
        with self._lock:
            if now - self._swept > _SWEEP_EVERY:
                self._counts = {k: each for k, each in self._counts.items() if each[1] > now}
                self._swept = now
            if len(self._counts) >= _MOST:
                self._counts = {}
            hits, ends = self._counts.get(key, (0, 0.0))
            if ends <= now:
                hits, ends = 0, now + expiry
            self._counts[key] = (hits + amount, ends)
            return hits + amount

    def get(self, key: str) -> int:
        """Return the hits that still count."""
        hits, ends = self._counts.get(key, (0, 0.0))
        return hits if ends > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """Return when the hits are forgotten, in seconds since 1970; now if there are none."""
        return self._counts.get(key, (0, time.time()))[1]

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def clear(self, key: str) -> None:
        """Forget the hits of one key."""
        with self._lock:
            self._counts.pop(key, None)

    def reset(self) -> int:
        """Forget all, and return how many keys there were."""
        with self._lock:
            counts, self._counts = self._counts, {}
        return len(counts)


def init_app(app: Flask, storage: str) -> None:
    """Answer 429 to what is beyond the limit."""
    Limiter(
        attempts.whose,
        app=app,
        default_limits=[f"{PER_MINUTE} per minute"],
        storage_uri=storage,
    )
