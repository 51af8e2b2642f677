"""What a page puts between the words of a sentence: the foot of a page, the other column.

Every view has the length of the text as given, so that places stay what they are.
"""

import re
from bisect import bisect_left

from app.calm.lined import Lined, lined

_FOOT = r"[^\n]{0,120}(?<!\w)(?:Seite|Blatt)\s\d{1,2}(?!\w)[^\n]{0,40}"
# Only in the middle of a sentence: a line of its own may be part of the letterhead.
_FEET = re.compile(
    rf"(?:(?<=[a-zäöüß,\-])|(?<=\d\.))[ \t]*(?:\s*\n{_FOOT})+(?=\s*\n\s*\w)",
)
_GAP = re.compile(r"(?<=\S)(?:\t+| {3,})(?=\S)")


def without_feet(text: str) -> str:
    """Return the text with spaces where the foot of a page interrupts a sentence."""
    return _FEET.sub(lambda match: " " * len(match[0]), text)


def columns(text: str) -> tuple[Lined, Lined]:
    """Return the left column alone, and the right one alone."""
    lines = text.splitlines(keepends=True)
    return lined("".join(map(_left, lines))), lined("".join(map(_right, lines)))


def _left(line: str) -> str:
    gap = _GAP.search(line)
    return _blank(line, gap.start(), len(line)) if gap else line


def _right(line: str) -> str:
    gaps = list(_GAP.finditer(line))
    return _blank(line, 0, gaps[-1].end() if gaps else len(line))


def _blank(line: str, start: int, end: int) -> str:
    """Put spaces there; what ends a line stays."""
    return line[:start] + re.sub(r"[^\r\n]", " ", line[start:end]) + line[end:]


def place_in(whole: Lined, start: int, end: int) -> tuple[int, int]:
    """Return where a place of the text as given stands in what was read of it."""
    return bisect_left(whole.starts, start), bisect_left(whole.ends, end) + 1
