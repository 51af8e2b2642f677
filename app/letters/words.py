"""Explanations of official words in the reader's language; the words themselves stay German."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.calm.official_words import OfficialWord
from app.core.i18n import _


@dataclass(frozen=True)
class Explanation:
    """One official word as the page explains it."""

    slug: str
    word: str
    plain: str
    says: tuple[str, ...]


def explanations(words: Iterable[OfficialWord]) -> tuple[Explanation, ...]:
    """Return the explanations of these words, in their order."""
    return tuple(
        Explanation(each.slug, each.word, _(each.plain), tuple(_(says) for says in each.says))
        for each in words
    )
