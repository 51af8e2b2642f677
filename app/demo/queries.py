"""Who is in the demo."""

import uuid

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.people import Person, Role


def everyone(session: Session) -> list[Person]:
    """Return all people: those who take part first, then who accompanies, then who coordinates."""
    people = list(session.scalars(select(Person)))
    current_app.extensions["keys"].load(each.id for each in people)
    order = list(Role)
    return sorted(people, key=lambda each: (order.index(each.role), each.last_name))


def person(session: Session, person_id: uuid.UUID) -> Person | None:
    """Return one of them."""
    return session.get(Person, person_id)
