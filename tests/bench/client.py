"""Asking one page again and again: with wrk where it is installed, else with threads of our own.

`python -m tests.bench.client URL COOKIES SECONDS CONNECTIONS` is the part that does without wrk; it
is slower than wrk, so a quick server looks slower than it is. Ratios to quick servers then flatter.
"""

import http.client
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LUA = """
local cookies, at = {}, 0
for line in io.lines("%(cookies)s") do cookies[#cookies + 1] = line end
request = function()
  at = at %% #cookies + 1
  local address = "192.0." .. math.floor(at / 250) .. "." .. (at %% 250 + 1)
  return wrk.format("GET", nil, {["Cookie"] = cookies[at], ["X-Forwarded-For"] = address})
end
done = function(summary)
  local e = summary.errors
  io.write(string.format("done %%d %%d %%d\\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass
class Done:
    """How many answers came in how many seconds, and how many of them were none."""

    requests: int
    seconds: float
    failed: int


def ask(
    url: str, cookies: Path, *, seconds: float, connections: int, cpus: set[int], wrk: str | None
) -> Done:
    """Ask for `seconds`, each cookie line in turn, from the given processors."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA % {"cookies": cookies})
        script.flush()
        command = (
            [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script.name, url]
            if wrk
            else [sys.executable, "-m", "tests.bench.client", url, str(cookies), str(seconds),
                  str(connections)]
        )  # fmt: skip
        printed = subprocess.run(
            command, check=True, capture_output=True, text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cpus),
        ).stdout  # fmt: skip
    found = re.search(r"done (\d+) (\d+) (\d+)", printed)
    assert found, printed
    return Done(int(found[1]), int(found[2]) / 1e6, int(found[3]))


def main(url: str, cookies: str, seconds: str, connections: str) -> None:
    """Ask with threads."""
    lines, parts = Path(cookies).read_text().splitlines(), urlsplit(url)
    end, counts = time.monotonic() + float(seconds), [0, 0]

    def one(number: int) -> None:
        link = http.client.HTTPConnection(parts.hostname or "", parts.port)
        at = number
        while time.monotonic() < end:
            at = (at + int(connections)) % len(lines)
            address = f"192.0.{at // 250}.{at % 250 + 1}"
            link.request("GET", "/", headers={"Cookie": lines[at], "X-Forwarded-For": address})
            answer = link.getresponse()
            answer.read()
            counts[0] += 1
            counts[1] += answer.status != 200
        link.close()

    started = time.monotonic()
    threads = [threading.Thread(target=one, args=(each,)) for each in range(int(connections))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"done {counts[0]} {int((time.monotonic() - started) * 1e6)} {counts[1]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
