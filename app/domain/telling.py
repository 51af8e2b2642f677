"""Whom to tell what and when: outbox rows, written in the transaction that changes something.

Whoever plans, moves or cancels a meeting, sends a message or releases a letter calls the function
of that name. It adds nothing for someone who did not ask to be told. What is planned here is looked
at once more before it is sent (reminders/deliver.py).
"""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from app.calm.letter_kinds import Label
from app.domain.appointments import Appointment
from app.domain.letters import Letter
from app.domain.messages import Message
from app.domain.outbox import OutboxEntry, State, Topic, forget, plan
from app.domain.reminders import INBOX_PAUSE, INBOX_USEFUL, change_moment, inbox_moment
from app.domain.reminding import lines_shown, listener, plan_reminders

TEST_USEFUL = timedelta(minutes=10)
CODE_USEFUL = timedelta(hours=1)
_INBOX = (Topic.MESSAGE, Topic.LETTER)


def meeting_planned(session: Session, appointment: Appointment, *, now: datetime) -> None:
    """Plan the one reminder of a new meeting."""
    plan_reminders(session, appointment.participant_id, now=now)


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
    plan_reminders(session, appointment.participant_id, now=now)


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
            or_(
                OutboxEntry.state.in_((State.ACCEPTED, State.LEASED)),
                OutboxEntry.taken_by != "",  # by one phone; another still waits
            ),
        )
    )
    if was_told is None:
        forget(session, OutboxEntry.entity_id == appointment.id, now=now)
        plan_reminders(session, appointment.participant_id, now=now)
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
    forget(session, OutboxEntry.entity_id == message.id, now=now)


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
    forget(session, OutboxEntry.entity_id == letter.id, now=now)


def test_wanted(
    session: Session, *, participant_id: uuid.UUID, session_id: uuid.UUID, now: datetime
) -> None:
    """Send a test reminder to this device, at most one a minute."""
    plan(
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
    plan(
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
        forget(session, person, meetings, now=now)
    if asked is None or not asked.choice.messages:
        forget(session, person, OutboxEntry.topic == Topic.MESSAGE, now=now)
    if asked is None or not asked.choice.letters:
        forget(session, person, OutboxEntry.topic == Topic.LETTER, now=now)
    plan_reminders(session, participant_id, now=now)
    _tell_what_waits(session, participant_id, now=now)


def quiet_changed(session: Session, participant_id: uuid.UUID, *, now: datetime) -> None:
    """Quiet was asked for, or is over: whatever waits is looked at anew, by what holds now."""
    waiting = (OutboxEntry.person_id == participant_id, OutboxEntry.state == State.DUE)
    not_reminders = OutboxEntry.topic != Topic.MEETING_SOON
    session.execute(update(OutboxEntry).where(*waiting, not_reminders).values(due_at=now))
    plan_reminders(session, participant_id, now=now)


def _tell_what_waits(session: Session, participant_id: uuid.UUID, *, now: datetime) -> None:
    messages = select(Message).where(
        Message.participant_id == participant_id,
        Message.sent_at > now,
        Message.withdrawn_at.is_(None),
    )
    for message in session.scalars(messages):
        message_sent(session, message, now=now)
    letters = select(Letter).where(
        Letter.participant_id == participant_id, Letter.released_at > now
    )
    for letter in session.scalars(letters):
        letter_released(session, letter, now=now)


def _tell_of_change(
    session: Session,
    appointment: Appointment,
    *,
    by: uuid.UUID,
    was_at: datetime | None,
    now: datetime,
) -> None:
    session.flush()  # gives the appointment its version
    shown = lines_shown(session, appointment.participant_id)
    forget(session, OutboxEntry.entity_id == appointment.id, now=now)
    asked = listener(session, appointment.participant_id)
    if asked is None or not asked.choice.meetings or by == appointment.participant_id:
        return
    times = (appointment.starts_at, was_at)
    due = change_moment(now, *times, zone=asked.zone, land=asked.land)
    if due >= appointment.starts_at:
        return
    lines = [line for (meeting, _version), line in shown.items() if meeting == appointment.id]
    plan(
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
    plan(
        session,
        person_id=participant_id,
        topic=topic,
        entity_id=entity_id,
        version=1,
        due_at=due,
        useful_until=due + INBOX_USEFUL,
    )
