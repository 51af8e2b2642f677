"""Days that belong together: the two ends of a period, the months of a table, parts of a whole."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from app.calm.facts import Role
from app.calm.lined import PARAGRAPH
from app.calm.suggest import day_cues as cues
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Letter
from app.calm.suggest.months import Day
from app.calm.suggest.rows import Row, row_of, rows_alike
from app.calm.suggest.zones import Zone

_AND = cue(r"(?<!\w)und")
_DIFFERS = frozenset({"bewilligung", "aenderung"})
ENDS = frozenset({Role.FROM, Role.UNTIL})


@dataclass(frozen=True)
class Told:
    """A day with its role, or with the reason why it is set apart."""

    day: Day
    role: Role | None = None
    why: str = ""

    @property
    def apart(self) -> bool:
        """Whether it is not what the letter is about."""
        return bool(self.why)


def pairs_in(letter: Letter, days: Sequence[Day]) -> dict[int, Role]:
    """Return the days that are two ends of a period: "01.06. bis 31.08.2026"."""
    ends: dict[int, Role] = {}
    for at, (first, last) in enumerate(pairwise(days)):
        if not (first.printed and last.printed) or last.start - first.end > 40:
            continue
        if set(letter.text[first.end : last.start]) & {PARAGRAPH, "("}:
            continue
        between = letter.folded_part(first.end, last.start)
        before = letter.folded_part(max(0, first.start - 20), first.start)
        linked = cues.GOES_TO.search(between)
        # "am 3. und 5. März" is no period, "zwischen dem 3. und 5. März" is one.
        if linked and _AND.search(between):
            linked = cues.PAIR_AND.search(before)
        if cues.PAPER_OF.search(letter.folded_part(max(0, first.start - 40), first.start)):
            linked = None  # "mit Bescheid vom 2.1. bis zum 31.12. bewilligt"
        if linked and first.value < last.value:
            ends[at], ends[at + 1] = Role.FROM, Role.UNTIL
    return ends


def weak_months(letter: Letter, said: list[Told], kind: str) -> list[Told]:
    """Take "im Januar 2027" for a period only where a period is due and no other is named.

    "Isental, im Januar 2027" in the head is none at all.
    """
    named = {one.role for one in said if not one.day.weak} & ENDS
    due = kind in {"erstattung", "minderung", "anhoerung"} and not named
    kept = [one for one in said if one.day.weak][:2] if due else []
    return [
        replace(one, role=None, why="part" if _in_head(letter, one) else one.why)
        if one.day.weak and one not in kept
        else one
        for one in said
    ]


def _in_head(letter: Letter, one: Told) -> bool:
    return letter.zones.at(one.day.start) is Zone.HEAD


def months_of_rows(letter: Letter, said: list[Told], kind: str) -> list[Told]:
    """Let the months of a table's rows be one period, unless they lie in one named elsewhere.

    A row of several months with an amount of its own is a period of its own.
    """
    rows = [one for one in said if one.day.row]
    if not rows:
        return said
    own = [(row, one.day.start) for one in rows if (row := _own_row(letter, one.day))]
    # Both ends of a single month are the same word; of several months they are two.
    several = len(set(own)) > len({row for row, _start in own})
    if kind in _DIFFERS and several and not rows_alike([row for row, _start in own]):
        return said
    others = [one for one in said if not (one.day.row or one.day.weak)]
    starts = [one.day.value for one in others if one.role is Role.FROM]
    untils = [one.day.value for one in others if one.role is Role.UNTIL]
    named = starts and untils
    first, last = min(one.day.value for one in rows), max(one.day.value for one in rows)
    return [
        replace(one, role=None, why="part")
        if one.day.row
        and (
            one.day.value not in {first, last}
            or (named and min(starts) <= one.day.value <= max(untils))
        )
        else one
        for one in said
    ]


def inner_periods(letter: Letter, said: list[Told]) -> list[Told]:
    """Set the parts of a period apart that a table lists with the same amount each time."""
    said = _inner_months(said)
    starts = [one.day.value for one in said if one.role is Role.FROM]
    untils = [one.day.value for one in said if one.role is Role.UNTIL]
    if len(set(starts)) < 2 or len(set(untils)) < 2:
        return said
    first, last = min(starts), max(untils)
    rows = {one: row for one in said if one.role in ENDS and (row := _own_row(letter, one.day))}
    outer = [one for one in said if one.role is Role.FROM and one not in rows]
    if not rows or not outer or not rows_alike(list(rows.values())):
        return said
    day = timedelta(days=1)

    def is_inner(one: Told) -> bool:
        if one not in rows:
            return False
        if one.role is Role.FROM:
            return first < one.day.value and one.day.value - day in untils
        return one.day.value < last and one.day.value + day in starts

    return [replace(one, role=None, why="part") if is_inner(one) else one for one in said]


def _own_row(letter: Letter, day: Day) -> Row | None:
    """Return the row of a table whose label the day is in."""
    row = row_of(letter, day.start, day.end)
    return row if row and day.end <= row.amounts[0][0] else None


def _inner_months(said: list[Told]) -> list[Told]:
    """Set a whole month in words apart that lies inside a printed period; "ab März" is no whole."""
    starts = [one.day.value for one in said if one.role is Role.FROM and one.day.printed]
    untils = [one.day.value for one in said if one.role is Role.UNTIL and one.day.printed]
    if not starts or not untils:
        return said
    ends = Counter((one.day.start, one.day.end) for one in said if not one.day.printed)
    return [
        replace(one, role=None, why="part")
        if (one.day.row or ends[one.day.start, one.day.end] > 1)
        and min(starts) <= one.day.value <= max(untils)
        else one
        for one in said
    ]
