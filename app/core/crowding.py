"""A coarse limit of requests per address: far above what people do, below what wears a machine out.

Guessing has its own, exact limits (`core.attempts`). Counted in memory, or for several machines in
what `SCHRITTE_LIMITS_URL` names.
"""

import threading
from contextlib import nullcontext

from flask import Flask, abort, request
from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

PER_MINUTE = 1200  # of one page, for everyone behind one address


def init_app(app: Flask, storage: str) -> None:
    """Answer 429 to what is beyond the limit."""
    limit = RateLimitItemPerMinute(PER_MINUTE)
    window = FixedWindowRateLimiter(storage_from_string(storage))
    # The library's memory starts a timer at a hit, and two threads may start the same one.
    one_at_a_time = threading.Lock() if storage.startswith("memory") else nullcontext()

    @app.before_request
    def enough() -> None:
        with one_at_a_time:
            is_fine = window.hit(limit, request.remote_addr or "", request.endpoint or "")
        if not is_fine:
            abort(429)
