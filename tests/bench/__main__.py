"""`python -m tests.bench [wire|home|due|claim|push …]`: all figures, or those that are named.

Ends with 1 if a goal was missed.
"""

import sys

from tests.bench import claim, due, home, push, wire
from tests.bench.figures import Figures

PARTS = {
    "wire": wire.main,
    "home": home.main,
    "due": due.main,
    "claim": claim.main,
    "push": push.main,
}


def main(names: list[str]) -> int:
    """Run the parts."""
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        return 2
    figures = Figures()
    for name in names or PARTS:
        PARTS[name](figures)
    if figures.short:
        print(f"short: {', '.join(figures.short)}")
    return 1 if figures.short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
