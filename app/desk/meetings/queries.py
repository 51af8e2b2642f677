"""Reads for planning meetings."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.access import Viewer, accompanies, visible_appointments, visible_participants
from app.domain.answers import by_participant
from app.domain.appointments import Appointment
from app.domain.messages import Message
from app.domain.people import Person
from app.domain.ways import OtherWay, Way, hears_of_meetings

_LONGEST = timedelta(days=1)


def appointment(
    session: Session, viewer: Viewer, appointment_id: uuid.UUID, *, lock: bool = False
) -> tuple[Appointment, Person] | None:
    """Return a meeting of one of the viewer's people, and whose it is; `lock` it for a change."""
    statement = (
        select(Appointment, Person)
        .join(Person, Person.id == Appointment.participant_id)
        .where(
            Appointment.id == appointment_id,
            visible_appointments(viewer),
            visible_participants(viewer),
        )
    )
    if lock:  # the person may answer at this very moment; SQLite has one writer anyway
        statement = statement.with_for_update(of=Appointment)
    row = session.execute(statement).first()
    return None if row is None else (row[0], row[1])


def overlapping(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    *,
    starts_at: datetime,
    minutes: int,
    but: uuid.UUID,
) -> list[tuple[Appointment, Person]]:
    """Return what the guide or the person already has at that time, without the meeting `but`."""
    ends_at = starts_at + timedelta(minutes=minutes)
    near = session.execute(
        select(Appointment, Person)
        .join(Person, Person.id == Appointment.participant_id)
        .where(
            or_(
                Appointment.guide_id == viewer.person_id,
                Appointment.participant_id == participant_id,
            ),
            accompanies(viewer, Appointment.participant_id),
            Appointment.cancelled_at.is_(None),
            Appointment.starts_at < ends_at,
            Appointment.starts_at > starts_at - _LONGEST,
            Appointment.id != but,
        )
        .order_by(Appointment.starts_at)
    )
    return [
        (each, person)
        for each, person in near
        if each.starts_at + timedelta(minutes=each.minutes) > starts_at
    ]


def proposed_with(
    session: Session, viewer: Viewer, cancelled: Appointment, proposal_id: uuid.UUID
) -> Appointment | None:
    """Return the meeting that was proposed when this one was called off, if it has this id."""
    return session.scalar(
        select(Appointment).where(
            Appointment.id == proposal_id,
            visible_appointments(viewer),
            Appointment.participant_id == cancelled.participant_id,
            Appointment.created_at == cancelled.cancelled_at,
        )
    )


def wrote_since(session: Session, participant_id: uuid.UUID, moment: datetime) -> bool:
    """Whether the participant has written something since that moment."""
    wrote = select(Message.id).where(
        Message.participant_id == participant_id,
        by_participant(Message),
        Message.sent_at >= moment,
    )
    return session.scalar(wrote.limit(1)) is not None


def hears_of_changes(session: Session, participant_id: uuid.UUID) -> bool:
    """Whether a change of a meeting is told in some way the person chose."""
    return bool(session.scalar(select(hears_of_meetings(participant_id))))


def wish_for_calls(session: Session, participant_id: uuid.UUID) -> OtherWay | None:
    """Return that somebody chose to be called, and where; it holds whatever was said before."""
    return session.scalar(
        select(OtherWay).where(OtherWay.participant_id == participant_id, OtherWay.way == Way.CALL)
    )
