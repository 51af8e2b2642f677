"""Reads for writing letters. Only people the viewer accompanies exist here, and what was shown."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access import (
    Viewer,
    visible_colleagues,
    visible_drafts_to_look_at,
    visible_participants,
)
from app.domain.letters import Letter, SecondLook
from app.domain.people import Name, Person

LoadKeys = Callable[[Iterable[uuid.UUID]], None]
_NAME = (Person.id, Person.first_name_sealed, Person.last_name_sealed, Person.salutation)


@dataclass(frozen=True)
class Namesake:
    """Somebody else with the same first name, and what tells the two apart."""

    id: uuid.UUID
    name: Name
    language: str
    created_at: datetime


@dataclass(frozen=True)
class Answer:
    """What became of the question to a colleague."""

    colleague: Name
    answered: bool
    remark: str


def namesakes(session: Session, viewer: Viewer, person: Person, load: LoadKeys) -> list[Namesake]:
    """Return the viewer's other people with the same first name. `load` fetches their keys.

    Names are sealed, so they are compared here and not in the database; a guide has at most 50.
    """
    rows = session.execute(
        select(*_NAME, Person.language, Person.created_at).where(
            visible_participants(viewer), Person.id != person.id
        )
    ).all()
    load([row.id for row in rows])
    wanted = person.first_name.casefold()
    found = (Namesake(row.id, _name(row), row.language, row.created_at) for row in rows)
    return [each for each in found if each.name.first.casefold() == wanted]


def colleagues(session: Session, viewer: Viewer, load: LoadKeys) -> list[tuple[uuid.UUID, Name]]:
    """Return the other guides of the programme, by name."""
    rows = session.execute(select(*_NAME).where(visible_colleagues(viewer))).all()
    load([row.id for row in rows])
    return sorted(((row.id, _name(row)) for row in rows), key=lambda each: str(each[1]))


def answer_of_colleague(session: Session, letter: Letter) -> Answer | None:
    """Return what a colleague says of a draft the viewer has in hand; None if none was asked."""
    row = session.execute(
        select(SecondLook, Person)
        .join(Person, Person.id == SecondLook.colleague_id)
        .where(SecondLook.letter_id == letter.id)
    ).first()
    if row is None:
        return None
    look, colleague = row
    return Answer(colleague.name, look.answered_at is not None, look.remark)


def second_look(session: Session, viewer: Viewer, letter_id: uuid.UUID) -> SecondLook | None:
    """Return the question the viewer was asked about a draft, while it is open."""
    return session.scalar(
        select(SecondLook)
        .join(Letter, Letter.id == SecondLook.letter_id)
        .where(SecondLook.letter_id == letter_id, visible_drafts_to_look_at(viewer))
    )


def has_answered(session: Session, viewer: Viewer, letter_id: uuid.UUID) -> bool:
    """Whether the viewer was asked about this draft and has answered."""
    found = select(SecondLook.id).where(
        SecondLook.letter_id == letter_id,
        SecondLook.colleague_id == viewer.person_id,
        SecondLook.answered_at.is_not(None),
    )
    return session.scalar(found) is not None


def to_look_at(session: Session, viewer: Viewer, load: LoadKeys) -> list[tuple[uuid.UUID, Name]]:
    """Return the drafts the viewer was asked to look over, and who asks."""
    rows = session.execute(
        select(*_NAME, Letter.id.label("letter_id"))
        .join(Letter, Letter.author_id == Person.id)
        .where(visible_drafts_to_look_at(viewer))
    ).all()
    load([row.id for row in rows])
    return [(row.letter_id, _name(row)) for row in rows]


def _name(row: Any) -> Name:
    first = Person.first_name.open(row.first_name_sealed, row.id, row.id)
    last = Person.last_name.open(row.last_name_sealed, row.id, row.id)
    return Name(first, last, row.salutation)
