"""The one reminder of each meeting: planned anew, for all meetings of a person, at every change.

Meetings that are reminded of at the same moment share one line on the phone.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.appointments import Appointment
from app.domain.outbox import OPEN, OutboxEntry, State, Topic, forget, plan
from app.domain.people import Person, Programme
from app.domain.reminders import ReminderChoice, ringing, useful_until

LATELY = timedelta(days=1)  # meetings of today still count for how often it rings today


@dataclass(frozen=True)
class Listener:
    """What someone chose, and the zone and Land whose quiet times hold."""

    choice: ReminderChoice
    zone: str
    land: str


def listener(session: Session, participant_id: uuid.UUID) -> Listener | None:
    """Return what the participant chose; None if never asked."""
    row = session.execute(
        select(ReminderChoice, Programme.zone, Programme.land)
        .join(Person, Person.id == ReminderChoice.participant_id)
        .join(Programme, Programme.id == Person.programme_id)
        .where(ReminderChoice.participant_id == participant_id)
    ).first()
    return None if row is None else Listener(row[0], row[1], row[2])


def plan_reminders(session: Session, participant_id: uuid.UUID, *, now: datetime) -> None:
    """Plan the reminders of all meetings that stand, and forget those of any other time."""
    session.flush()  # gives appointments their versions
    asked, true = listener(session, participant_id), set[tuple[uuid.UUID, int]]()
    if asked is not None and asked.choice.meetings:
        meetings = _standing(session, participant_id, now=now)
        due_at = ringing((each.starts for each in meetings), asked.choice.lead, land=asked.land)
        lines = _lines(session, participant_id, meetings, due_at)
        # A wish that changes late may leave no time to remind: then the old plan goes as well.
        ahead = [e for e in meetings if useful_until(due_at[e.starts], e.starts) > now]
        for each in ahead:
            _plan_reminder(session, each, due_at[each.starts], lines[each.id])
        true = {(each.id, _version(each)) for each in ahead}
    waiting = select(OutboxEntry).where(
        OutboxEntry.person_id == participant_id,
        OutboxEntry.topic == Topic.MEETING_SOON,
        OutboxEntry.state.in_(OPEN),
    )
    stale = [e.id for e in session.scalars(waiting) if (e.entity_id, e.version) not in true]
    forget(session, OutboxEntry.id.in_(stale), now=now)


def _standing(
    session: Session, participant_id: uuid.UUID, *, now: datetime
) -> Sequence[Appointment]:
    return session.scalars(
        select(Appointment)
        .where(
            Appointment.participant_id == participant_id,
            Appointment.starts_at > now - LATELY,
            Appointment.cancelled_at.is_(None),
        )
        .order_by(Appointment.starts_at, Appointment.id)
    ).all()


def _plan_reminder(
    session: Session, appointment: Appointment, due: datetime, line: uuid.UUID
) -> None:
    plan(
        session,
        person_id=appointment.participant_id,
        topic=Topic.MEETING_SOON,
        entity_id=appointment.id,
        version=_version(appointment),
        line_id=line,
        due_at=due,
        useful_until=useful_until(due, appointment.starts),
    )


def _lines(
    session: Session,
    participant_id: uuid.UUID,
    meetings: Sequence[Appointment],
    due_at: dict[datetime, datetime],
) -> dict[uuid.UUID, uuid.UUID]:
    """Return the line of each meeting: one for all of a moment, the one shown if there is one."""
    shown, of_moment = lines_shown(session, participant_id), dict[datetime, uuid.UUID]()
    told = [each for each in meetings if (each.id, _version(each)) in shown]
    for each in told:
        of_moment.setdefault(due_at[each.starts], shown[each.id, _version(each)])
    return {each.id: of_moment.setdefault(due_at[each.starts], each.id) for each in meetings}


def _version(appointment: Appointment) -> int:
    """Return the time itself, in minutes: one meeting at one time has one reminder.

    An answer changes the appointment's own version, and not its time.
    """
    return int(appointment.starts_at.timestamp()) // 60


def lines_shown(
    session: Session, participant_id: uuid.UUID
) -> dict[tuple[uuid.UUID, int], uuid.UUID]:
    """Return in which line each reminder stands, by meeting and version.

    That is what has been told, to one phone at least, and what is just on its way.
    """
    told = select(OutboxEntry).where(
        OutboxEntry.person_id == participant_id,
        OutboxEntry.topic == Topic.MEETING_SOON,
        or_(OutboxEntry.state.in_((State.ACCEPTED, State.LEASED)), OutboxEntry.taken_by != ""),
    )
    return {
        (each.entity_id, each.version): each.line_id or each.entity_id
        for each in session.scalars(told.order_by(OutboxEntry.ended_at.nulls_last()))
    }
