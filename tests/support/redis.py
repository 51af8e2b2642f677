"""A Redis server of our own for one test run, if this machine has one installed."""

import contextlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator

import redis

from tests.support.serving import free_port

_SECONDS_TO_START = 10


class RedisMissing(Exception):
    """No server is installed; the message names what to install."""


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Start a server that keeps nothing, lend its address, and stop it. Raises RedisMissing."""
    program = shutil.which("redis-server")
    if program is None:
        raise RedisMissing("Redis is not installed: apt-get install redis-server")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        process = subprocess.Popen(
            [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder],
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait(port, process)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    with contextlib.closing(redis.Redis(port=port)) as asking:
        while True:
            try:
                asking.ping()
            except redis.ConnectionError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("Redis did not start") from None
                time.sleep(0.05)
            else:
                return
