"""Several machines on this one: network namespaces, where this account may make them."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

NET = "10.77.0"


@dataclass(frozen=True)
class Machine:
    """A place to run commands in. `enter` goes before a command."""

    name: str
    enter: tuple[str, ...] = ()


@dataclass(frozen=True)
class Machines:
    """The address all of them reach this one under, and whether each has a network of its own."""

    address: str
    all: tuple[Machine, ...]
    apart: bool


@contextlib.contextmanager
def machines(count: int) -> Iterator[Machines]:
    """Lend so many machines; all in this one's network where namespaces are not permitted."""
    bridge = f"ks{os.getpid() % 100000}"
    names = [f"{bridge}-{number}" for number in range(count)]
    with contextlib.ExitStack() as undo:
        try:
            _connect(bridge, names, undo)
        except (OSError, subprocess.CalledProcessError):
            undo.close()
            yield Machines("127.0.0.1", tuple(Machine(name) for name in names), apart=False)
        else:
            found = tuple(Machine(name, ("ip", "netns", "exec", name)) for name in names)
            yield Machines(f"{NET}.1", found, apart=True)


def _connect(bridge: str, names: list[str], undo: contextlib.ExitStack) -> None:
    _ip(f"link add {bridge} type bridge")
    undo.callback(_ip, f"link del {bridge}")
    _ip(f"addr add {NET}.1/24 dev {bridge}")
    _ip(f"link set {bridge} up")
    for number, name in enumerate(names):
        plug = f"{bridge}v{number}"
        _ip(f"netns add {name}")
        undo.callback(_ip, f"netns del {name}")
        _ip(f"link add {plug} type veth peer name eth0 netns {name}")
        _ip(f"link set {plug} master {bridge} up")
        _ip(f"-n {name} addr add {NET}.{number + 2}/24 dev eth0")
        _ip(f"-n {name} link set lo up")
        _ip(f"-n {name} link set eth0 up")


def _ip(arguments: str) -> None:
    subprocess.run(["ip", *arguments.split()], check=True, capture_output=True)
