"""Reads of the office: names and assignments of the own programme, and nothing people wrote."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.domain.access import Viewer, visible_assignments, visible_programme, visible_staff
from app.domain.hours import Hours
from app.domain.people import Guidance, Name, Person, Programme, Role
from app.domain.sign_in import Card


@dataclass
class StaffRow:
    """Somebody who works here, and the names of the people they accompany."""

    id: uuid.UUID
    name: Name
    role: Role
    hours: Hours
    has_come_in: bool
    people: list[Name] = field(default_factory=list)


LoadKeys = Callable[[Iterable[uuid.UUID]], None]


def staff(session: Session, viewer: Viewer, load: LoadKeys) -> list[StaffRow]:
    """Return everybody who works in the programme, by name, with whom they accompany."""
    participant = aliased(Person)
    columns = (Person.id, Person.first_name_sealed, Person.last_name_sealed, Person.salutation)
    working = session.execute(
        select(*columns, Person.role, Person.hours, Person.confirmed_at).where(
            visible_staff(viewer)
        )
    ).all()
    assigned = session.execute(
        select(
            Guidance.guide_id,
            participant.id,
            participant.first_name_sealed,
            participant.last_name_sealed,
            participant.salutation,
        )
        .join(participant, participant.id == Guidance.participant_id)
        .where(visible_assignments(viewer))
    ).all()
    load({row.id for row in (*working, *assigned)})
    rows = {
        row.id: StaffRow(row.id, _name(row), row.role, row.hours, row.confirmed_at is not None)
        for row in working
    }
    for row in assigned:
        if row.guide_id in rows:
            rows[row.guide_id].people.append(_name(row))
    for each in rows.values():
        each.people.sort(key=_by_name)
    return sorted(rows.values(), key=lambda each: _by_name(each.name))


def _name(row: Any) -> Name:
    first = Person.first_name.open(row.first_name_sealed, row.id, row.id)
    last = Person.last_name.open(row.last_name_sealed, row.id, row.id)
    return Name(first, last, row.salutation)


def _by_name(name: Name) -> tuple[str, str]:
    return name.last.casefold(), name.first.casefold()


def colleague(session: Session, viewer: Viewer, person_id: uuid.UUID) -> Person | None:
    """Return somebody else who works in the programme; own devices are in the settings."""
    return session.scalar(
        select(Person).where(
            Person.id == person_id, Person.id != viewer.person_id, visible_staff(viewer)
        )
    )


def person(session: Session, person_id: uuid.UUID) -> Person | None:
    """Return whoever has this id: a form may bring one along that is taken."""
    return session.get(Person, person_id)


def card(session: Session, card_id: uuid.UUID) -> Card | None:
    """Return a card by its id."""
    return session.get(Card, card_id)


def programme(session: Session, viewer: Viewer) -> Programme:
    """Return the coordinator's programme."""
    return session.scalars(select(Programme).where(visible_programme(viewer))).one()
