"""A wall clock that jumps under a running worker: libfaketime reads it from a file, at each look.

Only the wall clock: a process's own stopwatch (CLOCK_MONOTONIC) goes on as it does in life.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
_NAME = "faketime/libfaketimeMT.so.1"


class FaketimeMissing(Exception):
    """The library is not installed; the message names what to install."""


def library() -> Path:
    """Return where the library is. Raises FaketimeMissing."""
    found = [*Path("/usr/lib").glob(f"*/{_NAME}"), *Path("/usr/local/lib").glob(_NAME)]
    if not found:
        raise FaketimeMissing("libfaketime is not installed: apt-get install libfaketime")
    return found[0]


class WallClock:
    """What the clock on the wall of the worker says, and what time it truly is."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._ahead = self._truly_ahead = 0.0
        self.set(datetime.now(UTC))

    def set(self, now: datetime) -> None:
        """Let it truly be this moment, and the wall say so."""
        self._truly_ahead = now.timestamp() - time.time()
        self._show(self._truly_ahead)

    def _show(self, ahead: float) -> None:
        self._ahead = ahead
        beside = self.file.with_suffix(".new")
        beside.write_text(f"{self._ahead:+.3f}\n")
        beside.replace(self.file)

    def jump(self, by: timedelta) -> None:
        """Jump by so much on the wall: the true time goes on."""
        self._show(self._ahead + by.total_seconds())

    def now(self) -> datetime:
        """Return what it says."""
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def timestamp(self) -> float:
        """Return what it says in seconds since 1970."""
        return time.time() + self._ahead

    def true_timestamp(self) -> float:
        """Return what time it truly is, in seconds since 1970."""
        return time.time() + self._truly_ahead


@contextmanager
def worker(settings: Settings, clock: WallClock) -> Iterator[subprocess.Popen[bytes]]:
    """Run the real worker by this clock. Raises FaketimeMissing."""
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library()),
        "FAKETIME_TIMESTAMP_FILE": str(clock.file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "SCHRITTE_DATA_DIR": str(settings.data_dir),
        "SCHRITTE_DATABASE_URL": settings.database_url,
        "SCHRITTE_ORIGIN": settings.origin,
        "SCHRITTE_PUSH_HOSTS": " ".join(settings.push_hosts),
        "SCHRITTE_PUSH_INSECURE": "1" if settings.push_insecure else "",
        "SCHRITTE_LOG_LEVEL": "ERROR",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "worker"], cwd=ROOT, env=environment
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
