"""Whom to tell what and when: outbox rows, written in the transaction that changes something.

Whoever plans, moves or cancels a meeting, sends a message or releases a letter calls the function
of that name. It adds nothing for someone who did not ask to be told. What is planned here is looked
at once more before it is sent (reminders/deliver.py).
"""

import uuid
from collections.abc import Sequence
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
    change_moment,
    inbox_moment,
    ringing,
    useful_until,
)

TEST_USEFUL = timedelta(minutes=10)
CODE_USEFUL = timedelta(hours=1)
_INBOX = (Topic.MESSAGE, Topic.LETTER)
_OPEN = (State.DUE, State.LEASED)
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


def meeting_planned(session: Session, appointment: Appointment, *, now: datetime) -> None:
    """Plan the one reminder of a new meeting."""
    _plan_reminders(session, appointment.participant_id, now=now)


def meeting_changed(
    session: Session,
    appointment: Appointment,
    *,
    by: uuid.UUID,
    now: datetime,
    was_at: datetime | None = None,
) -> None:
    """Forget the reminder for the old time, plan the new one, and tell of the change.

    `by`: whoever changed it is not told. `was_at`: when it was to start, if it was moved.
    """
    _tell_of_change(session, appointment, by=by, was_at=was_at, now=now)
    _plan_reminders(session, appointment.participant_id, now=now)


def meeting_cancelled(
    session: Session, appointment: Appointment, *, by: uuid.UUID, now: datetime
) -> None:
    """Forget every reminder and tell that the meeting does not take place."""
    meeting_changed(session, appointment, by=by, now=now)


def meeting_as_before(
    session: Session,
    appointment: Appointment,
    *,
    by: uuid.UUID,
    now: datetime,
    was_at: datetime | None = None,
) -> None:
    """A change was undone: plan anew, and tell only those who were told of the change."""
    session.flush()
    was_told = session.scalar(
        select(OutboxEntry.id).where(
            OutboxEntry.entity_id == appointment.id,
            OutboxEntry.topic == Topic.MEETING_CHANGED,
            OutboxEntry.state.in_((State.ACCEPTED, State.LEASED)),
        )
    )
    if was_told is None:
        _forget(session, OutboxEntry.entity_id == appointment.id, now=now)
        _plan_reminders(session, appointment.participant_id, now=now)
    else:
        meeting_changed(session, appointment, by=by, was_at=was_at, now=now)


def message_sent(session: Session, message: Message, *, now: datetime) -> None:
    """Tell the participant that the guide wrote, once it is shown. Nobody else is told anything."""
    if message.author_id != message.participant_id:
        message_taken_back(session, message, now=now)
        shown = max(now, message.sent_at)
        _plan_inbox(session, message.participant_id, Topic.MESSAGE, message.id, now=shown)


def message_taken_back(session: Session, message: Message, *, now: datetime) -> None:
    """Forget what was to be told of a message."""
    session.flush()
    _forget(session, OutboxEntry.entity_id == message.id, now=now)


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
    _plan_reminders(session, participant_id, now=now)


def quiet_changed(session: Session, participant_id: uuid.UUID, *, now: datetime) -> None:
    """Quiet was asked for, or is over: whatever waits is looked at anew, by what holds now."""
    waiting = (OutboxEntry.person_id == participant_id, OutboxEntry.state == State.DUE)
    not_reminders = OutboxEntry.topic != Topic.MEETING_SOON
    session.execute(update(OutboxEntry).where(*waiting, not_reminders).values(due_at=now))
    _plan_reminders(session, participant_id, now=now)


def _plan_reminders(session: Session, participant_id: uuid.UUID, *, now: datetime) -> None:
    """Plan the reminders of all meetings that stand, and forget those of any other time."""
    session.flush()  # gives appointments their versions
    asked = listener(session, participant_id)
    meetings = _standing(session, participant_id, now=now)
    if asked is None or not asked.choice.meetings:
        meetings = []
    else:
        due_at = ringing((each.starts for each in meetings), asked.choice.lead, land=asked.land)
        lines = _lines(session, participant_id, meetings, due_at)
        for each in meetings:
            _plan_reminder(session, each, due_at[each.starts], lines[each.id], now=now)
    true = {(each.id, _version(each)) for each in meetings}
    waiting = select(OutboxEntry).where(
        OutboxEntry.person_id == participant_id,
        OutboxEntry.topic == Topic.MEETING_SOON,
        OutboxEntry.state.in_(_OPEN),
    )
    stale = [e.id for e in session.scalars(waiting) if (e.entity_id, e.version) not in true]
    _forget(session, OutboxEntry.id.in_(stale), now=now)


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
    session: Session, appointment: Appointment, due: datetime, line: uuid.UUID, *, now: datetime
) -> None:
    until = useful_until(due, appointment.starts)
    if until <= now:
        return
    _plan(
        session,
        person_id=appointment.participant_id,
        topic=Topic.MEETING_SOON,
        entity_id=appointment.id,
        version=_version(appointment),
        line_id=line,
        due_at=due,
        useful_until=until,
    )


def _lines(
    session: Session,
    participant_id: uuid.UUID,
    meetings: Sequence[Appointment],
    due_at: dict[datetime, datetime],
) -> dict[uuid.UUID, uuid.UUID]:
    """Return the line of each meeting: one for all of a moment, the one shown if there is one."""
    shown, of_moment = _lines_shown(session, participant_id), dict[datetime, uuid.UUID]()
    told = [each for each in meetings if (each.id, _version(each)) in shown]
    for each in told:
        of_moment.setdefault(due_at[each.starts], shown[each.id, _version(each)])
    return {each.id: of_moment.setdefault(due_at[each.starts], each.id) for each in meetings}


def _version(appointment: Appointment) -> int:
    """Return the time itself, in minutes: one meeting at one time has one reminder.

    An answer changes the appointment's own version, and not its time.
    """
    return int(appointment.starts_at.timestamp()) // 60


def _lines_shown(
    session: Session, participant_id: uuid.UUID
) -> dict[tuple[uuid.UUID, int], uuid.UUID]:
    """Return in which line each reminder stands that has been told, by meeting and version."""
    told = select(OutboxEntry).where(
        OutboxEntry.person_id == participant_id,
        OutboxEntry.topic == Topic.MEETING_SOON,
        OutboxEntry.state == State.ACCEPTED,
    )
    return {
        (each.entity_id, each.version): each.line_id or each.entity_id
        for each in session.scalars(told.order_by(OutboxEntry.ended_at))
    }


def _tell_of_change(
    session: Session,
    appointment: Appointment,
    *,
    by: uuid.UUID,
    was_at: datetime | None,
    now: datetime,
) -> None:
    session.flush()  # gives the appointment its version
    _forget(session, OutboxEntry.entity_id == appointment.id, now=now)
    asked = listener(session, appointment.participant_id)
    if asked is None or not asked.choice.meetings or by == appointment.participant_id:
        return
    times = (appointment.starts_at, was_at)
    due = change_moment(now, *times, zone=asked.zone, land=asked.land)
    if due >= appointment.starts_at:
        return
    shown = _lines_shown(session, appointment.participant_id)
    lines = [line for (meeting, _version), line in shown.items() if meeting == appointment.id]
    _plan(
        session,
        person_id=appointment.participant_id,
        topic=Topic.MEETING_CHANGED,
        entity_id=appointment.id,
        version=appointment.version,
        line_id=lines[-1] if lines else None,
        was_at=was_at,
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
        "line_id": row.get("line_id"),
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
