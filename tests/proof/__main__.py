"""`python -m tests.proof [PART …]`: run all parts or some of them.

A part is a module of this package; `mutants` lives in a folder of its own. `main()` prints its
figures and returns 0 if every goal is met.
"""

import importlib
import pkgutil
import sys

import tests.proof

ELSEWHERE = {"mutants": "tests.mutants.run"}
# Several parts under one name.
TOGETHER = {
    "delivery": ("outbox", "faketime", "right_person", "push_faults", "push_ssrf", "burst"),
}


def parts() -> dict[str, str]:
    """Return the name and the module of every part."""
    here = {
        each.name: f"tests.proof.{each.name}"
        for each in pkgutil.iter_modules(tests.proof.__path__)
        if not each.name.startswith("_")
    }
    return here | ELSEWHERE


def main(names: list[str]) -> int:
    """Run the parts; 1 if one of them fell short, 2 if there is no such part."""
    known = parts()
    wanted = [each for name in names for each in TOGETHER.get(name, (name,))]
    unknown = set(wanted) - set(known)
    if unknown:
        there = ", ".join(sorted([*known, *TOGETHER]))
        print(f"no part {', '.join(sorted(unknown))}; there are {there}")
        return 2
    wanted = wanted or sorted(known)
    short = [name for name in wanted if importlib.import_module(known[name]).main()]
    if short:
        print(f"fell short: {', '.join(short)}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
