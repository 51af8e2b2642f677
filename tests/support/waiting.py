"""Waiting for what another process does: nothing here can tell us of it, so we ask until it did."""

import time
from collections.abc import Callable

_BREATH = 0.05  # seconds between two questions


def until(true: Callable[[], bool], *, patience: float = 60) -> None:
    """Return as soon as it is true. Raises TimeoutError after so many seconds."""
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not true after {patience} s")
        time.sleep(_BREATH)
