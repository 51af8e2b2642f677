"""One mutant for each place where an honesty rule speaks: there it is silent.

Read from the rules themselves, so that a new rule has its mutant at once.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from app.calm.honesty_words import CONSEQUENCES, PLAIN_RULES
from app.calm.problem_texts import PROBLEM_TEXTS
from tests.mutants.guards import Mutant

ROOT = Path(__file__).resolve().parents[2]
WORDS = "app/calm/honesty_words.py"
TESTS = "tests/calm/test_honesty.py tests/calm/test_honesty_edges.py"
_SPEAKS = re.compile(r'yield problem\("(\w+)", ([^\n]+)\)')


def family() -> tuple[Mutant, ...]:
    """Return the mutants. Raises ValueError if a rule has none."""
    made = (*_silent(), *_forgotten())
    codes = {each.name.split()[2] for each in made}
    if len({each.name for each in made}) != len(made):
        raise ValueError("two mutants of one name would hide each other")
    if codes != set(PROBLEM_TEXTS):
        raise ValueError(f"without a mutant: {sorted(set(PROBLEM_TEXTS) - codes)}")
    return made


def _silent() -> Iterator[Mutant]:
    for path in sorted((ROOT / "app/calm").glob("honesty*.py")):
        for speaks in _SPEAKS.finditer(path.read_text("utf-8")):
            name = f"honesty rule {speaks[1]} is silent about {speaks[2]}"
            yield Mutant(name, str(path.relative_to(ROOT)), speaks[0], "yield from ()", TESTS)


def _forgotten() -> Iterator[Mutant]:
    # Rules that are rows of a table: the row is passed over.
    for old, codes in (
        ("for c in CONSEQUENCES if c.", [each.code for each in CONSEQUENCES]),
        ("for code, pattern in PLAIN_RULES:", [code for code, _pattern in PLAIN_RULES]),
    ):
        for code in codes:
            new = (
                f"for c in CONSEQUENCES if c.code != {code!r} and c."
                if "CONSEQUENCES" in old
                else f"for code, pattern in (rule for rule in PLAIN_RULES if rule[0] != {code!r}):"
            )
            yield Mutant(f"honesty rule {code} is forgotten", WORDS, old, new, TESTS)
