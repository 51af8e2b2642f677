"""Where the sentences of a text that somebody typed begin and end, and how many words they have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A stop ends a sentence only before white space or the end, and not in "24. November" or "z. B.".
_END = re.compile(r"(?:(?<!\b\d)(?<!\b\d\d)(?<!\b[a-zäöü])\.|[!?؟…])+[\"“”»’)]*(?=\s|$)|\n+")
_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True)
class Sentence:
    """One sentence and its place in the text (`end` exclusive), without white space around it."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> int:
        """How many words it has; a number is one."""
        return len(_WORD.findall(self.text))


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences in their order."""
    start = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        words = text[start:end]
        stripped = words.strip()
        if stripped:
            begins = start + len(words) - len(words.lstrip())
            yield Sentence(stripped, begins, begins + len(stripped))
        start = end
