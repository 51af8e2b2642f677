"""A text as it is read: hyphens at the ends of lines joined, white space one character each.

What a text is compared by is `normalised`; a place found in a `Lined` text can be followed back to
the text as given.
"""

import re
import unicodedata
from dataclasses import dataclass

LINE, PARAGRAPH, COLUMN = "\n", "\u2029", "\t"
_WHITE = str.maketrans(dict.fromkeys((LINE, PARAGRAPH, COLUMN), " "))
# Letters that a pattern takes for "s" or "i" when it ignores case, and no table of words does.
_GERMAN = str.maketrans({"\u017f": "s", "\u0131": "i", "\u0130": "I"})
# U+FFFE and U+0002 are what PDFium writes for a hyphen at the end of a line. A hyphen before small
# letters on the next line is one too, but "Heiz- und Nebenkosten" keeps its own.
_JOINTS = re.compile(
    "(?P<gone>[\u00ad\ufffe\u0002]\\s*"
    r"|(?<=[a-zäöüß])[-‐]\s+(?=[a-zäöüß])(?!(?:und|oder|bis|bzw|sowie|wie|noch|als)\b))"
    # "15.-" and "12.2026" on the next line; "1.-" and "31.12.2026" is a period.
    r"|(?P<day>(?<=\b\d\.)-\n|(?<=\b\d\d\.)-\n)(?=(?:0?[1-9]|1[0-2])\.\s?20\d\d)"
    r"|(?P<white>\s+)|(?P<marked>\w[\u0300-\u036f]+)"
)


@dataclass(frozen=True)
class Lined:
    """A text for reading: white space is one character that says what it was; hyphens joined.

    Character i stands in the text as given at `starts[i]`, and is over at `ends[i]`.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def flat(self) -> str:
        """The same text, of the same length, with every white space as a space, "ſ" as "s"."""
        return self.spaced.translate(_GERMAN)

    @property
    def spaced(self) -> str:
        """The same in any language, since "ı" is a letter of its own in Turkish."""
        return self.text.translate(_WHITE)

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Return where a place stands in the text as given (end exclusive)."""
        return self.starts[start], self.ends[end - 1]


def lined(text: str) -> Lined:
    """Return the text for reading."""
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0

    def copy(upto: int) -> None:
        written.append(text[last:upto])
        starts.extend(range(last, upto))
        ends.extend(range(last + 1, upto + 1))

    for match in _JOINTS.finditer(text):
        copy(match.start())
        last = match.end()
        if not match["gone"] and not match["day"]:
            new = _white(match[0]) if match["white"] else unicodedata.normalize("NFC", match[0])
            written.append(new)
            starts.extend([match.start()] * len(new))
            ends.extend([last] * len(new))
    copy(len(text))
    whole = "".join(written)
    left, right = len(whole) - len(whole.lstrip()), len(whole.rstrip())
    return Lined(whole[left:right], tuple(starts[left:right]), tuple(ends[left:right]))


def _white(run: str) -> str:
    lines = max(run.count("\n"), run.count("\r"))
    if lines > 1 or "\f" in run or PARAGRAPH in run:
        return PARAGRAPH
    if lines:
        return LINE
    # Two spaces are a slip of the hand or of a scan.
    return COLUMN if len(run) > 2 or "\t" in run else " "


def normalised(text: str) -> str:
    """Return the text for comparing: no soft hyphens, white space as single spaces."""
    return lined(text).flat
