"""Whom to tell what and when: outbox rows, written in the transaction that changes something.

Whoever plans, moves or cancels a meeting, sends a message or releases a letter calls the function
of that name. It adds nothing for someone who did not ask to be told. What is planned here is looked
at once more before it is sent (reminders/deliver.py).
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.calm.letter_kinds import Label
from app.domain.appointments import Appointment
from app.domain.letters import Letter
from app.domain.messages import Message
from app.domain.outbox import OutboxEntry, State, Topic
from app.domain.people import Person, Programme
from app.domain.reminders import (
    INBOX_PAUSE,
    INBOX_USEFUL,
    ReminderChoice,
    inbox_moment,
    next_urgent_moment,
    remind_at,
    useful_until,
)

TEST_USEFUL = timedelta(minutes=10)
CODE_USEFUL = timedelta(hours=1)
_INBOX = (Topic.MESSAGE, Topic.LETTER)
_OPEN = (State.DUE, State.LEASED)


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


def meeting_planned(session: Session, appointment: Appointment, *, now: datetime) -> None:
    """Plan the one reminder of a new meeting."""
    session.flush()  # gives the appointment its version
    asked = listener(session, appointment.participant_id)
    if asked is not None and asked.choice.meetings:
        _plan_reminder(session, appointment, asked, now=now)


def meeting_changed(
    session: Session, appointment: Appointment, *, by: uuid.UUID, now: datetime
) -> None:
    """Forget the reminder for the old time, plan the new one, and tell of the change at once.

    `by`: whoever changed it is not told.
    """
    session.flush()
    _forget(session, OutboxEntry.entity_id == appointment.id, now=now)
    meeting_planned(session, appointment, now=now)
    _tell_of_change(session, appointment, by=by, now=now)


def meeting_cancelled(
    session: Session, appointment: Appointment, *, by: uuid.UUID, now: datetime
) -> None:
    """Forget every reminder and tell at once that the meeting does not take place."""
    session.flush()
    _forget(session, OutboxEntry.entity_id == appointment.id, now=now)
    _tell_of_change(session, appointment, by=by, now=now)


def message_sent(session: Session, message: Message, *, now: datetime) -> None:
    """Tell the participant that the guide wrote. Nobody else is told anything."""
    if message.author_id != message.participant_id:
        _plan_inbox(session, message.participant_id, Topic.MESSAGE, message.id, now=now)


def letter_released(session: Session, letter: Letter, *, now: datetime) -> None:
    """Tell that a letter is there, once it is; a hard one only when someone can be called."""
    letter_taken_back(session, letter, now=now)
    hard, shown = letter.label is Label.SCHWER, max(now, letter.released_at or now)
    _plan_inbox(
        session, letter.participant_id, Topic.LETTER, letter.id, now=shown, hard_letter=hard
    )


def letter_taken_back(session: Session, letter: Letter, *, now: datetime) -> None:
    """Forget what was to be told of a letter that nobody has seen."""
    session.flush()
    _forget(session, OutboxEntry.entity_id == letter.id, now=now)


def test_wanted(
    session: Session, *, participant_id: uuid.UUID, session_id: uuid.UUID, now: datetime
) -> None:
    """Send a test reminder to this device, at most one a minute."""
    _plan(
        session,
        person_id=participant_id,
        topic=Topic.TEST,
        entity_id=session_id,
        version=int(now.timestamp()) // 60,
        session_id=session_id,
        due_at=now,
        useful_until=now + TEST_USEFUL,
    )


def code_wanted(
    session: Session, *, participant_id: uuid.UUID, way_id: uuid.UUID, now: datetime
) -> None:
    """Send the code to an address that somebody entered; two taps in a second are one."""
    _plan(
        session,
        person_id=participant_id,
        topic=Topic.ADDRESS,
        entity_id=way_id,
        version=int(now.timestamp()),
        due_at=now,
        useful_until=now + CODE_USEFUL,
    )


def choice_changed(session: Session, participant_id: uuid.UUID, *, now: datetime) -> None:
    """Plan anew after a new choice: known meetings if wanted, and nothing that is not."""
    session.flush()
    asked = listener(session, participant_id)
    person = OutboxEntry.person_id == participant_id
    if asked is None or not asked.choice.meetings:
        meetings = OutboxEntry.topic.in_((Topic.MEETING_SOON, Topic.MEETING_CHANGED))
        _forget(session, person, meetings, now=now)
    if asked is None or not asked.choice.messages:
        _forget(session, person, OutboxEntry.topic == Topic.MESSAGE, now=now)
    if asked is None or not asked.choice.letters:
        _forget(session, person, OutboxEntry.topic == Topic.LETTER, now=now)
    if asked is None or not asked.choice.meetings:
        return
    _forget(session, person, OutboxEntry.topic == Topic.MEETING_SOON, now=now)
    coming = select(Appointment).where(
        Appointment.participant_id == participant_id,
        Appointment.starts_at > now,
        Appointment.cancelled_at.is_(None),
    )
    for appointment in session.scalars(coming):
        _plan_reminder(session, appointment, asked, now=now)


def _plan_reminder(
    session: Session, appointment: Appointment, asked: Listener, *, now: datetime
) -> None:
    due = remind_at(appointment.starts, asked.choice.lead, land=asked.land)
    until = useful_until(due, appointment.starts)
    if until <= now or appointment.cancelled_at is not None:
        return
    _plan(
        session,
        person_id=appointment.participant_id,
        topic=Topic.MEETING_SOON,
        entity_id=appointment.id,
        # The time itself, in minutes: an answer changes the appointment's version, not its time,
        # and one meeting at one time has one reminder.
        version=int(appointment.starts_at.timestamp()) // 60,
        due_at=due,
        useful_until=until,
    )


def _tell_of_change(
    session: Session, appointment: Appointment, *, by: uuid.UUID, now: datetime
) -> None:
    asked = listener(session, appointment.participant_id)
    if asked is None or not asked.choice.meetings or by == appointment.participant_id:
        return
    due = next_urgent_moment(now, zone=asked.zone)
    if due >= appointment.starts_at:
        return
    _plan(
        session,
        person_id=appointment.participant_id,
        topic=Topic.MEETING_CHANGED,
        entity_id=appointment.id,
        version=appointment.version,
        due_at=due,
        useful_until=appointment.starts_at,
    )


def _plan_inbox(
    session: Session,
    participant_id: uuid.UUID,
    topic: Topic,
    entity_id: uuid.UUID,
    *,
    now: datetime,
    hard_letter: bool = False,
) -> None:
    asked = listener(session, participant_id)
    if asked is None:
        return
    if not (asked.choice.messages if topic is Topic.MESSAGE else asked.choice.letters):
        return
    told_at = session.scalar(
        select(func.max(OutboxEntry.due_at)).where(
            OutboxEntry.person_id == participant_id,
            OutboxEntry.topic.in_(_INBOX),
            OutboxEntry.state != State.DROPPED,
            # One that is told days later (a letter shown on Monday) holds nothing else up.
            OutboxEntry.due_at <= now + INBOX_PAUSE,
        )
    )
    due = inbox_moment(now, told_at, zone=asked.zone, land=asked.land, hard_letter=hard_letter)
    _plan(
        session,
        person_id=participant_id,
        topic=topic,
        entity_id=entity_id,
        version=1,
        due_at=due,
        useful_until=due + INBOX_USEFUL,
    )


def _plan(session: Session, **row: Any) -> None:
    """Add the entry. One that is there and was not told yet gets the new times instead."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    # Both have this clause in common; SQLAlchemy has one function for each.
    insert: Any = sqlite.insert if is_sqlite else postgresql.insert
    statement = insert(OutboxEntry).values(
        id=uuid.uuid4(), state=State.DUE, attempts=0, taken_by="", **row
    )
    again = {
        "due_at": row["due_at"],
        "useful_until": row["useful_until"],
        "state": State.DUE,
        "ended_at": None,
    }
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "topic", "entity_id", "version"],
            set_=again,
            where=OutboxEntry.state.in_((State.DUE, State.DROPPED)),
        ),
        # What is already in this session's memory is older than the row.
        execution_options={"populate_existing": True},
    )


def _forget(session: Session, *which: Any, now: datetime) -> None:
    """Drop what is still on its way. A worker that has it in hand will find its lease gone."""
    session.execute(
        update(OutboxEntry)
        .where(OutboxEntry.state.in_(_OPEN), *which)
        .values(state=State.DROPPED, ended_at=now, lease=None, leased_until=None)
    )
