"""Servers on this machine that behave as badly as we like, and one that speaks HTTP/2."""

import contextlib
import ipaddress
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Behaviour = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Certificate:
    """Two PEM files; the certificate is its own authority."""

    cert: Path
    key: Path


def make_certificate(folder: Path, *names: str) -> Certificate:
    """Make a certificate for these hosts and for 127.0.0.1, valid for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "local push service")])
    now = datetime.now(UTC)
    hosts: list[x509.GeneralName] = [x509.DNSName(host) for host in names]
    hosts.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    made = Certificate(folder / "cert.pem", folder / "key.pem")
    made.cert.write_bytes(certificate.public_bytes(Encoding.PEM))
    made.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return made


class LocalServer:
    """Hands each connection to `behaviour`, in a thread of its own, and counts them.

    `behaviour` gets a socket and may do as it pleases; when it returns, the socket is closed. It
    should wait on `closing` rather than sleep, so that the test can end.
    """

    def __init__(
        self,
        behaviour: Behaviour,
        *,
        certificate: Certificate | None = None,
        address: tuple[str, int] = ("127.0.0.1", 0),
    ) -> None:
        self.connections = 0
        self.closing = threading.Event()
        self._behaviour = behaviour
        self._tls: ssl.SSLContext | None = None
        if certificate is not None:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(certificate.cert, certificate.key)
        is_ipv6 = ":" in address[0]
        self._listener = socket.create_server(
            address,
            family=socket.AF_INET6 if is_ipv6 else socket.AF_INET,
            dualstack_ipv6=is_ipv6,
        )
        self._threads = [threading.Thread(target=self._accept)]
        self._open: list[socket.socket] = []

    @property
    def port(self) -> int:
        """Chosen by the system, unless told otherwise."""
        return int(self._listener.getsockname()[1])

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.closing.set()
        # Only this wakes a thread that waits in accept() or recv().
        for waiting in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                waiting.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                thread = threading.Thread(target=self._serve, args=(connection,))
                self._threads.append(thread)
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(10)
            if self._tls is None:
                self._behaviour(connection)
                return
            with self._tls.wrap_socket(connection, server_side=True) as secured:
                self._behaviour(secured)


def read_request(connection: socket.socket) -> bytes:
    """Read one request with its body and return it; empty at the end of the connection."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    fields = (line.split(b":") for line in head.lower().split(b"\r\n"))
    length = next((int(each[1]) for each in fields if each[0] == b"content-length"), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def always(answer: bytes) -> Behaviour:
    """Answer every request on a connection with these bytes."""

    def behave(connection: socket.socket) -> None:
        while read_request(connection):
            connection.sendall(answer)

    return behave


HTTP2_APP = '''
"""Push service over HTTP/2 for tests: /s/<status>, /big (endless), /late/<ms>, /slow (never).

/crowd/<most>: 500 for whoever comes while more than so many are here.
/noted/<ms> is late too, and notes in a file when it answers.
"""
import asyncio
import pathlib
import time

ARRIVED = pathlib.Path(__file__).with_name("arrived")

here = 0

async def app(scope, proto):
    global here
    await proto()
    kind = scope.path.split("/")[1]
    if kind == "crowd":
        here += 1
        crowded = here > int(scope.path.split("/")[2])
        await asyncio.sleep(0.1)
        here -= 1
        proto.response_empty(500 if crowded else 201, [])
        return
    if kind == "slow":
        await asyncio.Event().wait()
    if kind in ("late", "noted"):
        await asyncio.sleep(int(scope.path.split("/")[2]) / 1000)
    if kind == "noted":
        with ARRIVED.open("a") as file:
            file.write(f"{time.time()} {scope.path}\\n")
    if kind == "big":
        stream = proto.response_stream(200, [])
        while True:
            await stream.send_bytes(b"x" * 65536)
    status = int(scope.path.split("/")[2]) if kind == "s" else 201
    proto.response_empty(status, [])
'''


@contextlib.contextmanager
def http2_server(
    certificate: Certificate,
    *,
    streams: int = 100,
    cpu: int | None = None,
    folder: Path | None = None,
) -> Iterator[int]:
    """Run granian with `HTTP2_APP` and yield its port. `streams`: how many at once (10 or more).

    `cpu`: the one processor it may use. `folder`: where it keeps what it notes, in `arrived`.
    """
    with socket.create_server(("127.0.0.1", 0)) as placeholder:
        port = int(placeholder.getsockname()[1])
    with tempfile.TemporaryDirectory() as temporary:
        folder = folder or Path(temporary)
        (folder / "push_sink.py").write_text(HTTP2_APP)
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "rsgi", "--no-log"),
                *("--host", "127.0.0.1", "--port", str(port), "--working-dir", str(folder)),
                *("--http2-max-concurrent-streams", str(streams)),
                *("--ssl-certificate", str(certificate.cert)),
                *("--ssl-keyfile", str(certificate.key)),
                "push_sink:app",
            ],
            start_new_session=True,
        )
        if cpu is not None:
            os.sched_setaffinity(process.pid, {cpu})  # its workers, started later, inherit this
        try:
            _await_port(port, process)
            yield port
        finally:
            # Asked kindly, it would wait for requests that this test has left hanging.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await_port(port: int, process: subprocess.Popen[Any]) -> None:
    deadline = threading.Event()
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            raise RuntimeError("the HTTP/2 server did not start")
        deadline.wait(0.05)
    raise RuntimeError("the HTTP/2 server does not listen")
