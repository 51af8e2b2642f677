"""A coarse limit of requests per address: far above what people do, below what wears a machine out.

Guessing has its own, exact limits (`core.attempts`). Counted in memory, or for several machines in
what `SCHRITTE_LIMITS_URL` names.
"""

import threading
from typing import Any

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import MemoryStorage

PER_MINUTE = 1200  # of one page, for everyone behind one address


class Memory(MemoryStorage):
    """What "memory://" names, one hit at a time.

    The library's own starts a timer at a hit; of two threads at once, both may start the same one.
    """

    STORAGE_SCHEME = ["memory"]  # noqa: RUF012 - the library's way to name it

    def __init__(self, *args: Any, **more: Any) -> None:
        self._one = threading.Lock()
        super().__init__(*args, **more)

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count a hit."""
        with self._one:
            return super().incr(key, expiry, amount)


def init_app(app: Flask, storage: str) -> None:
    """Answer 429 to what is beyond the limit."""
    Limiter(
        get_remote_address,
        app=app,
        default_limits=[f"{PER_MINUTE} per minute"],
        storage_uri=storage,
    )
