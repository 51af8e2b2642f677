"""What a page puts between the words of a sentence: the foot of a page, the other column.

Every view has the length of the text as given, so that places stay what they are.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from app.calm.lined import Lined, lined

# Set off from the words before it: "siehe Seite 2" is part of a sentence.
_FOOT = re.compile(
    r"(?:^|[·|–—/-]|\s\s|\d)\s*(?:(?:Seite|Blatt|S\.)\s\d{1,2}(?!\w)|\d\svon\s\d\s*$)"
    r"|^\W*(?:\d{1,2}|bitte wenden)\W*$|^\s*(?:\.{2,}|…|-)\s?(?:/\s?)?\d\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:[a-zäöüß,\-]|\d\.)\s*$")
_SUM = re.compile(r"\d,\d\d|€|EUR|Euro")
LONGEST_FOOT, SHORTEST_REPEAT = 160, 20
_GAP = re.compile(r"(?<=\S)(?:\t+| {3,})(?=\S)")


def without_feet(text: str) -> str:
    """Return the text with spaces where the foot or head of a page interrupts a sentence.

    Only in the middle of a sentence: a line of its own may be part of the letterhead.
    """
    lines = text.splitlines(keepends=True)
    repeated = _repeated(lines)
    feet = [_is_foot(line) or _kept(line) in repeated for line in lines]
    at = 1
    while at < len(lines):
        end = at
        while end < len(lines) and (feet[end] or not lines[end].strip()):
            end += 1
        goes_on = end < len(lines) and lines[end].lstrip()[:1].isalnum()
        if any(feet[at:end]) and goes_on and _GOES_ON.search(lines[at - 1]):
            # One line end stays, that of the last line.
            lines[at - 1 : end - 1] = [
                line.rstrip("\r\n").ljust(len(line)) if row == 0 else " " * len(line)
                for row, line in enumerate(lines[at - 1 : end - 1])
            ]
            lines[end - 1] = _blank(lines[end - 1], 0, len(lines[end - 1]))
        at = end + 1
    return "".join(lines)


def _is_foot(line: str) -> bool:
    return len(line) < LONGEST_FOOT and bool(line.strip()) and bool(_FOOT.search(line))


def _repeated(lines: Sequence[str]) -> set[str]:
    """Return the lines, without their figures, that stand on more than one page."""
    kept = Counter(_kept(line) for line in lines if not _SUM.search(line))
    return {line for line, times in kept.items() if times > 1 and len(line) >= SHORTEST_REPEAT}


def _kept(line: str) -> str:
    return re.sub(r"[\d\s]+", " ", line).strip()


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
