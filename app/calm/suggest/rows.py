"""Tables in plain text: a row, its label, and what the heading over a column says.

Pasted text keeps gaps between columns, a PDF's text does not: both are read.
"""

import re
from dataclasses import dataclass

from app.calm.facts import Role
from app.calm.lined import COLUMN
from app.calm.printed_money import printed_amounts, printed_sums
from app.calm.suggest.folded import cue, folded
from app.calm.suggest.letter import Letter

ABOVE = 14
LONGEST = 400
_MARKS = "\n\u2029"
_ENDS_IN_AMOUNT = re.compile(
    r"\d(?:[.,](?:\d{2}|-{1,2}|–)(?:\s?(?:€|EUR|Euro))?|\s?(?:€|EUR|Euro))\s?[*)¹²]{0,2}$"
)
_ROW_ABOVE = re.compile(
    r"\d[.,](?:\d{2}|-{1,2}|–)(?:\s?(?:€|EUR|Euro))?\s?[*)¹²]{0,2}$|\d\s?(?:€|EUR|Euro)$"
)
_PROSE = cue(
    r"(?<!\w)(?:wird|werden|wurden?|ist|sind|war|beträgt|betragen|erhalten|erhält|ergibt"
    r"|haben|hat|sie|ihnen|ich|wir|um|auf|kann|erhöht|steigt|sinkt|verringert|dadurch|damit"
    r"|von\sinsgesamt|höhe\svon|betrag\svon)(?!\w)"
)
# The words of headings in their order; what has no role still is a column.
_HEADINGS: tuple[tuple[Role | None, str], ...] = (
    (Role.NEW, r"auszahl\w*|auszuzahl\w*|verbleib\w*|nach\s(?:der\s)?minderung|zahlbetrag"),
    (Role.REPAY, r"zu\serstatten\w*|erstatt\w*|rückforder\w*|überzahl\w*|zurück\w*"),
    (Role.OLD, r"bisher\w*|alte?[rn]?(?!\w)|vorher"),
    (Role.NEW, r"neue?[rsn]?(?!\w)|künftig\w*"),
    (Role.LESS, r"minder\w*|differenz|weniger|abzug"),
    (
        None,
        (
            r"bewilligt\w*|zustehend\w*|gezahlt\w*|anspruch|beantragt\w*|soll|ist(?!\w)|bedarf"
            r"|einkommen"
        ),
    ),
    (Role.PER_MONTH, r"monatlich\w*|gesamtbetrag|betrag\sim\smonat|im\smonat|leistung"),
    (None, r"betrag|summe"),
)
_HEADING = re.compile(
    "|".join(
        f"(?P<h{at}>(?<!\\w)(?:{cue(words).pattern}))"
        for at, (_role, words) in enumerate(_HEADINGS)
    )
)
_MEASURE = cue(r"monatlich\w*|betrag|leistung|anspruch|in\seur\w*")


@dataclass(frozen=True)
class Row:
    """One row: where it begins and ends, what stands before its first amount, and the amounts."""

    start: int
    end: int
    label: str
    amounts: tuple[tuple[int, int], ...]
    figures: tuple[str, ...]


def line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the line of a place begins and ends."""
    first = max(text.rfind(mark, 0, start) for mark in _MARKS) + 1
    ends = [at for mark in _MARKS if (at := text.find(mark, end)) >= 0]
    return first, min(ends, default=len(text))


def row_of(letter: Letter, start: int, end: int) -> Row | None:
    """Return the row a place is in, or None if its line is prose."""
    first, last = line_of(letter.text, start, end)
    if last - first > LONGEST:
        return None
    line = letter.text[first:last]
    flat = letter.flat[first:last]
    places = sorted({(one.start, one.end) for one in (*printed_amounts(flat), *printed_sums(flat))})
    places = [one for at, one in enumerate(places) if not at or one[0] >= places[at - 1][1]]
    if not places or not (COLUMN in line or " |" in line or _is_row(letter, line, first)):
        return None
    return Row(
        start=first,
        end=last,
        label=letter.folded_part(first, first + places[0][0]),
        amounts=tuple((first + one, first + two) for one, two in places),
        figures=tuple(re.sub(r"[^\d,]", "", line[one:two]) for one, two in places),
    )


def _is_row(letter: Letter, line: str, start: int) -> bool:
    if len(line) > 110 or not _ENDS_IN_AMOUNT.search(line) or _PROSE.search(folded(line).text):
        return False
    if letter.text[start + len(line) + 1 : start + len(line) + 2].islower():
        return False  # the sentence goes on
    if not start or letter.text[start - 1] == "\u2029":
        return True
    before = letter.text[slice(*line_of(letter.text, start - 1, start - 1))].rstrip()
    return len(before) < 60 or before[-1:] in ".:;!?" or bool(_ENDS_IN_AMOUNT.search(before))


def heading_role(letter: Letter, row: Row, place: int) -> tuple[bool, Role | None]:
    """Return whether the amount's column has a heading that is understood, and its role."""
    names = _headings_over(letter, row)
    # An amount that begins at the end of a line is in no column of it.
    column = next((at for at, (start, _end) in enumerate(row.amounts) if start >= place), None)
    if column is not None and len(names) == len(row.amounts):
        return True, names[column]
    return False, None


def _headings_over(letter: Letter, row: Row) -> list[Role | None]:
    lines = re.split(
        f"[{_MARKS}]", letter.text[max(0, row.start - ABOVE * LONGEST) : max(0, row.start - 1)]
    )
    for line in reversed(lines[-ABOVE:]):
        if _ROW_ABOVE.search(line):
            continue
        names: list[Role | None] = []
        last = -10
        for match in _HEADING.finditer(folded(line).text):
            # "Bisher monatlich": a measure beside a heading is no column of its own.
            measure = _MEASURE.fullmatch(match[0]) is not None
            at = next(int(name[1:]) for name, found in match.groupdict().items() if found)
            if not (measure and match.start() - last <= 2):
                names.append(_HEADINGS[at][0])
            elif names[-1] is None:
                names[-1] = _HEADINGS[at][0]
            last = match.end()
        return names if len(line) < 110 and not line.rstrip().endswith(".") else []
    return []


def rows_alike(rows: list[Row]) -> bool:
    """Say whether every row prints the same amounts."""
    return len({row.figures for row in rows}) < 2
