"""Reads for writing letters. Only people the viewer accompanies exist here."""

import uuid
from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access import Viewer, visible_participants
from app.domain.people import Name, Person


def namesakes(
    session: Session,
    viewer: Viewer,
    person: Person,
    load: Callable[[Iterable[uuid.UUID]], None],
) -> list[Name]:
    """Return the viewer's other people with the same first name. `load` fetches their keys.

    Names are sealed, so they are compared here and not in the database; a guide has at most 50.
    """
    rows = session.execute(
        select(
            Person.id, Person.first_name_sealed, Person.last_name_sealed, Person.salutation
        ).where(visible_participants(viewer), Person.id != person.id)
    ).all()
    load([row.id for row in rows])
    wanted = person.first_name.casefold()
    found = []
    for row in rows:
        first = Person.first_name.open(row.first_name_sealed, row.id, row.id)
        if first.casefold() == wanted:
            last = Person.last_name.open(row.last_name_sealed, row.id, row.id)
            found.append(Name(first, last, row.salutation))
    return found
