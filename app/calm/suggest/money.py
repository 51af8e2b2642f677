"""Every amount of a letter, what it means, and which are only parts of a calculation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.calm.facts import Role
from app.calm.lined import PARAGRAPH
from app.calm.printed_money import printed_amounts, printed_sums
from app.calm.suggest import money_cues as cues
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Around, Letter
from app.calm.suggest.money_rows import in_row
from app.calm.suggest.rows import row_of
from app.calm.suggest.sums import Sum, in_doubt, settled
from app.calm.suggest.whole_euros import whole_euros
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

# What one is asked back says more than what was before and is now.
_BACK = frozenset({"erstattung", "anhoerung"})
_ABOUT_MONEY = frozenset(
    {"bewilligung", "weiter", "aenderung", "anhoerung", "erstattung", "minderung", "zusage"}
)
_GRANTS = frozenset({"bewilligung", "aenderung", "weiter"})
_SAID_OF_PARTS = frozenset({None, Role.PER_MONTH, Role.NEW, Role.OLD})
# A part of a calculation is named right before its amount; in reasons and hints it may be farther.
NEAR, FAR = 30, 60
LONG_ROW = 160
_OF_ONE = frozenset({Role.OLD, Role.REPAY})
_AMOUNT = re.compile(r"\d,\d\d|\d\s?(?:€|eu)")
# The parts of a letter that give reasons and hints repeat what stands above, or tell its history.
_ASIDE = frozenset({Zone.REASONS, Zone.HINTS})


def sums_in(letter: Letter, kind: str) -> tuple[Sum, ...]:
    """Return the amounts in their order."""
    places = [(one, True) for one in printed_amounts(letter.flat)]
    covered = [(one.start, one.end) for one, _currency in places]
    places += [
        (one, False)
        for one in (*printed_sums(letter.flat), *whole_euros(letter))
        if not any(start < one.end and one.start < end for start, end in covered)
    ]
    said = [
        _said(letter, Sum(one.what, one.start, one.end, currency=currency), kind)
        for one, currency in sorted(places, key=lambda place: place[0].start)
    ]
    found = tuple(in_doubt(tuple(settled(said, kind)), _tables(letter, said)))
    if kind in _ABOUT_MONEY and all(one.why for one in found):
        # Rather a part than nothing, in a letter that is about money.
        return tuple(
            replace(one, why="") if one.why == "part" and one.currency and one.cents else one
            for one in found
        )
    return found


def _tables(letter: Letter, sums: Sequence[Sum]) -> list[int]:
    """Number the tables: where words or an empty line come between, another one begins."""
    last, number, tables = 0, 0, []
    for one in sums:
        between = letter.text[last : one.start]
        number += PARAGRAPH in between or len(between) > LONG_ROW
        tables.append(number)
        last = one.end
    return tables


def _said(letter: Letter, amount: Sum, kind: str) -> Sum:
    around = letter.around(amount.start, amount.end)
    row = row_of(letter, amount.start, amount.end)
    amount = replace(amount, row=row is not None, aside=around.zone in _ASIDE)
    if amount.cents == 0 or (around.zone is Zone.HEAD and not amount.currency):
        return replace(amount, why="part")
    if around.zone is Zone.LAW:
        return replace(amount, why=_why_apart(around, kind) and "rule")
    if row is not None:
        return in_row(letter, amount, row, kind, annexed=around.zone is Zone.ANNEX)
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
    if why == "rule":
        # What a letter begins with is no example.
        begins = kind == "sonstiges" and around.zone is Zone.OPENING
        return amount if begins else replace(amount, why=why)
    if why and role in _SAID_OF_PARTS and _is_part(around, kind):
        # "Miete", "Einkommen": hardly what is decided, but nobody says it is not.
        return replace(amount, why=why if cues.OF_BENEFITS.search(around.before) else "")
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
