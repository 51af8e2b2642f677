"""Amounts once each has been read: which role a value has everywhere, and what only repeats it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from app.calm.facts import Role


@dataclass(frozen=True)
class Sum:
    """An amount in cents; `role` None means it matters without a role of its own."""

    cents: int
    start: int
    end: int
    role: Role | None = None
    why: str = ""
    row: bool = False
    total: bool = False
    """Whether a table calls it its sum."""
    known: bool = False
    """Whether the words beside it say that it is only a step of a calculation."""
    aside: bool = False
    currency: bool = True


def settled(said: list[Sum], kind: str) -> Iterator[Sum]:
    """Give an amount its best role everywhere; a row of a role told elsewhere is a part of it."""
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
            yield replace(one, role=None)
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


def in_doubt(sums: Sequence[Sum], tables: Sequence[int]) -> Iterator[Sum]:
    """Propose what nothing says is a part: no word beside it, no sum of its table, no arithmetic.

    `tables` says of each amount which table it is in, by a number.
    """
    listed = {one.cents for one in sums if not one.why}
    for table in sorted(set(tables)):
        rows = [one for one, of in zip(sums, tables, strict=True) if of == table]
        summed = any(one.total and not one.why for one in rows)
        steps = [at for at, one in enumerate(rows) if one.why == "part"]
        explained = set(steps) if summed else _adding_up(rows, steps, listed)
        for at, one in enumerate(rows):
            unsure = one.why == "part" and one.row and not (one.known or at in explained)
            yield replace(one, why="", role=None) if unsure else one


def _adding_up(rows: Sequence[Sum], steps: Sequence[int], listed: set[int]) -> set[int]:
    """Return which of the steps make up, with their neighbours, a sum that is listed."""
    found: set[int] = set()
    for first in range(len(steps)):
        sums = list(accumulate(rows[at].cents for at in steps[first:]))
        for length, total in enumerate(sums[1:], 2):
            if total in listed:
                found.update(steps[first : first + length])
    return found
