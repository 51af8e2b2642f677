"""How short and easy each type of text is kept (calm 3.3).

A formula speaks of all texts of a type together; what is counted holds for every single one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.calm.readability import readability

_SENTENCES = re.compile(r"(?<=[.!?:]) ")


class TextType(StrEnum):
    """What a text is on the page."""

    BUTTON = "button"
    LOCK_SCREEN = "lock_screen"
    APP = "app"
    PHRASE = "phrase"
    LETTER = "letter"
    """The summary of a letter; its characters are those of the whole."""
    INFO = "info"
    EASY = "easy"
    LEGAL = "legal"
    STAFF = "staff"


@dataclass(frozen=True)
class Limits:
    """What a type of text keeps to; None where it is not held to that."""

    sentence: int
    """Words in the longest sentence."""
    characters: int | None = None
    """Of the whole text; of extra easy German of each sentence, as it has a line to itself."""
    word: int | None = None
    """Letters in the longest word; a hyphen makes two words."""
    mean: float | None = None
    flesch: float | None = None
    wiener: float | None = None
    lix: float | None = None


LIMITS: Mapping[TextType, Limits] = {
    TextType.BUTTON: Limits(4, 28, 16),
    TextType.LOCK_SCREEN: Limits(12, 40, 14),
    TextType.APP: Limits(12, 180, 18, 7, 75, 4, 30),
    TextType.PHRASE: Limits(12, 220, 18, 7, 77, 4, 30),
    TextType.LETTER: Limits(15, 600, 22, 8, 70, 5, 34),
    TextType.INFO: Limits(15, 300, 20, 8, 70, 5, 34),
    TextType.EASY: Limits(8, 60, 16, 6, 80, 4, 28),
    TextType.LEGAL: Limits(20, mean=12, flesch=50, wiener=9, lix=50),
    TextType.STAFF: Limits(18, mean=10, flesch=55, wiener=8, lix=45),
}


def too_long(text: str, kind: TextType) -> Iterator[str]:
    """Yield what a single text has too much of, with what is allowed."""
    limits, found = LIMITS[kind], readability(text)
    if found.longest_sentence > limits.sentence:
        yield f"a sentence of {found.longest_sentence} words, {limits.sentence} at most"
    pieces = _SENTENCES.split(text) if kind is TextType.EASY else [text]
    if limits.characters and (longest := max(map(len, pieces))) > limits.characters:
        yield f"{longest} characters, {limits.characters} at most"
    if limits.word and found.longest_word > limits.word:
        yield f"a word of {found.longest_word} letters, {limits.word} at most"


def too_hard(texts: Iterable[str], kind: TextType) -> Iterator[str]:
    """Yield what all texts of a type together are too hard in."""
    limits, found = LIMITS[kind], readability("\n".join(texts))
    if limits.mean is not None and found.mean_sentence > limits.mean:
        yield f"{found.mean_sentence:.1f} words a sentence, {limits.mean:g} at most"
    if limits.flesch is not None and found.flesch_amstad < limits.flesch:
        yield f"Flesch {found.flesch_amstad:.0f}, {limits.flesch:g} at least"
    if limits.wiener is not None and found.wiener1 > limits.wiener:
        yield f"Wiener Sachtextformel {found.wiener1:.1f}, {limits.wiener:g} at most"
    if limits.lix is not None and found.lix > limits.lix:
        yield f"LIX {found.lix:.0f}, {limits.lix:g} at most"
