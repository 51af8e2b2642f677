"""How many taps and seconds a guide needs from a pasted letter of a known kind to its release.

The journey in a real browser counts them, on a desk and on a phone; here its figures are said.
"""

import re
import subprocess
import sys

from tests.support.serving import ROOT

JOURNEY = "tests/journeys/test_quick_letter.py"
FIGURES = 4  # taps and seconds, with two hands


def main() -> int:
    """Run the journey and say its figures; 1 if one is short or missing."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-k",
        "taps",
        JOURNEY,
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = re.findall(r"figure quick_letter_.+", ran.stdout)
    print("\n".join(said), flush=True)
    if ran.returncode or len(said) != FIGURES:
        print(ran.stdout, ran.stderr, sep="\n", file=sys.stderr)
        return 1
    return 1 if any(line.endswith(" short") for line in said) else 0


if __name__ == "__main__":
    sys.exit(main())
