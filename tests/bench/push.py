"""How many push messages a second: ours, encryption alone, and `pywebpush.webpush()` as documented.

`python -m tests.bench push` takes a minute and a half. All in one run, in turn, five rounds,
medians; the sender on one processor, a local push service (TLS, HTTP/2) on the other. Once it
answers at once, and once after 80 ms, as those far away do.

Both senders trust what they trust in the field: certifi's authorities, and the local service's.
`webpush()` reads them anew for every message. So that nobody takes this for the whole difference,
it is also measured with the local service's certificate as its only authority.

With Node.js there is npm's `web-push` too, in the way its makers advise for many messages: one
agent that keeps its connections, so many messages at once. Only the time of its sending counts.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import certifi
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pywebpush import WebPusher, webpush  # type: ignore[import-untyped, unused-ignore]

from app.core.push import (
    Carrier,
    Outcome,
    PushMessage,
    Subscription,
    Vapid,
    generate_private_key,
    pad,
)
from tests.bench.figures import Figures
from tests.core.push.local import http2_server, make_certificate
from tests.support.push_service import Phone, base64url

ROUNDS = 5
PHONES = 50
DELAYS = (0, 80)  # milliseconds until the service answers
GOALS = {
    "push_vs_webpush": 15,
    "push_vs_encrypt": 0.45,
    "push_vs_npm_web_push": 6,
    "push_delayed_vs_webpush": 100,
}
NPM = Path(sys.prefix) / "npm" / "node_modules"
NPM_AT_ONCE = 32
CONTACT = "mailto:technik@example.org"
TEXT = pad(b'{"web_push":8030,"notification":{"title":"Kleine Schritte","navigate":"/"}}')


@dataclass
class Runner:
    """One way to send: `run(count)` sends so many and raises if one fails."""

    name: str
    count: int
    run: Callable[[int], None]
    is_ours: bool = True  # runs in this process, so its processor time can be seen
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Note messages per second, and microseconds of processor time per message."""
        started, used = time.perf_counter(), time.process_time()
        self.run(self.count)
        self.costs.append((time.process_time() - used) / self.count * 1e6)
        self.rates.append(self.count / (time.perf_counter() - started))

    @property
    def rate(self) -> float:
        """Return the median, in messages per second."""
        return statistics.median(self.rates)

    def __str__(self) -> str:
        spread = f"[{min(self.rates):.0f}-{max(self.rates):.0f}]"
        cost = statistics.median(self.costs)
        used = f", {cost:.0f} us of processor" if self.is_ours else ""
        return f"rate {self.name} {self.rate:.0f} messages/s {spread}{used}"


@dataclass(frozen=True)
class Bench:
    """The same phones, key and service for all."""

    vapid: Vapid
    key_file: Path
    bundle: Path
    single: Path
    carrier: Carrier
    phones: list[Subscription]

    def encrypt_only(self, count: int) -> None:
        """Encrypt and sign, send nothing."""
        for number in range(count):
            phone = self.phones[number % PHONES]
            self.vapid.header(phone.endpoint, datetime.now(UTC))
            WebPusher(_as_dict(phone)).encode(TEXT)

    def carry(self, count: int) -> None:
        """Send with our carrier."""
        answers = self.carrier.send_all(
            PushMessage(str(number), self.phones[number % PHONES], TEXT, 3600, "normal", "thema")
            for number in range(count)
        )
        if any(answer.outcome is not Outcome.ACCEPTED for answer in answers):
            raise RuntimeError("not all messages were accepted")

    def bare_webpush(self, count: int) -> None:
        """Send as the library's README shows; it raises by itself."""
        self._webpush(count, self.bundle)

    def lean_webpush(self, count: int) -> None:
        """Do the same with almost nothing to read first, as nobody has it."""
        self._webpush(count, self.single)

    def _webpush(self, count: int, authorities: Path) -> None:
        os.environ["REQUESTS_CA_BUNDLE"] = str(authorities)  # it has no parameter for this
        for number in range(count):
            webpush(
                _as_dict(self.phones[number % PHONES]),
                data=TEXT,
                vapid_private_key=str(self.key_file),
                vapid_claims={"sub": CONTACT},
                ttl=3600,
            )


class NpmWebPush:
    """npm's web-push in a Node.js of its own, on our processor; idle while others are measured."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    @classmethod
    def start(cls, bench: Bench) -> Self | None:
        """Start it; None where Node.js or the package is missing."""
        node, found = shutil.which("node"), (NPM / "web-push").is_dir()
        if node is None or not found:
            print(f"note: {'npm web-push' if node else 'Node.js'} is not here, so not measured")
            return None
        keys = _as_numbers(bench.vapid, bench.key_file)
        given = {
            "contact": CONTACT, "phones": [_as_dict(phone) for phone in bench.phones],
            "text": TEXT.decode(), "authority": bench.single.read_text(), "at_once": NPM_AT_ONCE,
        } | keys  # fmt: skip
        process = subprocess.Popen(
            [node, str(Path(__file__).with_suffix(".cjs"))],
            env={**os.environ, "NODE_PATH": str(NPM)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        made = cls(process)
        made._ask(json.dumps(given))
        return made

    def send(self, count: int) -> None:
        """Send so many and wait until all are answered."""
        if self._ask(str(count)) != "sent":
            raise RuntimeError("npm web-push failed")

    def close(self) -> None:
        """End it."""
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait()

    def _ask(self, line: str) -> str:
        asking, answering = self._process.stdin, self._process.stdout
        assert asking
        assert answering
        print(line, file=asking, flush=True)
        return answering.readline().strip()


def main(figures: Figures) -> None:
    """Measure and print, in a process of its own: it keeps to one processor."""
    for delay in DELAYS:
        command = [sys.executable, "-m", "tests.bench.push", str(delay)]
        ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        for line in ran.stdout.splitlines():
            word, *rest = line.split()
            if word == "ratio":
                figures.at_least(rest[0], float(rest[1]), "x", GOALS[rest[0]])
            else:
                print(line)


def measure(delay: int) -> None:
    """Measure once, against a service that answers after so many milliseconds."""
    own, other = _two_processors()
    os.environ["NO_PROXY"] = "*"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        certificate = make_certificate(folder)
        bundle = folder / "bundle.pem"
        bundle.write_text(Path(certifi.where()).read_text() + certificate.cert.read_text())
        key_file = folder / "vapid.pem"
        key_file.write_text(generate_private_key())
        vapid = Vapid(key_file.read_text(), CONTACT)
        if own is not None:
            os.sched_setaffinity(0, {own})
        with (
            http2_server(certificate, cpu=other) as port,
            Carrier(vapid, allow_private=["127.0.0.1"], ca_file=str(bundle)) as carrier,
        ):
            endpoint = f"https://127.0.0.1:{port}/" + (f"late/{delay}/" if delay else "push/")
            phones = [Phone(f"{endpoint}{number}").subscription for number in range(PHONES)]
            _compare(Bench(vapid, key_file, bundle, certificate.cert, carrier, phones), delay)


def _compare(bench: Bench, delay: int) -> None:
    encrypt = Runner("encrypt_only", 800, bench.encrypt_only)
    ours = Runner("carrier", 1200, bench.carry)
    bare = Runner("webpush", 5, bench.bare_webpush)
    lean = Runner("webpush_with_one_authority", 8 if delay else 40, bench.lean_webpush)
    runners = [encrypt, ours, bare, lean]
    npm = NpmWebPush.start(bench)
    if npm is not None:
        runners.append(Runner("npm_web_push", 400, npm.send, is_ours=False))
    for runner in runners:
        runner.run(4)  # connections, imports, caches
    for _ in range(ROUNDS):
        for runner in runners:
            runner.measure()
    for runner in runners:
        print(runner)
    print(f"note: carrier to {lean.name} {ours.rate / lean.rate:.1f} x")
    if npm is not None:
        npm.close()
        if not delay:
            print("ratio push_vs_npm_web_push", ours.rate / runners[-1].rate)
    if delay:
        print("ratio push_delayed_vs_webpush", ours.rate / bare.rate)
    else:
        print("ratio push_vs_webpush", ours.rate / bare.rate)
        print("ratio push_vs_encrypt", ours.rate / encrypt.rate)


def _two_processors() -> tuple[int | None, int | None]:
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:
        print("note: one processor only, sender and service share it")
        return None, None
    return usable[0], usable[1]


def _as_numbers(vapid: Vapid, key_file: Path) -> dict[str, str]:
    key = load_pem_private_key(key_file.read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    private = key.private_numbers().private_value.to_bytes(32, "big")
    return {"public": vapid.public_key_base64url, "private": base64url(private)}


def _as_dict(phone: Subscription) -> dict[str, object]:
    return {"endpoint": phone.endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}}


if __name__ == "__main__":
    measure(int(sys.argv[1]))
