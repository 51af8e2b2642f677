"""The day a letter was written: the likeliest of those in its head, else by its signature."""

import re
from collections.abc import Sequence

from app.calm.suggest import day_cues as cues
from app.calm.suggest.day_roles import is_of_a_document, why_apart
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Letter
from app.calm.suggest.months import Day
from app.calm.suggest.rows import line_of
from app.calm.suggest.zones import Zone

_WEEKDAY = cue(
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)\W{0,2}(?:de[nm]\s)?$"
)
_OWN = cue(r"(?:nachricht|mitteilung|schreiben|bescheid|brief|rechnung|mahnung)\svom\s$")
_YOURS = cue(r"(?<!\w)(?:ihre?n?|unsere?n?)\s")
_LABEL = cue(r"(?<!ihr\s)(?:^|\W)(?:datum\W{0,4}|erstellt\sam\s)$")
_LABEL_NEAR = cue(r"(?<!\w)datum(?!\w)[^\d]{0,60}$")
_HEADING_ABOVE = cue(r"datum\W*$")
_PLACE = re.compile(
    r"(?<!\w)(?!auf|für|bis|über|gegen|seit|zum)\w{3,}(?:,\s(?:den\s|am\s)?|\sden\s)$"
)
_ALONE = re.compile(r"[^\d]{0,45}\d.{4,20}\W*")
# "BG-Nr. 203 / 26. Januar 2027"
_SET_OFF = re.compile(r"(?:^|[/|·•])\s*$")
# "Vertragskonto: 18.01.2025-7" is no day.
_NUMBER = re.compile(r"[-/]\d(?!\d?\.)")
_IN_THE_CORNER = re.compile(r"\t(?:\w+(?:,\sden|,)?\s)?$")
# So much must speak for a day that does not stand in the head.
SIGNATURE = 3.5


def letter_date(letter: Letter, days: Sequence[Day]) -> Day | None:
    """Return the day; None where no day looks like it."""
    pointed = [(_points(letter, day), day) for day in days if day.printed]
    best = max(pointed, key=lambda one: one[0], default=None)
    return best[1] if best and best[0] > 0 else None


def _points(letter: Letter, day: Day) -> float:
    if _NUMBER.match(letter.flat, day.end):
        return 0
    around = letter.around(day.start, day.end)
    before = letter.folded_part(max(0, day.start - 60), day.start)
    if any(one.search(around.before) for one in (cues.UNTIL, cues.STARTS, cues.SEIT, _WEEKDAY)):
        return 0
    if is_of_a_document(around):
        # "Nachricht vom 29.10.2026" at the top may be the letter itself, "Ihre Nachricht" is not.
        own = around.zone is Zone.HEAD and _OWN.search(around.before)
        return 0.5 if own and not _YOURS.search(around.before) else 0
    labelled = _LABEL.search(before)
    if why_apart(around) and not labelled and not _ends_a_row_of_dates(letter, day):
        return 0
    line = letter.folded_part(*line_of(letter.text, day.start, day.end))
    alone = _ALONE.fullmatch(line)
    points = (
        (1.0 if around.zone is Zone.HEAD else 0.0)
        + (4.0 if labelled else 0.0)
        + (2.0 if _LABEL_NEAR.search(before) else 0.0)
        + (2.0 if alone and _PLACE.search(before) else 0.0)
        + (1.5 if alone else 0.0)
        + (1.5 if _IN_THE_CORNER.search(_line_before(letter, day)) else 0.0)
    )
    if around.zone is Zone.SUBJECT:
        return max(points / 2, 0.2 if _SET_OFF.search(before) else 0)
    in_place = around.zone is Zone.HEAD or (alone and points >= SIGNATURE)
    return points if in_place else 0


def _line_before(letter: Letter, day: Day) -> str:
    """Return what stands before a day that ends its line."""
    start, end = line_of(letter.text, day.start, day.end)
    return letter.text[start : day.start] if not letter.text[day.end : end].strip() else ""


def _ends_a_row_of_dates(letter: Letter, day: Day) -> bool:
    """Say whether headings that end in "Datum" stand over a row that ends in this day."""
    start, _end = line_of(letter.text, day.start, day.end)
    return bool(_HEADING_ABOVE.search(letter.folded_part(max(0, start - 80), start)))
