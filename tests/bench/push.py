"""How many push messages a second: ours, encryption alone, and `pywebpush.webpush()` as documented.

`python -m tests.bench.push` takes 20 to 40 s. All in one run, in turn, five rounds, medians; the
sender on one processor, a local push service (TLS, HTTP/2) on the other. `--delay 80` measures
instead against a service that takes 80 ms to answer, as those far away do.

Both senders trust what they trust in the field: certifi's authorities, and the local service's.
`webpush()` reads them anew for every message. So that nobody takes this for the whole difference,
it is also measured with the local service's certificate as its only authority.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import certifi
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
from tests.core.push.local import http2_server, make_certificate
from tests.support.push_service import Phone

ROUNDS = 5
PHONES = 50
CONTACT = "mailto:technik@example.org"
TEXT = pad(b'{"web_push":8030,"notification":{"title":"Kleine Schritte","navigate":"/"}}')


@dataclass
class Runner:
    """One way to send: `run(count)` sends so many and raises if one fails."""

    name: str
    count: int
    run: Callable[[int], None]
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
        return f"rate {self.name} {self.rate:.0f} messages/s {spread}, {cost:.0f} us of processor"


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

    def bare_webpush_with_one_authority(self, count: int) -> None:
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


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--delay", type=int, default=0, help="answer after so many milliseconds")
    delay = options.parse_args().delay
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
    lean = Runner("webpush_with_one_authority", 8, bench.bare_webpush_with_one_authority)
    if not delay:
        lean.count = 40
    runners = (encrypt, ours, bare, lean)
    for runner in runners:
        runner.run(4)  # connections, imports, caches
    for _ in range(ROUNDS):
        for runner in runners:
            runner.measure()
    for runner in runners:
        print(runner)
    print(f"ratio carrier to {lean.name} {ours.rate / lean.rate:.1f} x")
    if delay:
        _figure("push_delayed_vs_webpush", ours.rate / bare.rate, 100)
    else:
        _figure("push_vs_webpush", ours.rate / bare.rate, 15)
        _figure("push_vs_encrypt", ours.rate / encrypt.rate, 0.45)


def _figure(name: str, value: float, goal: float) -> None:
    print(f"figure {name} {value:.2f} x goal >={goal:g} {'ok' if value >= goal else 'short'}")


def _two_processors() -> tuple[int | None, int | None]:
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:
        print("note: one processor only, sender and service share it")
        return None, None
    return usable[0], usable[1]


def _as_dict(phone: Subscription) -> dict[str, object]:
    return {"endpoint": phone.endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}}


if __name__ == "__main__":
    main()
