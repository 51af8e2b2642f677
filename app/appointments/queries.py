"""Reads of meetings. What a viewer may not see does not exist."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.calm.facts import Role as FactRole
from app.calm.letter_kinds import KINDS
from app.domain.access import (
    Viewer,
    has_calendar_address,
    visible_appointments,
    visible_letters,
    visible_messages,
)
from app.domain.appointments import Appointment
from app.domain.calendar_feeds import CalendarFeed
from app.domain.letters import Letter
from app.domain.messages import Message
from app.domain.people import Person, Programme
from app.domain.sign_in import hash_secret

_LOOK_BACK = timedelta(days=30)  # longer than any meeting takes; what is over is kept no longer
_INVITING = [name for name, kind in KINDS.items() if FactRole.APPOINTMENT in kind.roles]


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


@dataclass(frozen=True)
class Appointments:
    """What is ahead, soonest first, and what was in the last weeks, newest first."""

    coming: list[Appointment]
    past: list[Appointment]


def appointments(session: Session, viewer: Viewer, *, now: datetime) -> Appointments:
    """Return what is ahead, cancelled ones until their time, and what is over and took place."""
    found = whole_calendar(session, viewer, now=now)
    past = [each for each in found if each.ends_at <= now and each.cancelled_at is None]
    return Appointments([each for each in found if each.ends_at > now], past[::-1])


def whole_calendar(session: Session, viewer: Viewer, *, now: datetime) -> Sequence[Appointment]:
    """Return what is ahead and what was in the last weeks, by time, cancelled ones included."""
    return session.scalars(
        select(Appointment)
        .where(visible_appointments(viewer), Appointment.starts_at > now - _LOOK_BACK)
        .order_by(Appointment.starts_at, Appointment.id)
    ).all()


def calendar_feed(session: Session, viewer: Viewer) -> CalendarFeed | None:
    """Return the viewer's calendar address, if it is switched on."""
    return session.scalar(
        select(CalendarFeed).where(CalendarFeed.participant_id == viewer.person_id)
    )


def whose_calendar(session: Session, secret: str) -> Person | None:
    """Return the participant whose meetings stand at the address with this secret."""
    return session.scalar(select(Person).where(has_calendar_address(hash_secret(secret))))


def next_meeting(session: Session, viewer: Viewer, *, now: datetime) -> Appointment | None:
    """Return the next meeting of ours that stands."""
    standing = _standing_after(viewer, now).order_by(Appointment.starts_at, Appointment.id)
    return session.scalar(standing.limit(1))


def _standing_after(viewer: Viewer, moment: datetime) -> Select[Appointment]:
    return select(Appointment).where(
        visible_appointments(viewer),
        Appointment.official.is_(False),
        Appointment.cancelled_at.is_(None),
        Appointment.starts_at > moment,
    )


def letters_for_next_meeting(
    session: Session, viewer: Viewer, appointment: Appointment, *, now: datetime
) -> list[Letter]:
    """Return the letters to read together; none unless this is the next meeting of ours."""
    next_one = _standing_after(viewer, now).order_by(Appointment.starts_at, Appointment.id)
    is_next = next_one.with_only_columns(Appointment.id).limit(1).scalar_subquery()
    return list(
        session.scalars(
            select(Letter)
            .where(
                visible_letters(viewer, now=now),
                Letter.together_at.is_not(None),
                Letter.put_away_at.is_(None),
                is_next == appointment.id,
            )
            .order_by(Letter.together_at)
        )
    )


def letters_with_appointments(session: Session, viewer: Viewer, *, now: datetime) -> list[Letter]:
    """Return the letters of the kinds that set an appointment, the newest first."""
    return list(
        session.scalars(
            select(Letter)
            .where(visible_letters(viewer, now=now), Letter.kind.in_(_INVITING))
            .order_by(Letter.released_at.desc())
        )
    )


def told(
    session: Session, viewer: Viewer, note_ids: Iterable[uuid.UUID], *, now: datetime
) -> set[uuid.UUID]:
    """Return which of these notes stand in the viewer's conversation."""
    found = select(Message.id).where(Message.id.in_(note_ids), visible_messages(viewer, now=now))
    return set(session.scalars(found))
