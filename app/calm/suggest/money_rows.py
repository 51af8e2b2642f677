"""Amounts in tables: what the row, the heading over the column and the kind of letter say."""

import re
from dataclasses import replace

from app.calm.facts import Role
from app.calm.misread import month_of
from app.calm.suggest import money_cues as cues
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Letter
from app.calm.suggest.rows import Row, heading_role
from app.calm.suggest.sums import Sum

_ROW_WORDS = (
    (Role.OLD, cue(r"bisher|(?<!\w)alte?(?!\w)")),
    (Role.REPAY, cue(r"(?<!\w)(?:erstatt|zurück|überzahl)")),
    (Role.LESS, cue(r"minder(?!ungszeit)|differenz|weniger")),
    (Role.NEW, cue(r"(?<!\w)neu|künftig")),
)
# What the sum of a table is, by kind of letter.
TOTALS = {
    "bewilligung": Role.PER_MONTH,
    "aenderung": Role.NEW,
    "erstattung": Role.REPAY,
    "anhoerung": Role.REPAY,
    "zusage": Role.NEW,
    "minderung": Role.LESS,
}
_COMPARED = frozenset({Role.OLD, Role.NEW})
_NOT_COMPARING = frozenset({"minderung", "erstattung", "anhoerung"})
_A_TIME = re.compile(r"\d{4}|\d{2}\.")


def in_row(letter: Letter, amount: Sum, row: Row, kind: str, *, annexed: bool) -> Sum:
    """Return the amount with what its row says; of an annex only the sum matters."""
    part = replace(amount, why="part", known=annexed)
    if cues.PAYEE.search(row.label) or cues.PART_ROW.search(row.label):
        return replace(part, known=True)
    known, role = heading_role(letter, row, amount.start)
    alone = len(row.amounts) == 1
    if cues.TOTAL_ROW.search(row.label):
        if not known and not alone and row.amounts[0][0] == amount.start:
            return replace(amount, row=False, total=True)  # "Gesamt: 1.043,00 (563,00 + 480,00)"
        is_sum = role or (row.amounts[-1][0] == amount.start and (alone or not known))
        role = role or _named_in(row.label) or _total(row.label, kind)
        return replace(amount, role=role, row=False, total=True) if is_sum else part
    if annexed or (role in _COMPARED and kind in _NOT_COMPARING):
        return part
    of_a_time = _A_TIME.search(row.label) or month_of(row.label.strip())
    if role and (of_a_time or not row.label.strip()):
        return replace(amount, role=role)
    if not alone:
        return replace(part, known=part.known or (known and role is None))
    if cues.PER_MONTH.search(row.label):
        role = Role.PER_MONTH
    role = _named_in(row.label) or role
    if (
        role is None
        and kind == "zusage"
        and amount.currency
        and not cues.SUM.search(letter.fold.text)
    ):
        return replace(amount, role=Role.NEW, row=False)  # each thing that is paid for
    return replace(amount, role=role) if role else part


def _named_in(label: str) -> Role | None:
    return next((role for role, words in _ROW_WORDS if words.search(label)), None)


def _total(label: str, kind: str) -> Role | None:
    """Return what the sum of a table is: in a reduction what is still paid, or what is not."""
    is_left = kind == "minderung" and cues.LEFT.search(label)
    return Role.NEW if is_left else TOTALS.get(kind)
