"""The words of offices that we explain, and where they stand in a text.

The text itself is never changed: its pieces, one after the other, are the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.calm.word import OfficialWord
from app.calm.words_asking import WORDS_ABOUT_ASKING
from app.calm.words_letters import WORDS_ABOUT_LETTERS
from app.calm.words_money import WORDS_ABOUT_MONEY

__all__ = ["WORDS", "OfficialWord", "Piece", "explained_in", "pieces"]

WORDS: tuple[OfficialWord, ...] = tuple(
    sorted((*WORDS_ABOUT_LETTERS, *WORDS_ABOUT_MONEY, *WORDS_ABOUT_ASKING), key=lambda it: it.slug)
)
_BY_GROUP = {f"w{number}": each for number, each in enumerate(WORDS)}
# "Bescheid geben" is everyday German and no letter.
_IDIOMS = (
    r"(?:[Gg]eben|[Ss]agen) Sie (?:\w+ ){0,3}?Bescheid|Bescheid (?:zu )?(?:geben|sagen|wissen)"
)


def _finder() -> re.Pattern[str]:
    # At one place in a text the longer word goes first: "Widerspruchsfrist" before "Frist".
    by_length = sorted(_BY_GROUP.items(), key=lambda item: -len(item[1].word))
    forms = "|".join((_IDIOMS, *(f"(?P<{name}>{each.forms})" for name, each in by_length)))
    forms = forms.replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


_FINDER = _finder()


@dataclass(frozen=True)
class Piece:
    """A part of a text: an official word in one of its forms, or what stands between two."""

    text: str
    word: OfficialWord | None = None
    is_first: bool = False
    """Whether the word stands here for the first time."""


def pieces(text: str, seen: set[OfficialWord] | None = None) -> tuple[Piece, ...]:
    """Return the text in pieces; joined they are the text again.

    Texts that stand on one page share `seen`, the words that had their first time.
    """
    seen = set() if seen is None else seen
    found: list[Piece] = []
    end = 0
    for match in _FINDER.finditer(text):
        word = _BY_GROUP.get(match.lastgroup or "")
        if word is None:
            continue
        found += [Piece(text[end : match.start()]), Piece(match[0], word, word not in seen)]
        seen.add(word)
        end = match.end()
    return tuple(piece for piece in (*found, Piece(text[end:])) if piece.text)


def explained_in(found: Iterable[Piece]) -> tuple[OfficialWord, ...]:
    """Return the official words among these pieces, each once, in the order of the text."""
    return tuple(piece.word for piece in found if piece.word and piece.is_first)
