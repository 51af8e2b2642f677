"""The app as it really runs: `schritte serve`, its web server and its worker, in processes."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.settings import Settings
from tests.support.waiting import until

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
    return port


@dataclass
class Served:
    """A running installation."""

    port: int
    process_id: int

    @property
    def workers(self) -> list[int]:
        """The worker processes that live."""
        return [each for each in _below(self.process_id) if _is_worker(each)]

    def most_memory(self) -> int:
        """Return the most bytes of memory that the web process ever had."""
        return max(map(_peak, self._web()))

    def processor_seconds(self) -> float:
        """Return the time of the processor that the web process and its ended children took."""
        return sum(map(_took, self._web()))

    def _web(self) -> list[int]:
        return [each for each in _below(self.process_id) if not _is_worker(each)]


def _below(process_id: int) -> Iterator[int]:
    for thread in Path(f"/proc/{process_id}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield int(child)
            yield from _below(int(child))


def _is_worker(process_id: int) -> bool:
    try:
        return b"app.cli\0worker" in Path(f"/proc/{process_id}/cmdline").read_bytes()
    except FileNotFoundError:  # it has just ended
        return False


def _peak(process_id: int) -> int:
    status = Path(f"/proc/{process_id}/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def _took(process_id: int) -> float:
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(settings: Settings, port: int) -> Iterator[Served]:
    """Serve an installation that is prepared already."""
    environment = {
        **os.environ,
        "SCHRITTE_DATA_DIR": str(settings.data_dir),
        "SCHRITTE_DATABASE_URL": settings.database_url,
        "SCHRITTE_ORIGIN": f"http://localhost:{port}",
        "SCHRITTE_PORT": str(port),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve"],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until(lambda: _answers(port))
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://localhost:{port}/healthz").read()
    except OSError:
        return False
    return True
