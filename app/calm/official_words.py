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
# At one place in a text the longer word goes first: "Widerspruchsfrist" before "Frist".
_BY_LENGTH = sorted(WORDS, key=lambda it: -len(it.word))
# "Bescheid geben" is everyday German and no letter.
_IDIOMS = (
    r"(?:[Gg]eben|[Ss]agen) Sie (?:\w+ ){0,3}?Bescheid"
    r"|Bescheid (?:zu )?(?:geben|sagen|wissen)"
)


def _compiled(forms: str) -> re.Pattern[str]:
    forms = forms.replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


# One pattern finds a place, the word's own says which it is. With a group for each word in the one
# pattern it would take twelve times as long: groups keep the matcher from looking one letter ahead.
_ANY = _compiled("|".join((_IDIOMS, *(each.forms for each in _BY_LENGTH))))
_EACH = [(_compiled(each.forms), each) for each in _BY_LENGTH]


def _word(found: str) -> OfficialWord | None:
    return next((word for pattern, word in _EACH if pattern.fullmatch(found)), None)


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
    for match in _ANY.finditer(text):
        word = _word(match[0])
        if word is None:
            continue
        found += [Piece(text[end : match.start()]), Piece(match[0], word, word not in seen)]
        seen.add(word)
        end = match.end()
    return tuple(piece for piece in (*found, Piece(text[end:])) if piece.text)


def explained_in(found: Iterable[Piece]) -> tuple[OfficialWord, ...]:
    """Return the official words among these pieces, each once, in the order of the text."""
    return tuple(piece.word for piece in found if piece.word and piece.is_first)
