"""Count which words lean towards which kind of letter, and write them into the reader's table.

    .venv/bin/python -m tests.proof.leanings

Counted are the letters in `dev` and `kinds`, never those in `held`. A word counts where at least
three authors use it: the favourite word of one says nothing of offices.
"""

import math
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.calm.suggest.folded import folded
from app.calm.suggest.leaning import TABLE, stems
from app.calm.suggest.letter import Letter
from tests.proof.letters import FOLDER

LETTERS, OF_KIND, AUTHORS = 4, 3, 3
SMOOTH = 0.5
# How many times likelier a word is in a kind than anywhere (as a logarithm) for each loudness.
LOUDNESS = ((1.9, 3), (1.2, 2), (0.7, 1))
WIDTH = 96
_HEAD = """\
# Words that lean towards a kind of letter, and how loudly (1 to 3). Nobody chose them: they are
# counted by tests/proof/leanings.py. Words that are meant, one by one, stand in evidence.toml.
"""


@dataclass(frozen=True)
class _Counted:
    author: str
    kind: str
    words: Mapping[str, str]
    """For each stem the word it was found in."""


def main() -> int:
    """Write the table."""
    TABLE.write_text(counted(), encoding="utf-8")
    return 0


def counted() -> str:
    """Return the table as it is written."""
    return _HEAD + "".join(_written(_leanings(list(_letters()))))


def _letters() -> Iterator[_Counted]:
    for path in sorted((FOLDER / "dev").glob("*.toml")):
        letter = tomllib.loads(path.read_text())
        author = re.match(r"[a-z](?=[-\d])", path.stem)
        yield _counted(author[0] if author else "", letter["kind"], letter["text"])
    for path in sorted((FOLDER / "kinds").glob("*.toml")):
        for letter in tomllib.loads(path.read_text())["letter"]:
            yield _counted("kinds", path.stem, letter["text"])


def _counted(author: str, kind: str, text: str) -> _Counted:
    letter = Letter.of(text)
    return _Counted(
        author, kind, {stem: _as_printed(letter, *place) for stem, place in stems(letter).items()}
    )


def _as_printed(letter: Letter, start: int, end: int) -> str:
    return letter.text[start:end].lower()


def _leanings(letters: list[_Counted]) -> Mapping[str, Mapping[int, list[str]]]:
    everywhere = Counter(stem for one in letters for stem in one.words)
    authors = defaultdict(set)
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    for one in letters:
        for stem, word in one.words.items():
            authors[stem].add(one.author)
            printed[stem][word] += folded(word).text.startswith(stem)
    found: dict[str, dict[int, list[str]]] = {}
    for kind in sorted({one.kind for one in letters}):
        of_kind = [one for one in letters if one.kind == kind]
        here = Counter(stem for one in of_kind for stem in one.words)
        found[kind] = {loud: [] for _lift, loud in LOUDNESS}
        for stem, times in sorted(here.items()):
            often = everywhere[stem] >= LETTERS and times >= OF_KIND
            if not often or len(authors[stem]) < AUTHORS:
                continue
            share = everywhere[stem] / len(letters)
            lift = math.log((times + SMOOTH * share) / (len(of_kind) + SMOOTH) / share)
            loud = next((loud for least, loud in LOUDNESS if lift >= least), 0)
            if loud:
                found[kind][loud].append(printed[stem].most_common(1)[0][0])
    return found


def _written(found: Mapping[str, Mapping[int, Iterable[str]]]) -> Iterator[str]:
    for kind, louds in found.items():
        yield f"\n[{kind}]\n"
        for loud, words in louds.items():
            yield f'{loud} = """\n{_filled(sorted(words))}"""\n'


def _filled(words: Iterable[str]) -> str:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) >= WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
