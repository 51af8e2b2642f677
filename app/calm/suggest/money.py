"""Every amount of a letter, what it means, and which are only parts of a calculation."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.calm.facts import Role
from app.calm.printed import month_of, printed_amounts, printed_sums
from app.calm.suggest import money_cues as cues
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Around, Letter
from app.calm.suggest.rows import Row, heading_role, row_of
from app.calm.suggest.zones import MAIN, Zone

# How many words may stand between it and what is said of it: "… ist nach § 41a … zu erstatten"
_BETWEEN = {Role.REPAY: 9}
_ROLES = [
    (
        role,
        cue(rf"(?<!\w)(?:{before})(?!\w)"),
        cue(
            rf"^\W{{0,3}}(?:euro?\W{{0,2}})?(?:\w+\W{{1,2}}){{0,{_BETWEEN.get(role, 4)}}}?"
            rf"(?:{after})(?!\w)"
        ),
    )
    for role, before, after in cues.ROLES
]

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
# What one is asked back says more than what was before and is now.
_BACK = frozenset({"erstattung", "anhoerung"})
_ABOUT_MONEY = frozenset({"bewilligung", "aenderung", "erstattung", "minderung", "zusage"})
_GRANTS = frozenset({"bewilligung", "aenderung", "weiter"})
_SAID_OF_PARTS = frozenset({None, Role.PER_MONTH, Role.NEW, Role.OLD})
# A part of a calculation is named right before its amount; in reasons and hints it may be farther.
NEAR, FAR = 30, 60
_OF_ONE = frozenset({Role.OLD, Role.REPAY})
_AMOUNT = re.compile(r"\d,\d\d|\d\s?(?:€|eu)")
_A_TIME = re.compile(r"\d{4}|\d{2}\.")
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
    settled = tuple(_settled(said, kind))
    if kind in _ABOUT_MONEY and all(one.why for one in settled):
        # Rather a part than nothing, in a letter that is about money.
        return tuple(
            replace(one, why="")
            if one.why == "part" and one.currency and letter.in_the_main(one.start)
            else one
            for one in settled
        )
    return settled


def _said(letter: Letter, amount: Sum, kind: str) -> Sum:
    around = letter.around(amount.start, amount.end)
    row = row_of(letter, amount.start, amount.end)
    amount = replace(amount, row=row is not None, aside=around.zone in _ASIDE)
    if around.zone is Zone.LAW:
        return replace(amount, why="rule")
    if amount.cents == 0 or around.zone in {Zone.ANNEX, Zone.HEAD}:
        return replace(amount, why="part")
    if row is not None:
        return _in_row(letter, amount, row, kind)
    if not amount.currency:
        return replace(amount, why="part")
    return _in_prose(amount, around, kind)


def _in_prose(amount: Sum, around: Around, kind: str) -> Sum:
    role = _role(around, kind)
    if kind == "zusage":
        # Here "erstattet" is what the office pays, and "höchstens" how much.
        kept = role is Role.PER_MONTH and cues.INSTALMENT.search(around.sentence)
        paid = role in {Role.REPAY, Role.PER_MONTH, None} and not kept
        return replace(amount, role=Role.NEW if paid else role)
    if kind == "reha" and cues.COPAY.search(around.sentence):
        return amount
    why = _why_apart(around, kind)
    if why == "rule" and kind == "sonstiges" and around.zone is Zone.OPENING:
        return amount  # what a letter begins with is no example
    if why == "rule" or (why and role in _SAID_OF_PARTS and _is_part(around, kind)):
        return replace(amount, why=why)
    if role is None and amount.aside:
        return replace(amount, why="part")
    return replace(amount, role=role)


def _is_part(around: Around, kind: str) -> bool:
    """Say whether a part is one here: what the rent is made of may be what a landlord writes of."""
    return kind != "sonstiges" or cues.OF_BENEFITS.search(around.before) is not None


def _why_apart(around: Around, kind: str) -> str:
    if cues.AFTER_APART.search(around.after):
        return "rule"
    # "Nach Abzug des Einkommens von 300,00 Euro erhalten Sie 800,00 Euro": said of the first only.
    before = re.split(_AMOUNT, around.before)[-1]
    near = NEAR if around.zone in MAIN else FAR
    if cues.GRANTED.search(around.after) or cues.ALTOGETHER.search(before):
        return ""
    if cues.THAT_IS.search(before):
        return ""  # "30 Prozent des Regelbedarfs, das sind …"
    if kind in {"bewilligung", "aenderung"} and cues.PAYEE.search(before[-70:]):
        return "part"
    return next((why for why, words in cues.APART if words.search(before[-near:])), "")


def _role(around: Around, kind: str) -> Role | None:
    near = sorted(_near(around))
    if near and kind in _BACK and Role.REPAY in {role for _gap, role in near}:
        return Role.REPAY
    if near:
        return near[0][1]
    return None if cues.RAISE.search(around.before) else _usual(around, kind)


def _usual(around: Around, kind: str) -> Role | None:
    """Return what an amount is that no word beside it names, but its sentence or the kind does."""
    before = around.before[-40:]
    if cues.THAT_IS.search(before) and cues.LESS.search(f"{around.heading} {around.sentence}"):
        return Role.LESS
    after = around.after[:30].split("(")[0]
    if kind == "aenderung" and cues.INSTALMENT.search(f"{before} {after}"):
        return Role.LESS
    if kind in _BACK and cues.ALTOGETHER.search(before):
        return Role.REPAY
    if cues.PER_MONTH.search(around.before[-50:]) or cues.PER_MONTH.search(after):
        return Role.PER_MONTH
    if kind == "erstattung" and (
        cues.TOTAL.search(before) or cues.OWED.search(f"{before} {around.after[:30]}")
    ):
        return Role.REPAY
    return Role.PER_MONTH if kind in _GRANTS and cues.AMOUNTS_TO.search(before) else None


def _near(around: Around) -> Iterator[tuple[int, Role]]:
    """Yield the roles that words beside an amount speak for, with how far away they stand."""
    for role, before, after in _ROLES:
        for match in before.finditer(around.before):
            gap = len(around.before) - match.end()
            if role in _OF_ONE and _AMOUNT.search(around.before, match.end()):
                continue  # "statt 801,50 Euro nun 829,90 Euro": it is said of the first
            # "von 480 auf 520": each word counts right beside its amount only.
            from_old = match[0] == "von" and not cues.OLD_NEEDS.search(around.after)
            if not from_old and not (match[0].endswith("auf") and gap > 3):
                yield gap, role
        follows = after.search(around.after)
        if follows and not _AMOUNT.search(around.after[: follows.end()]):
            yield follows.end(), role


def _in_row(letter: Letter, amount: Sum, row: Row, kind: str) -> Sum:
    part = replace(amount, why="part")
    if cues.PAYEE.search(row.label) or cues.PART_ROW.search(row.label):
        return part
    known, role = heading_role(letter, row, amount.start)
    alone = len(row.amounts) == 1
    if cues.TOTAL_ROW.search(row.label):
        is_sum = role or (row.amounts[-1][0] == amount.start and (alone or not known))
        role = role or _named_in(row.label) or _total(row.label, kind)
        return replace(amount, role=role, row=False) if is_sum else part
    if role in {Role.OLD, Role.NEW} and kind in {"minderung", "erstattung", "anhoerung"}:
        return part
    of_a_time = _A_TIME.search(row.label) or month_of(row.label.strip())
    if role and (of_a_time or not row.label.strip()):
        return replace(amount, role=role)
    if not alone:
        return part
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
        elif (one.row and one.role in named and not _varies(kind, one)) or (
            one.aside and (one.role in named or one.role in rows.values())
        ):
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
    """Say more exactly what is monthly: in a change the new amount, in a reduction the less."""
    compared = Role.NEW if any(one.role is Role.OLD for one in said) else None
    meant = {"aenderung": Role.NEW, "minderung": Role.LESS}.get(kind, compared)
    if meant is None or any(one.role is meant for one in said):
        return said
    return [replace(one, role=meant) if one.role is Role.PER_MONTH else one for one in said]


def _varies(kind: str, one: Sum) -> bool:
    """Say whether rows of this role are amounts of their own: each month may have another."""
    return one.role in {Role.PER_MONTH, Role.NEW, Role.OLD} and kind in {
        "bewilligung",
        "aenderung",
        "sonstiges",
    }
