"""Comparing words as scans and keyboards write them: "Anhörung", "ANHOERUNG", "Anh0rung" are one.

Text and phrase go through the same folding, so what it confuses it confuses on both sides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_UNIT = re.compile(
    # "A N H Ö R U N G" is one word; a figure inside a word is a misread letter.
    r"(?P<spaced>(?<!\w)(?:[^\W\d_] ){4,}[^\W\d_](?!\w))"
    r"|(?P<figure>(?<=[^\W\d_])[01](?=[^\W\d_])|(?<!\w)[01](?=[^\W\d_]{3}))"
    r"|rn|vv|ae|oe|ue|ß|.",
    re.IGNORECASE | re.DOTALL,
)
_MANY = {"rn": "m", "vv": "w", "ae": "a", "oe": "o", "ue": "u", "ß": "ss"}
_ONE = str.maketrans("äöüéic|!01", "aoueleelol")
# A German verb embraces much; a dot after a day or before a figure does not end the sentence.
_OTHER_WORDS = r"(?:[^.;:]|(?<!\d\d\d)(?<=\d)\.|[.:](?=\s?\d)){0,110}?"
# A long word of a phrase may have another ending: "fehlende Unterlage", "fehlenden Unterlagen".
LONG = 5
_ENDING = r"(?:e?[nmrs]|e)?"
_WHITE = re.compile(r"\s")


@dataclass(frozen=True)
class Folded:
    """Folded text; character i comes from `at[i]` of the text it was made of."""

    text: str
    at: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a place stands in the text this was made of."""
        return self.at[start], self.at[end - 1] + 1


def folded(text: str) -> Folded:
    """Fold a text."""
    written: list[str] = []
    at: list[int] = []
    for match in _UNIT.finditer(text):
        for new, where in _folding(match):
            written.append(new)
            at.extend([where] * len(new))
    return Folded("".join(written), tuple(at))


def _folding(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    unit, start = match[0], match.start()
    if match["spaced"]:
        for offset in range(0, len(unit), 2):
            yield _one(unit[offset]), start + offset
    elif match["figure"]:
        yield _one(unit), start
    elif unit.isdigit():
        yield unit, start
    else:
        yield _MANY.get(unit.lower()) or _one(unit), start


def _one(letter: str) -> str:
    return " " if letter.isspace() else letter.lower().translate(_ONE)


@dataclass(frozen=True)
class Phrases:
    """Phrases of which one is enough, each with letters it cannot do without."""

    alternatives: tuple[tuple[str, re.Pattern[str]], ...]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where they stand in a folded text. Looking for the letters first is much faster."""
        for letters, pattern in self.alternatives:
            if letters in text:
                yield from pattern.finditer(text)


@cache
def phrases(words: str) -> Phrases:
    """Return what finds phrases in folded text.

    `*` stands for more letters of a word, `..` for other words of the same sentence, `|` for "or".
    """
    return Phrases(
        tuple(
            (max(re.split(r"[*\s.]+", folded(one).text), key=len), re.compile(_phrase(one)))
            for one in (alternative.strip() for alternative in words.split("|"))
            if one
        )
    )


def _phrase(words: str) -> str:
    parts = []
    for word in words.split():
        if word == "..":
            parts.append(_OTHER_WORDS)
        else:
            stem = r"\w*".join(re.escape(folded(part).text) for part in word.split("*"))
            ending = _ENDING if len(word) > LONG and word[-1] not in "*ns" else ""
            parts.append(rf"(?<!\w){stem}{ending}(?!\w)")
    return r"\W{1,3}".join(parts).replace(
        rf"\W{{1,3}}{_OTHER_WORDS}\W{{1,3}}", rf"\W{_OTHER_WORDS}"
    )


@cache
def cue(pattern: str) -> re.Pattern[str]:
    """Return a regular expression for folded text; its letters are folded, its signs are not."""
    signs = re.split(r"(\\.|\(\?P<\w+>|[^\wäöüß])", pattern)
    return re.compile("".join(one if one[:1] in {"\\", "("} else _letters(one) for one in signs))


def _letters(word: str) -> str:
    return folded(word).text if word[:1].isalpha() else word
