"""Reads of meetings. What a viewer may not see does not exist."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access import Viewer, visible_appointments
from app.domain.appointments import Appointment
from app.domain.people import Person, Programme

# A meeting stays in sight until it has ended; the longest one takes a day.
_LONGEST = timedelta(days=1)


def appointment(
    session: Session, viewer: Viewer, appointment_id: uuid.UUID
) -> tuple[Appointment, Person, Programme] | None:
    """Return a meeting with its guide and programme, if the viewer may see it."""
    row = session.execute(
        select(Appointment, Person, Programme)
        .join(Person, Person.id == Appointment.guide_id)
        .join(Programme, Programme.id == Person.programme_id)
        .where(Appointment.id == appointment_id, visible_appointments(viewer))
    ).first()
    return None if row is None else (row[0], row[1], row[2])


def coming_appointments(session: Session, viewer: Viewer, *, now: datetime) -> list[Appointment]:
    """Return what is ahead, soonest first, cancelled meetings included until their time."""
    found = session.scalars(
        select(Appointment)
        .where(visible_appointments(viewer), Appointment.starts_at > now - _LONGEST)
        .order_by(Appointment.starts_at)
    )
    return [
        each
        for each in found
        if each.starts_at + timedelta(minutes=each.minutes) > now
    ]
