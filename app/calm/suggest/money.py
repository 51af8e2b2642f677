"""Every amount of a letter, what it means, and which are only parts of a calculation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.calm.facts import Role
from app.calm.printed import month_of, printed_amounts, printed_sums
from app.calm.suggest import money_cues as cues
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Around, Letter
from app.calm.suggest.rows import Row, heading_role, row_of
from app.calm.suggest.zones import Zone

_ROLES = [
    (
        role,
        cue(rf"(?<!\w)(?:{before})(?!\w)"),
        cue(rf"^\W{{0,3}}(?:euro?\W{{0,2}})?(?:\w+\W{{1,2}}){{0,3}}?(?:{after})(?!\w)"),
    )
    for role, before, after in cues.ROLES
]

_ROW_WORDS = (
    (Role.OLD, cue(r"bisher|(?<!\w)alte?(?!\w)")),
    (Role.REPAY, cue(r"(?<!\w)(?:erstatt|zurück|überzahl)")),
    (Role.LESS, cue(r"minder|differenz|weniger")),
    (Role.NEW, cue(r"(?<!\w)neu|künftig")),
)
# The parts of a letter that give reasons and hints repeat what stands above, or tell its history.
_ASIDE = frozenset({Zone.REASONS, Zone.HINTS})


@dataclass(frozen=True)
class Sum:
    """An amount in cents; `role` None means it matters without a role of its own."""

    cents: int
    start: int
    end: int
    role: Role | None = None
    why: str = ""
    row: bool = False
    aside: bool = False
    currency: bool = True


def sums_in(letter: Letter, kind: str) -> tuple[Sum, ...]:
    """Return the amounts in their order."""
    places = [(one, True) for one in printed_amounts(letter.flat)]
    covered = [(one.start, one.end) for one, _currency in places]
    places += [
        (one, False)
        for one in printed_sums(letter.flat)
        if not any(start < one.end and one.start < end for start, end in covered)
    ]
    said = [
        _said(letter, Sum(one.what, one.start, one.end, currency=currency), kind)
        for one, currency in sorted(places, key=lambda place: place[0].start)
    ]
    return tuple(_settled(said, kind))


def _said(letter: Letter, amount: Sum, kind: str) -> Sum:
    around = letter.around(amount.start, amount.end)
    row = row_of(letter, amount.start, amount.end)
    amount = replace(amount, row=row is not None, aside=around.zone in _ASIDE)
    if amount.cents == 0:
        return replace(amount, why="part")
    if around.zone in {Zone.LAW, Zone.ANNEX, Zone.HEAD}:
        return replace(amount, why="rule" if around.zone is Zone.LAW else "part")
    if row is not None:
        return _in_row(letter, amount, row, kind)
    if not amount.currency:
        return replace(amount, why="part")
    before = around.before
    role = _role(around, kind)
    if kind == "zusage":
        # Here "erstattet" is what the office pays, and "höchstens" how much.
        return replace(
            amount, role=Role.NEW if role in {Role.REPAY, Role.PER_MONTH, None} else role
        )
    if cues.AFTER_APART.search(around.after):
        return replace(amount, why="rule")
    why = next((why for why, words in cues.APART if words.search(before[-60:])), "")
    if re.search(cue(r"(?:das\ssind|somit|mithin|also)\W{1,2}(?:\w+\s){0,2}$").pattern, before):
        why = ""  # "30 Prozent des Regelbedarfs, das sind …"
    if kind in {"bewilligung", "aenderung"} and cues.PAYEE.search(before[-70:]):
        return replace(amount, why="part")
    if kind == "reha" and cues.COPAY.search(around.sentence):
        return amount
    if why and role in {None, Role.PER_MONTH, Role.NEW, Role.OLD} and kind != "sonstiges":
        return replace(amount, why=why)
    if role is None and amount.aside and kind != "zusage":
        return replace(amount, why="part")
    return replace(amount, role=role)


def _role(around: Around, kind: str) -> Role | None:
    near: list[tuple[int, Role]] = []
    for role, before, after in _ROLES:
        for match in before.finditer(around.before):
            if role is Role.OLD and match[0] == "von" and not cues.OLD_NEEDS.search(around.after):
                continue
            if (
                role is Role.NEW
                and match[0].endswith("auf")
                and match.end() < len(around.before) - 3
            ):
                continue
            near.append((len(around.before) - match.end(), role))
        follows = after.search(around.after)
        if follows:
            near.append((follows.end(), role))
    if near:
        return min(near, key=lambda one: one[0])[1]
    if cues.RAISE.search(around.before):
        return None
    monthly = cues.PER_MONTH.search(around.before[-50:]) or cues.PER_MONTH.search(around.after[:30])
    return Role.PER_MONTH if monthly else _usual(kind, around)


def _usual(kind: str, around: Around) -> Role | None:
    if kind == "zusage":
        return Role.NEW
    if kind == "erstattung" and cues.TOTAL.search(around.before[-40:]):
        return Role.REPAY
    if kind == "bewilligung" and re.search(
        cue("in\\shöhe\\svon|gesamtbetrag").pattern, around.before[-40:]
    ):
        return Role.PER_MONTH
    return None


def _in_row(letter: Letter, amount: Sum, row: Row, kind: str) -> Sum:
    known, role = heading_role(letter, row, amount.start)
    last = row.amounts[-1][0] == amount.start
    if cues.PAYEE.search(row.label) or cues.PART_ROW.search(row.label):
        return replace(amount, why="part")
    if cues.TOTAL_ROW.search(row.label):
        if known and role is None and len(row.amounts) > 1:
            return replace(amount, why="part")
        if role or last:
            return replace(amount, role=role or _total(kind), row=False)
        return replace(amount, why="part")
    if role in {Role.OLD, Role.NEW} and kind in {"minderung", "erstattung", "anhoerung"}:
        return replace(amount, why="part")
    if role and (re.search(r"\d{4}|\d{2}\.", row.label) or month_of(row.label.strip())):
        return replace(amount, role=role)
    if len(row.amounts) > 1:
        return (
            replace(amount, role=role)
            if role and not row.label.strip()
            else replace(amount, why="part")
        )
    for role_of_row, pattern in _ROW_WORDS:
        if pattern.search(row.label):
            return replace(amount, role=role_of_row)
    if cues.PER_MONTH.search(row.label):
        return replace(amount, role=Role.PER_MONTH)
    return replace(amount, why="part")


def _total(kind: str) -> Role | None:
    return {
        "bewilligung": Role.PER_MONTH,
        "aenderung": Role.NEW,
        "erstattung": Role.REPAY,
        "anhoerung": Role.REPAY,
        "zusage": Role.NEW,
        "minderung": Role.LESS,
    }.get(kind)


def _settled(said: list[Sum], kind: str) -> Iterator[Sum]:
    """Give an amount its best role everywhere; what only repeats, explains or adds up is a part."""
    said = _renamed(said, kind)
    roles = _best(one for one in said if not one.row and not one.aside)
    roles = _best(one for one in said if one.cents in roles) if roles else {}
    named = set(roles.values())
    rows = _best(one for one in said if one.row and not one.aside)
    for one in said:
        if one.cents in roles:
            yield replace(one, role=roles[one.cents], why="")
        elif one.why:
            yield one
        elif one.row and one.role in named and not _varies(kind, one):
            yield replace(one, role=None, why="part")
        elif one.aside and (one.role in named or one.role in rows.values()):
            yield replace(one, role=None, why="part")
        else:
            yield replace(one, role=rows.get(one.cents, one.role))


def _best(sums: Iterable[Sum]) -> dict[int, Role]:
    """Return one role for each value: "monthly" says less than any other."""
    roles: dict[int, Role] = {}
    for one in sums:
        if one.role and roles.get(one.cents, Role.PER_MONTH) is Role.PER_MONTH:
            roles[one.cents] = one.role
    return roles


def _renamed(said: list[Sum], kind: str) -> list[Sum]:
    """In a change of the amount, what comes each month from now on is the new amount."""
    if kind != "aenderung" or any(one.role is Role.NEW for one in said):
        return said
    return [replace(one, role=Role.NEW) if one.role is Role.PER_MONTH else one for one in said]


def _varies(kind: str, one: Sum) -> bool:
    """Say whether rows of this role are amounts of their own: each month may have another."""
    return one.role in {Role.PER_MONTH, Role.NEW, Role.OLD} and kind in {
        "bewilligung",
        "aenderung",
        "sonstiges",
    }
