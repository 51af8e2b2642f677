"""`make proof PART=mutants`: break each guard in a copy of the source and see its tests go red."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutants.guards import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("app", "migrations", "translations", "tests", "pyproject.toml", "wsgi.py")
GREEN, RED = 0, 1  # pytest's exit status: all passed, some failed. Everything else is no answer.


def _run(folder: Path, mutant: Mutant) -> int:
    command = [
        sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--tb=no",
        "-m", "not browser and not postgres", *mutant.tests.split(),
    ]  # fmt: skip
    if mutant.only:
        command += ["-k", mutant.only]
    clean = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, check=False
    ).returncode


def verdict(folder: Path, mutant: Mutant) -> str:
    """Return "red" if the tests see the broken guard, else what is wrong with test or mutant."""
    path = folder / mutant.file
    sound = path.read_text("utf-8")
    if sound.count(mutant.old) != 1:
        return "out of date: the guard reads differently now"
    if _run(folder, mutant) != GREEN:
        return "no answer: its tests are not green with the guard in place"
    path.write_text(sound.replace(mutant.old, mutant.new), "utf-8")
    try:
        return "red" if _run(folder, mutant) == RED else "NOT SEEN: the tests stay green"
    finally:
        path.write_text(sound, "utf-8")


def main() -> int:
    """Break every guard and print the figure; 0 if each was seen."""
    seen = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        for each in COPIED:
            source = ROOT / each
            if source.is_dir():
                shutil.copytree(source, folder / each, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, folder / each)
        for mutant in MUTANTS:
            found = verdict(folder, mutant)
            seen += found == "red"
            print(f"{found:4}  {mutant.name}", flush=True)
    met = "ok" if seen == len(MUTANTS) else "short"
    print(f"figure mutants_red {seen} of {len(MUTANTS)} goal {len(MUTANTS)} {met}")
    return 0 if met == "ok" else 1


if __name__ == "__main__":
    sys.exit(main())
