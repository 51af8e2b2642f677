"""Reads of reminders: what was chosen, and is this device reachable."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.access import Viewer, visible_appointments
from app.domain.appointments import Appointment
from app.domain.outbox import OutboxEntry, Topic
from app.domain.people import Person, Programme
from app.domain.reminders import PushSubscription, ReminderChoice
from app.domain.ways import OtherWay, Way


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


def other_ways(session: Session, viewer: Viewer) -> dict[Way, OtherWay]:
    """Return the other ways the viewer chose."""
    mine = select(OtherWay).where(OtherWay.participant_id == viewer.person_id)
    return {each.way: each for each in session.scalars(mine)}


def other_way(session: Session, viewer: Viewer, way_id: uuid.UUID) -> OtherWay | None:
    """Return one of the viewer's own ways."""
    return session.scalar(
        select(OtherWay).where(OtherWay.id == way_id, OtherWay.participant_id == viewer.person_id)
    )


def codes_since(session: Session, participant_id: uuid.UUID, moment: datetime) -> int:
    """Return how many codes were sent to addresses of the participant since then."""
    sent = select(func.count(OutboxEntry.id)).where(
        OutboxEntry.person_id == participant_id,
        OutboxEntry.topic == Topic.ADDRESS,
        OutboxEntry.due_at > moment,
    )
    return session.scalar(sent) or 0


def phones_elsewhere(session: Session, limit: int) -> Sequence[PushSubscription]:
    """Return phones that can be reached, the newest first: their push services know the time.

    One of each person: whoever has many must not answer for all.
    """
    newer = aliased(PushSubscription)
    has_newer = exists().where(
        newer.participant_id == PushSubscription.participant_id,
        newer.gone_at.is_(None),
        newer.created_at > PushSubscription.created_at,
    )
    return session.scalars(
        select(PushSubscription)
        .where(PushSubscription.gone_at.is_(None), ~has_newer)
        .order_by(PushSubscription.created_at.desc())
        .limit(limit)
    ).all()


def next_due(session: Session, *, after: datetime, before: datetime) -> datetime | None:
    """Return when the next notice is due between the two moments."""
    return session.scalar(
        select(OutboxEntry.due_at)
        .where(
            OutboxEntry.ended_at.is_(None),
            OutboxEntry.due_at > after,
            OutboxEntry.due_at < before,
        )
        .order_by(OutboxEntry.due_at)
        .limit(1)
    )


def no_calls(session: Session, viewer: Viewer) -> bool:
    """Whether the viewer's settings say that nobody should call."""
    return session.get_one(Person, viewer.person_id).no_calls


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


def mark(phone: PushSubscription | None) -> str:
    """Return what a browser compares its own subscription with: a hash of address and keys."""
    if phone is None:
        return ""
    return hashlib.sha256(f"{phone.endpoint} {phone.p256dh} {phone.auth}".encode()).hexdigest()
