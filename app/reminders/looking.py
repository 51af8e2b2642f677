"""The second look, right before sending: is this notice still true, wanted, and may it ring now?

Between planning and sending a meeting may have moved, a message been taken back, a choice changed.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.calm.letter_kinds import Label
from app.domain.appointments import Appointment
from app.domain.letters import Letter
from app.domain.messages import Message
from app.domain.outbox import OutboxEntry, Topic
from app.domain.people import Person, Programme
from app.domain.reminders import (
    INBOX_USEFUL,
    PushSubscription,
    ReminderChoice,
    next_office_moment,
    next_urgent_moment,
    remind_at,
    useful_until,
)
from app.domain.sign_in import LoginSession

Thing = TypeVar("Thing", Appointment, Message, Letter)


@dataclass(frozen=True)
class Facts:
    """What is true now, for all entries of a batch."""

    people: dict[uuid.UUID, tuple[Person, Programme, ReminderChoice | None]]
    phones: dict[uuid.UUID, list[PushSubscription]]
    appointments: dict[uuid.UUID, Appointment]
    messages: dict[uuid.UUID, Message]
    letters: dict[uuid.UUID, Letter]
    wrote_at: dict[uuid.UUID, datetime]


@dataclass(frozen=True)
class Wait:
    """Not now: at `due`, and then of use until `until`."""

    due: datetime
    until: datetime


def facts(session: Session, entries: Sequence[OutboxEntry], *, now: datetime) -> Facts:
    """Read what the entries are about, in the same few statements however many they are."""
    people = {entry.person_id for entry in entries}
    about = {entry.entity_id for entry in entries}
    rows = session.execute(
        select(Person, Programme, ReminderChoice)
        .join(Programme, Programme.id == Person.programme_id)
        .outerjoin(ReminderChoice, ReminderChoice.participant_id == Person.id)
        .where(Person.id.in_(people), Person.confirmed_at.is_not(None))
    )
    phones = defaultdict(list)
    live = (
        select(PushSubscription)
        .join(LoginSession, LoginSession.id == PushSubscription.session_id)
        .where(
            PushSubscription.participant_id.in_(people),
            PushSubscription.gone_at.is_(None),
            LoginSession.person_id == PushSubscription.participant_id,
            LoginSession.ends_at > now,
        )
    )
    for phone in session.scalars(live):
        phones[phone.participant_id].append(phone)
    wrote = session.execute(
        select(Message.author_id, func.max(Message.sent_at))
        .where(Message.author_id.in_(people), Message.withdrawn_at.is_(None))
        .group_by(Message.author_id)
    )
    return Facts(
        people={person.id: (person, programme, choice) for person, programme, choice in rows},
        phones=phones,
        appointments=_by_id(session, Appointment, about),
        messages=_by_id(session, Message, about),
        letters=_by_id(session, Letter, about),
        wrote_at={row[0]: row[1] for row in wrote},
    )


def _by_id(session: Session, kind: type[Thing], ids: set[uuid.UUID]) -> dict[uuid.UUID, Thing]:
    return {row.id: row for row in session.scalars(select(kind).where(kind.id.in_(ids)))}


def look(entry: OutboxEntry, known: Facts, *, now: datetime) -> bool | Wait:
    """Return whether to tell it now (True), never (False), or when instead."""
    if entry.person_id not in known.people or now >= entry.useful_until:
        return False
    if entry.topic in {Topic.TEST, Topic.ADDRESS}:
        return True
    _person, programme, choice = known.people[entry.person_id]
    if choice is None:
        return False
    if entry.topic is Topic.MEETING_SOON:
        return choice.meetings and _meeting_soon(entry, known, choice, programme.land, now)
    if entry.topic is Topic.MEETING_CHANGED:
        return choice.meetings and _meeting_changed(entry, known, programme.zone, now)
    if entry.topic is Topic.MESSAGE:
        return choice.messages and _message(entry, known) and _inbox(programme, now)
    return choice.letters and _letter(entry, known, programme, now)


def _meeting_soon(
    entry: OutboxEntry, known: Facts, choice: ReminderChoice, land: str, now: datetime
) -> bool | Wait:
    meeting = known.appointments.get(entry.entity_id)
    if meeting is None or meeting.participant_id != entry.person_id or meeting.cancelled_at:
        return False
    # By the time it has now, not by the one it was planned with.
    due = remind_at(meeting.starts, choice.lead, land=land)
    until = useful_until(due, meeting.starts)
    return Wait(due, until) if due > now else now < until


def _meeting_changed(entry: OutboxEntry, known: Facts, zone: str, now: datetime) -> bool | Wait:
    meeting = known.appointments.get(entry.entity_id)
    if meeting is None or meeting.participant_id != entry.person_id:
        return False
    # Whoever has answered since knows of it.
    if now >= meeting.starts_at or (meeting.reply is not None and not meeting.cancelled_at):
        return False
    due = next_urgent_moment(now, zone=zone)
    return Wait(due, entry.useful_until) if due > now else True


def _message(entry: OutboxEntry, known: Facts) -> bool:
    message = known.messages.get(entry.entity_id)
    if message is None or message.participant_id != entry.person_id or message.withdrawn_at:
        return False
    # Whoever has written since was there.
    wrote_at = known.wrote_at.get(entry.person_id)
    return wrote_at is None or wrote_at < message.sent_at


def _letter(entry: OutboxEntry, known: Facts, programme: Programme, now: datetime) -> bool | Wait:
    letter = known.letters.get(entry.entity_id)
    if letter is None or letter.participant_id != entry.person_id:
        return False
    if letter.released_at is None or letter.put_away_at is not None:
        return False
    # By the time it is shown from now on, not by the one it was planned with.
    shown = max(now, letter.released_at)
    return _inbox(programme, now, earliest=shown, hard_letter=letter.label is Label.SCHWER)


def _inbox(
    programme: Programme,
    now: datetime,
    *,
    earliest: datetime | None = None,
    hard_letter: bool = False,
) -> bool | Wait:
    due = next_office_moment(
        earliest or now, zone=programme.zone, land=programme.land, hard_letter=hard_letter
    )
    return Wait(due, due + INBOX_USEFUL) if due > now else True
