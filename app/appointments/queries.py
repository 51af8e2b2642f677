"""Reads of meetings. What a viewer may not see does not exist."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access import Viewer, visible_appointments, visible_messages
from app.domain.appointments import Appointment
from app.domain.messages import Message
from app.domain.people import Person, Programme

# A meeting stays in sight until it has ended; the longest one takes a day.
_LONGEST = timedelta(days=1)


def appointment(
    session: Session, viewer: Viewer, appointment_id: uuid.UUID, *, to_change: bool = False
) -> tuple[Appointment, Person, Programme] | None:
    """Return a meeting with its guide and programme, if the viewer may see it.

    `to_change` holds the row until the request is through, so that an answer and a move by the
    guide at the same moment come one after the other.
    """
    wanted = (
        select(Appointment, Person, Programme)
        .join(Person, Person.id == Appointment.guide_id)
        .join(Programme, Programme.id == Person.programme_id)
        .where(Appointment.id == appointment_id, visible_appointments(viewer))
    )
    if to_change:
        wanted = wanted.with_for_update(of=Appointment)
    row = session.execute(wanted).first()
    return None if row is None else (row[0], row[1], row[2])


def coming_appointments(session: Session, viewer: Viewer, *, now: datetime) -> list[Appointment]:
    """Return what is ahead, soonest first, cancelled meetings included until their time."""
    found = session.scalars(
        select(Appointment)
        .where(visible_appointments(viewer), Appointment.starts_at > now - _LONGEST)
        .order_by(Appointment.starts_at)
    )
    return [each for each in found if each.ends_at > now]


def told(session: Session, viewer: Viewer, note_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of these notes stand in the viewer's conversation."""
    found = select(Message.id).where(Message.id.in_(note_ids), visible_messages(viewer))
    return set(session.scalars(found))
