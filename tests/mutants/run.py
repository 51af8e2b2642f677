"""`make proof PART=mutants`: break each guard in a copy of the source and see its tests go red."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue

from tests.mutants import validator
from tests.mutants.guards import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("app", "migrations", "translations", "tests", "pyproject.toml", "wsgi.py")
HANDS = 2  # copies that are worked on side by side
GREEN, RED = 0, 1  # pytest's exit status: all passed, some failed. Everything else is no answer.


def _run(folder: Path, mutant: Mutant) -> int:
    where = ["-m", "browser" if mutant.in_browser else "not browser and not postgres"]
    if mutant.on_postgresql:
        where = ["--databases=both"]
    command = [
        sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--tb=no",
        *where, *mutant.tests.split(),
    ]  # fmt: skip
    if mutant.only:
        command += ["-k", mutant.only]
    clean = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, check=False
    ).returncode


@cache
def _is_sound(folder: Path, mutant: Mutant) -> bool:
    """Whether its tests are green with every guard in place; mutants may share an answer."""
    return _run(folder, mutant) == GREEN


def verdict(folder: Path, mutant: Mutant) -> str:
    """Return "red" if the tests see the broken guard, else what is wrong with test or mutant."""
    path = folder / mutant.file
    sound = path.read_text("utf-8")
    if sound.count(mutant.old) != 1:
        return "out of date: the guard reads differently now"
    if not _is_sound(folder, replace(mutant, name="", file="", old="", new="")):
        return "no answer: its tests are not green with the guard in place"
    path.write_text(sound.replace(mutant.old, mutant.new), "utf-8")
    try:
        return "red" if _run(folder, mutant) == RED else "NOT SEEN: the tests stay green"
    finally:
        path.write_text(sound, "utf-8")


@contextmanager
def copy_of_the_source() -> Iterator[Path]:
    """Lend a folder with everything the tests need."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        for each in COPIED:
            source, target = ROOT / each, Path(name) / each
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        yield Path(name)


def _take_turns(waiting: SimpleQueue[Mutant], said: SimpleQueue[tuple[str, bool]]) -> None:
    """Break one guard after the other in a copy of one's own until none is left."""
    with copy_of_the_source() as folder, suppress(Empty):
        while True:
            mutant = waiting.get_nowait()
            found = verdict(folder, mutant)
            print(f"{found:4}  {mutant.name}", flush=True)
            said.put((mutant.name, found == "red"))


def main(named: str = "") -> int:
    """Break every guard (or those whose name contains `named`); 0 if each was seen."""
    rules = [each for each in validator.family() if named in each.name]
    others = [each for each in MUTANTS if named in each.name]
    seen = _seen((*others, *rules))
    fell_short = [
        name
        for name, mutants in (("mutants_red", others), ("validator_mutants_red", rules))
        if mutants and not _say(name, sum(seen[each.name] for each in mutants), len(mutants))
    ]
    return 1 if fell_short or not seen else 0


def _say(figure: str, red: int, wanted: int) -> bool:
    met = red == wanted
    print(f"figure {figure} {red} of {wanted} goal {wanted} {'ok' if met else 'short'}")
    return met


def _seen(chosen: Iterable[Mutant]) -> dict[str, bool]:
    """Break all of them; return which were seen, by their names."""
    waiting: SimpleQueue[Mutant] = SimpleQueue()
    said: SimpleQueue[tuple[str, bool]] = SimpleQueue()
    for each in chosen:
        waiting.put(each)
    with ThreadPoolExecutor() as pool:
        for turn in [pool.submit(_take_turns, waiting, said) for _ in range(HANDS)]:
            turn.result()
    return dict(said.get() for _ in range(said.qsize()))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
