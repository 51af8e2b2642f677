"""A PostgreSQL server of our own for one test run: the newest one this machine has installed.

It runs on a free port with its socket and data in a temporary folder and is gone afterwards. The
server refuses to run as root, so it runs as the user `postgres` then.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

_DEBIAN = Path("/usr/lib/postgresql")
_SECONDS_TO_START = 30
_HAS_STRATEGIES = 150000
_ROOM = 2 * 1024**3
# What is lost in a power cut does not matter here.
_QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
}


class PostgresMissing(Exception):
    """No server is installed; the message names what to install."""


def programs() -> Path:
    """Return the folder with `initdb` and `postgres`, the newest one. Raises PostgresMissing."""
    versions = sorted(
        (path for path in _DEBIAN.glob("*/bin") if (path / "initdb").exists()),
        key=lambda path: float(path.parent.name),
    )
    if versions:
        return versions[-1]
    found = shutil.which("initdb")
    if found is None:
        raise PostgresMissing("PostgreSQL is not installed: apt-get install postgresql")
    return Path(found).resolve().parent


def _as_server_user() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A running server. `url(name)` is the SQLAlchemy address of one of its databases."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def url(self, name: str, *, host: str = "") -> str:
        """Return the address of a database, by its socket or by one of the hosts it listens on."""
        return f"postgresql://postgres@/{name}?host={host or self.folder}&port={self.port}"

    def run(self, statement: str) -> None:
        """Run one statement as the owner of the server, outside any transaction."""
        with self._connected() as connection:
            connection.execute(statement.encode())

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder), port=self.port, user="postgres", dbname="postgres",
            autocommit=True,
        )  # fmt: skip

    @contextlib.contextmanager
    def copy_of(self, template: str) -> Iterator[str]:
        """Lend a fresh database that is a copy of `template`; nobody may be connected to that."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        with self._connected() as connection:
            # As files: to write each page of it into the log takes nine times the work.
            how = "STRATEGY FILE_COPY" if connection.info.server_version >= _HAS_STRATEGIES else ""
            create = f'CREATE DATABASE "{name}" TEMPLATE "{template}" {how}'
            connection.execute(create.encode())
        try:
            yield self.url(name)
        finally:
            self.run(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextlib.contextmanager
def running(*, listen: str = "") -> Iterator[Server]:
    """Start a server and stop it afterwards. Raises PostgresMissing.

    It takes everybody who reaches it: `listen` on an address of this machine alone.
    """
    bin_folder, identity = programs(), _as_server_user()
    # Not pytest's folder: its parents are closed to other users, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_memory()))
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    try:
        _init(bin_folder, folder, identity)
        with (folder / "data" / "pg_hba.conf").open("a") as who_may:
            who_may.write("host all all samenet trust\n")
        port = _free_port()
        options = [f"-c{name}={value}" for name, value in _QUICK.items()]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [bin_folder / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder,
                 f"-clisten_addresses={listen}", *options],
                stdout=log, stderr=log, cwd=folder, **identity,
            )  # fmt: skip
        try:
            server = Server(folder, port)
            _wait(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # "fast": SIGTERM would wait for open connections
            process.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    """Return a folder in memory if it has room: a database is 300 files, copied for each test."""
    shared = Path("/dev/shm")
    has_room = shared.is_dir() and shutil.disk_usage(shared).free > _ROOM
    return shared if has_room else None


def _init(bin_folder: Path, folder: Path, identity: dict[str, Any]) -> None:
    command = [
        bin_folder / "initdb", "-D", folder / "data", "--auth=trust", "--username=postgres",
        "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, cwd=folder, **identity)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                log = (server.folder / "log").read_text(errors="replace")[-2000:]
                raise RuntimeError(f"PostgreSQL did not start:\n{log}") from None
            time.sleep(0.05)
        else:
            return
