"""Reads of reminders: what was chosen, and is this device reachable."""

import uuid

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.access import Viewer, visible_appointments
from app.domain.appointments import Appointment
from app.domain.people import Person, Programme
from app.domain.reminders import PushSubscription, ReminderChoice


def choice(session: Session, viewer: Viewer) -> ReminderChoice | None:
    """Return what the viewer chose; None if never asked."""
    return session.get(ReminderChoice, viewer.person_id)


def person_and_zone(session: Session, viewer: Viewer) -> tuple[Person, str]:
    """Return the viewer, and the zone of the programme's days."""
    row = session.execute(
        select(Person, Programme.zone)
        .join(Programme, Programme.id == Person.programme_id)
        .where(Person.id == viewer.person_id)
    ).one()
    return row[0], row[1]


def may_be_offered(session: Session, viewer: Viewer) -> bool:
    """Whether reminders may be offered: there is a meeting of ours, and no answer so far."""
    meeting = exists(
        select(Appointment.id).where(visible_appointments(viewer), Appointment.official.is_(False))
    )
    answered = exists(
        select(ReminderChoice.participant_id).where(
            ReminderChoice.participant_id == viewer.person_id
        )
    )
    return bool(session.scalar(select(meeting & ~answered)))


def is_possible(session: Session, viewer: Viewer) -> bool:
    """Whether there was ever something to choose or to be reminded of."""
    return choice(session, viewer) is not None or may_be_offered(session, viewer)


def phone(session: Session, viewer: Viewer, session_id: uuid.UUID) -> PushSubscription | None:
    """Return where the viewer's signed-in device is reached, also if it is gone."""
    return session.scalar(
        select(PushSubscription).where(
            PushSubscription.session_id == session_id,
            PushSubscription.participant_id == viewer.person_id,
        )
    )
