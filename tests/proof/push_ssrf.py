"""Endpoints that want our server to call somebody inside, and services that want to hold it.

It runs in a network of its own that has no way out and in which every address there is leads to one
listener, and every name to the address that this script likes: what is let through is seen. Needs
`unshare` and `ip`, and leave to use them.
"""

import os
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from app.core import log
from app.core.push import (
    Answer,
    Carrier,
    Outcome,
    UnusableSubscription,
    Vapid,
    check_subscription,
    generate_private_key,
)
from app.core.push.address import may_be_called
from tests.bench.figures import Figures
from tests.core.push.local import Behaviour, LocalServer, make_certificate, read_request
from tests.core.push.make import ENDPOINT, message, subscription
from tests.core.push.test_address import CLOSED
from tests.core.push.test_guard import BAD

ROOT = Path(__file__).resolve().parents[2]
HOST = "fcm.googleapis.com"
OUTSIDE = "142.250.185.74"  # an open address; in here it leads to the listener like any other
OUTSIDE_6 = "2a00:1450:4001:80b::200a"
DEAD = ("142.250.185.99", "2a00:1450:4001:80b::99")  # open addresses that nobody answers at
PORTS = (80, 443, 8080, 8443)
GIGABYTE = 2**30
CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
_NETWORK = f"""
ip link set lo up
ip route add local 0.0.0.0/0 dev lo table local
ip -6 route add local ::/0 dev lo table local
ip route add unreachable {DEAD[0]} table local
ip -6 route add unreachable {DEAD[1]} table local
mount --bind "$1" /etc/resolv.conf
shift
exec "$@"
"""


@dataclass
class Names:
    """A name server. `leads_to` answers each question with the addresses of its kind."""

    leads_to: Callable[[str], list[str]]
    asked: set[str] = field(default_factory=set)

    def answer(self, question: bytes) -> bytes:
        """Return the answer to one A or AAAA question (RFC 1035, 4)."""
        place, labels = 12, []
        while question[place]:
            labels.append(question[place + 1 : place + 1 + question[place]].decode())
            place += 1 + question[place]
        (kind,) = struct.unpack_from(">H", question, place + 1)
        name = ".".join(labels).lower()
        self.asked.add(name)
        wanted = {1: IPv4Address, 28: IPv6Address}.get(kind)
        found = [ip_address(each) for each in self.leads_to(name)]
        packed = [each.packed for each in found if wanted and isinstance(each, wanted)]
        head = question[:2] + struct.pack(">HHHHH", 0x8180, 1, len(packed), 0, 0)
        records = b"".join(
            b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 0, len(each)) + each for each in packed
        )
        return head + question[12 : place + 5] + records

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Answer at 127.0.0.1."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            asked.bind(("127.0.0.1", 53))

            def serve() -> None:
                with suppress(OSError):
                    while True:
                        question, whose = asked.recvfrom(512)
                        if not question:
                            return
                        asked.sendto(self.answer(question), whose)

            thread = threading.Thread(target=serve)
            thread.start()
            yield
            asked.sendto(b"", ("127.0.0.1", 53))
            thread.join()


@dataclass
class Everywhere:
    """Whoever is called, at whatever address, it is this one. `called` has the addresses."""

    folder: Path
    behaviour: Behaviour
    called: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.certificate = make_certificate(self.folder, HOST)
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(self.certificate.cert, self.certificate.key)

    def take(self, connection: socket.socket) -> None:
        """Note which address was called, then behave."""
        address, port = connection.getsockname()[:2]
        self.called.append(address.removeprefix("::ffff:"))
        if port == 443:
            with self._tls.wrap_socket(connection, server_side=True) as secured:
                self.behaviour(secured)

    def inside(self) -> list[str]:
        """Return the addresses that should never have been called."""
        return [each for each in self.called if not may_be_called(each)]


@dataclass
class World:
    """Names, listeners, and a way to send."""

    names: Names
    everywhere: Everywhere
    vapid: Vapid

    def send(self, endpoint: str = ENDPOINT, count: int = 1) -> list[Answer]:
        """Send with a carrier that has looked nothing up yet."""
        with Carrier(self.vapid, ca_file=str(self.everywhere.certificate.cert)) as carrier:
            to = subscription(endpoint)
            return carrier.send_all(message(to, id=str(number)) for number in range(count))


@contextmanager
def world() -> Iterator[World]:
    """Set the world up."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        names = Names(lambda _name: [OUTSIDE])
        everywhere = Everywhere(folder, _welcome)
        stack.enter_context(names.serving())
        for port in PORTS:
            stack.enter_context(LocalServer(everywhere.take, address=("::", port)))
        yield World(names, everywhere, Vapid(generate_private_key(), "mailto:technik@example.org"))


def _welcome(connection: socket.socket) -> None:
    while read_request(connection):
        connection.sendall(CREATED)


def _is_taken(endpoint: str) -> bool:
    try:
        check_subscription(subscription(endpoint))
    except UnusableSubscription:
        return False
    return True


def _parade(this: World) -> list[str]:
    """Return the endpoints that were let through, when given to us or when called."""
    through = []
    for endpoint in BAD:
        before = len(this.everywhere.called)
        (answer,) = this.send(endpoint)
        if _is_taken(endpoint) or len(this.everywhere.called) > before:
            through.append(repr(endpoint))
        elif answer.outcome is not Outcome.BLOCKED:
            through.append(f"{endpoint!r}: {answer.outcome}")
    return through


def _rebinding(this: World) -> tuple[int, list[str]]:
    """Let the name lead outside first and inside then. Return how many did, and what got in."""
    wrong, count = [], 0
    for inside in CLOSED:
        try:
            address = ip_address(inside.partition("%")[0])
        except ValueError:
            continue
        if "%" in inside and may_be_called(str(address)):
            continue  # a name server cannot say a zone
        count += 1
        outside, dead = ((OUTSIDE, DEAD[0]), (OUTSIDE_6, DEAD[1]))[address.version - 4 >> 1]
        this.names.leads_to = lambda _name, to=outside: [to]  # type: ignore[misc]
        if this.send()[0].outcome is not Outcome.ACCEPTED:
            wrong.append(f"{outside} was not reached")
        this.everywhere.called.clear()
        for first in ([], [dead], list(DEAD)):
            answers = [*first, str(address)]
            this.names.leads_to = lambda _name, to=answers: to  # type: ignore[misc]
            (answer,) = this.send()
            refused = {Outcome.BLOCKED} if not first else {Outcome.BLOCKED, Outcome.LATER}
            if answer.outcome not in refused or this.everywhere.called:
                wrong.append(f"{answers}: {answer.outcome}, {this.everywhere.called}")
            this.everywhere.called.clear()
    this.names.leads_to = lambda _name: [OUTSIDE]
    return count, wrong


def _redirects(this: World) -> int:
    """Return how many redirects were followed."""
    this.everywhere.called.clear()
    sent = 0
    for status in (301, 302, 303, 307, 308):
        for place in ("https://127.0.0.1/", "http://169.254.169.254/", f"https://{HOST}:8443/"):
            detour = f"HTTP/1.1 {status} Go\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n"

            def behave(connection: socket.socket, answer: bytes = detour.encode()) -> None:
                while read_request(connection):
                    connection.sendall(answer)

            this.everywhere.behaviour = behave
            this.send()
            sent += 1
    return len(this.everywhere.called) - sent


def _gigabyte(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: %d\r\n\r\n" % GIGABYTE)
    for _ in range(GIGABYTE >> 16):
        connection.sendall(b"x" * 65536)


def _endless(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(GIGABYTE >> 16):
        connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def _dripping(connection: socket.socket) -> None:
    read_request(connection)
    for byte in b"HTTP/1.1 " + b"2" * 200:
        connection.sendall(bytes([byte]))
        time.sleep(0.1)


def _silent(connection: socket.socket) -> None:
    read_request(connection)
    time.sleep(10)


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def _inside() -> int:
    log.set_up("CRITICAL")
    figures = Figures()
    with world() as this:
        assert this.send()[0].outcome is Outcome.ACCEPTED, "an honest service is not reached"
        assert this.everywhere.called == [OUTSIDE], "the listener does not see who is called"
        through = _parade(this)
        count, got_in = _rebinding(this)
        followed = _redirects(this)
        print(*through, *got_in, sep="\n")
        figures.at_least("push_ssrf_endpoints", len(set(BAD)), "endpoints", 60)
        figures.at_most("push_ssrf_let_through", len(through), "endpoints", 0)
        figures.at_least("push_ssrf_rebindings", 3 * count, "names", 60)
        figures.at_most("push_ssrf_rebound", len(got_in), "connections", 0)
        figures.at_most("push_ssrf_redirects_followed", followed, "redirects", 0)
        strangers = this.names.asked - {HOST}
        figures.at_most("push_ssrf_names_looked_up", len(strangers), "names", 0)
        this.everywhere.behaviour = _welcome
        this.send(count=50)
        usual, slowest = _peak(), 0.0
        for behaviour in (_gigabyte, _endless, _dripping, _silent):
            this.everywhere.behaviour = behaviour
            before = time.monotonic()
            this.send(count=20)
            slowest = max(slowest, time.monotonic() - before)
        figures.at_most("push_ssrf_longest_hold", slowest, "s", 6)
        figures.at_most("push_ssrf_memory_growth", (_peak() - usual) / 1e6, "MB", 10)
    return 1 if figures.short else 0


def main() -> int:
    """Run it in its own network; 0 if every goal is met, 1 also if that is not allowed."""
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as servers:
        servers.write("nameserver 127.0.0.1\n")
        servers.flush()
        alone = ["unshare", "--mount", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
        command = [
            *alone, "sh", "-euc", _NETWORK, "sh", servers.name,
            sys.executable, "-m", "tests.proof.push_ssrf",
        ]  # fmt: skip
        return 1 if subprocess.run(command, cwd=ROOT, check=False).returncode else 0


if __name__ == "__main__":
    sys.exit(_inside())
