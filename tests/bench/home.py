"""Heute against Flask saying hello, and against the same page in Django: one run, in turn.

All three stand ready under granian, one worker with one thread on the first processor; wrk asks
from
the second one over four kept connections, 200 participants in turn. Figures are medians of the
rounds. The page is the real one (session look-up, headers, sealed texts opened, form tokens), the
Django page has the same content, the same markup and its texts in clear. The design says the page
should not be shrunk to win: it has what a person needs, and the Django page has exactly that too.
"""

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

from tests.bench import client
from tests.bench.figures import Figures
from tests.bench.house import house

ROUNDS, SECONDS, CONNECTIONS, PEOPLE = 5, 2, 4, 200
ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Site:
    """One server and what was measured of it."""

    name: str
    target: str
    port: int
    cookies: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # microseconds per request
    size: int = 0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return statistics.median(self.rates)

    @property
    def cost(self) -> float:
        """Processor microseconds of the server per request."""
        return statistics.median(self.cpu)

    def __str__(self) -> str:
        return (
            f"{self.name:7} {self.rate:7.0f}/s [{min(self.rates):.0f}-{max(self.rates):.0f}], "
            f"{self.cost:6.0f} us of processor, {self.size} bytes"
        )


def main(figures: Figures, rounds: int = ROUNDS, seconds: float = SECONDS) -> None:
    """Build, serve, measure, print."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        sites = _sites(Path(name), stack)
        for site in sites:
            stack.enter_context(_served(site))
        for site in sites:
            _look(site)
        for number in range(rounds + 1):  # the first round warms up
            for site in sites:
                _measure(site, seconds if number else 1, keep=number > 0)
    home, hello, django = sites
    for site in sites:
        print(site)
    figures.at_least("home_vs_hello", home.rate / hello.rate, "x", 0.40)
    figures.at_most("home_cpu_vs_hello", home.cost / hello.cost, "x", 2.2)
    figures.at_least("home_vs_django", home.rate / django.rate, "x", 5)


def _sites(folder: Path, stack: contextlib.ExitStack) -> tuple[Site, Site, Site]:
    ports = [_free_port() for _ in range(3)]
    origin = f"http://localhost:{ports[0]}"
    (folder / "var").mkdir(mode=0o700)
    built = stack.enter_context(
        house(folder / "var", participants=PEOPLE, origin=origin, proxies=1)
    )
    ours, django, none = folder / "ours", folder / "django", folder / "none"
    ours.write_text("\n".join(built.cookies(person) for person in built.participants))
    none.write_text("a=b")
    filled = {"BENCH_DJANGO_DATABASE": str(folder / "django.sqlite3")}
    django.write_bytes(
        subprocess.run(
            [sys.executable, "-m", "tests.bench.django_site.fill", str(PEOPLE)],
            cwd=ROOT, env={**os.environ, **filled}, check=True, stdout=subprocess.PIPE,
        ).stdout.strip()
    )  # fmt: skip
    settings = {
        "SCHRITTE_DATA_DIR": str(folder / "var"),
        "SCHRITTE_ORIGIN": origin,
        "SCHRITTE_PROXIES": "1",  # so that 200 people are 200 addresses to the rate limit
    }
    return (
        Site("home", "wsgi:app", ports[0], ours, settings),
        Site("hello", "tests.bench.hello:application", ports[1], none),
        Site("django", "tests.bench.django_site.wsgi:application", ports[2], django, filled),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def processors() -> tuple[set[int], set[int]]:
    """Return where servers and where their visitors run: apart, if there are two processors."""
    usable = sorted(os.sched_getaffinity(0))
    return ({usable[0]}, {usable[1]}) if len(usable) > 1 else (set(usable), set(usable))


@contextlib.contextmanager
def _served(site: Site) -> Iterator[None]:
    own, _other = processors()
    site.process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
         "--blocking-threads", "1", "--host", "127.0.0.1", "--port", str(site.port),
         "--no-ws", "--log-level", "warning", site.target],
        cwd=ROOT, env={**os.environ, **site.environment},
        preexec_fn=lambda: os.sched_setaffinity(0, own),
    )  # fmt: skip
    try:
        yield
    finally:
        site.process.terminate()
        site.process.wait(timeout=60)


def _look(site: Site) -> None:
    """Wait until the page is there and note its size."""
    cookie = site.cookies.read_text().splitlines()[0]
    request = Request(f"http://127.0.0.1:{site.port}/", headers={"Cookie": cookie})
    deadline = time.monotonic() + 120
    while True:
        try:
            with urlopen(request, timeout=5) as response:
                page = response.read()
                break
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    site.size = len(page)
    assert site.name == "hello" or "Guten Tag, Frau Haddad" in page.decode(), site.name


def _measure(site: Site, seconds: float, *, keep: bool) -> None:
    assert site.process is not None
    _own, other = processors()
    before = _cpu(site.process.pid)
    done = client.ask(
        f"http://127.0.0.1:{site.port}/", site.cookies,
        seconds=seconds, connections=CONNECTIONS, cpus=other, wrk=shutil.which("wrk"),
    )  # fmt: skip
    used = _cpu(site.process.pid) - before
    assert done.failed == 0, f"{site.name}: {done.failed} of {done.requests} failed"
    if keep:
        site.rates.append(done.requests / done.seconds)
        site.cpu.append(used / done.requests * 1e6)


def _cpu(pid: int) -> float:
    """Return the processor seconds of a process and its children that still run."""
    total = 0.0
    for each in _family(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]
