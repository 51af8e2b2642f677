"""A text as the guard compares it: small letters, one spelling, and where each character came from.

Zero-width characters, line ends and hyphens inside words hide nothing: "Sank-tion" and
"S A N K T I O N" are read as one word. Each language has spellings of its own that mean the same.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.calm.lined import lined

_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": ""}
_SPELLINGS: Mapping[str, Mapping[str, str]] = {
    "de": {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"},
    "ru": {"ё": "е"},
    "ar": _ARABIC,
    "fa": _ARABIC | {"ؤ": "و", "ئ": "ي"},
    # On phones both are often written without their marks.
    "ro": dict(zip("ăâîșşțţ", "aaisstt", strict=True)),
    "pl": dict(zip("ąćęłńóśźż", "acelnoszz", strict=True)),
}
_APOSTROPHES = dict.fromkeys("’‘ʼ`´＇", "'")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){4,}[^\W\d_](?!\w)")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")


@dataclass(frozen=True)
class Read:
    """A text for comparing; character i stands at `starts[i]` to `ends[i]` of the text given."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Return where a place stands in the text as given (end exclusive)."""
        return self.starts[start], self.ends[end - 1]


def read(text: str, language: str) -> Read:
    """Read a text."""
    whole = lined(text)
    plain = whole.spaced
    skipped = {match.start() for match in _HYPHEN.finditer(plain)}
    for match in _SPACED.finditer(plain):
        skipped.update(range(match.start() + 1, match.end(), 2))
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, letter in enumerate(plain):
        for each in () if at in skipped else _folded(letter, language):
            written.append(each)
            starts.append(whole.starts[at])
            ends.append(whole.ends[at])
    return Read("".join(written), tuple(starts), tuple(ends))


def spelled(pattern: str, language: str) -> str:
    """Return a pattern with its letters in the spelling that `read` gives."""
    spelling = _SPELLINGS.get(language, {})
    return "".join(spelling.get(letter, letter) for letter in pattern)


def _folded(letter: str, language: str) -> Iterator[str]:
    if unicodedata.category(letter) in {"Cf", "Mn"}:
        return
    if language == "tr":
        # Python lowers "I" to "i"; in Turkish it is "ı", and "İ" is "i".
        letter = {"I": "ı", "İ": "i"}.get(letter, letter)
    spelling = _SPELLINGS.get(language, {})
    for each in unicodedata.normalize("NFKC", letter).lower():
        if unicodedata.category(each) != "Mn":
            yield from spelling.get(each, _APOSTROPHES.get(each, each))
