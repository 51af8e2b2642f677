"""Words that lean towards a kind without saying it: each whispers, together they are heard.

The phrases of evidence.toml are what offices are known to write; a letter that says the same in
other words still has much in common with others of its kind. The table is counted, see
docs/letters.md.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.calm.suggest.folded import folded
from app.calm.suggest.letter import Letter

TABLE = Path(__file__).with_name("leanings.toml")
Place = tuple[int, int]
# Endings, and what German glues to a word, tell little more.
STEM = 10
# Nobody's name, folded.
_WORD = re.compile(r"(?<!frau\s)(?<!herr\s)(?<!herm\s)(?<!\w)[^\W\d_]{3,}")
_DENIED = re.compile(r"(?<!\w)(?:keln\w*|ohne)\s$")


def _louds() -> Iterator[tuple[str, str, int]]:
    for kind, louds in tomllib.loads(TABLE.read_text(encoding="utf-8")).items():
        for loud, words in louds.items():
            yield from ((folded(word).text[:STEM], kind, int(loud)) for word in words.split())


def _table() -> Mapping[str, tuple[tuple[str, int], ...]]:
    table: dict[str, tuple[tuple[str, int], ...]] = {}
    for stem, kind, loud in _louds():
        table[stem] = (*table.get(stem, ()), (kind, loud))
    return table


_LEANINGS = _table()


def stems(letter: Letter) -> Mapping[str, Place]:
    """Return the beginnings of the words of the letter itself, each with a place in its text."""
    found: dict[str, Place] = {}
    for match in _WORD.finditer(letter.fold.text):
        place = letter.fold.place(*match.span())
        denied = _DENIED.search(letter.fold.text, max(0, match.start() - 8), match.start())
        if letter.in_the_main(place[0]) and not denied:
            found.setdefault(match[0][:STEM], place)
    return found


def leanings(letter: Letter) -> Mapping[str, list[tuple[int, Place]]]:
    """Return for each kind the words that lean towards it: how loudly, and where they stand."""
    found: dict[str, list[tuple[int, Place]]] = {}
    for stem, place in stems(letter).items():
        for kind, loud in _LEANINGS.get(stem, ()):
            found.setdefault(kind, []).append((loud, place))
    return found
