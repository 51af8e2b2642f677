"""The second look, right before sending: is this notice still true, wanted, and may it ring now?

Between planning and sending a meeting may have moved, a message been taken back, a choice changed.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.calm.letter_kinds import Label
from app.domain.answers import by_participant
from app.domain.appointments import Appointment
from app.domain.letters import Letter
from app.domain.messages import Message
from app.domain.outbox import OutboxEntry, State, Topic
from app.domain.people import Person, Programme
from app.domain.quiet import quiet_ends
from app.domain.reminders import (
    A_DAY,
    INBOX_USEFUL,
    PushSubscription,
    ReminderChoice,
    change_moment,
    next_office_moment,
    ringing,
    useful_until,
)
from app.domain.reminding import LATELY
from app.domain.sign_in import LoginSession

_LAST_LOOK = timedelta(minutes=1)  # before the start
_RINGS = (Topic.MEETING_SOON, Topic.MESSAGE, Topic.LETTER)
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
    standing: dict[uuid.UUID, list[Appointment]]
    rings: dict[uuid.UUID, list[OutboxEntry]]

    def due_at(self, person_id: uuid.UUID) -> dict[datetime, datetime]:
        """Return when each standing meeting is reminded of, by its start."""
        _person, programme, choice = self.people[person_id]
        starts = (each.starts for each in self.standing[person_id])
        return {} if choice is None else ringing(starts, choice.lead, land=programme.land)

    def told_together(self, meeting: Appointment, *, now: datetime) -> tuple[datetime, ...]:
        """Return when the meetings begin that its reminder speaks for, the first one first."""
        due_at = self.due_at(meeting.participant_id)
        ours = due_at.get(meeting.starts)
        return tuple(sorted(each for each, due in due_at.items() if due == ours and each > now))

    def rings_enough(self, person_id: uuid.UUID, *, now: datetime) -> bool:
        """Whether this day has its two rings: those that were, and reminders still to come.

        Messages and letters give way; a meeting is reminded of whatever else has rung.
        """
        zone = ZoneInfo(self.people[person_id][1].zone)
        when = [each.ended_at or each.due_at for each in self.rings[person_id]]
        today = now.astimezone(zone).date()
        return len({each for each in when if each.astimezone(zone).date() == today}) >= A_DAY


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
        .where(Message.participant_id.in_(people), by_participant(Message))
        .group_by(Message.author_id)
    )
    standing, rings = defaultdict(list), defaultdict(list)
    for meeting in session.scalars(_standing(people, now)):
        standing[meeting.participant_id].append(meeting)
    for ring in session.scalars(_rings(people, now)):
        rings[ring.person_id].append(ring)
    return Facts(
        people={person.id: (person, programme, choice) for person, programme, choice in rows},
        phones=phones,
        appointments=_by_id(session, Appointment, about),
        messages=_by_id(session, Message, about),
        letters=_by_id(session, Letter, about),
        wrote_at={row[0]: row[1] for row in wrote},
        standing=standing,
        rings=rings,
    )


def _standing(people: set[uuid.UUID], now: datetime) -> Select[Appointment]:
    return select(Appointment).where(
        Appointment.participant_id.in_(people),
        Appointment.starts_at > now - LATELY,
        Appointment.cancelled_at.is_(None),
    )


def _rings(people: set[uuid.UUID], now: datetime) -> Select[OutboxEntry]:
    was_told = and_(OutboxEntry.state == State.ACCEPTED, OutboxEntry.ended_at > now - LATELY)
    is_coming = and_(
        OutboxEntry.state.in_((State.DUE, State.LEASED)),
        OutboxEntry.topic == Topic.MEETING_SOON,
        OutboxEntry.due_at < now + LATELY,
    )
    return select(OutboxEntry).where(
        OutboxEntry.person_id.in_(people),
        OutboxEntry.topic.in_(_RINGS),
        or_(was_told, is_coming),
    )


def _by_id(session: Session, kind: type[Thing], ids: set[uuid.UUID]) -> dict[uuid.UUID, Thing]:
    return {row.id: row for row in session.scalars(select(kind).where(kind.id.in_(ids)))}


def look(entry: OutboxEntry, known: Facts, *, now: datetime) -> bool | Wait:
    """Return whether to tell it now (True), never (False), or when instead."""
    if entry.person_id not in known.people or now >= entry.useful_until:
        return False
    if entry.topic in {Topic.TEST, Topic.ADDRESS}:
        return True
    person, programme, choice = known.people[entry.person_id]
    if choice is None:
        return False
    # Whoever asked for quiet hears nothing until then, whatever it is.
    earliest = quiet_ends(person.quiet_until, now=now, zone=programme.zone) or now
    if entry.topic is Topic.MEETING_SOON:
        wanted = choice.meetings and not person.meetings_on_paper
        return wanted and _meeting_soon(entry, known, earliest, now)
    if entry.topic is Topic.MEETING_CHANGED:
        wanted = choice.meetings and not person.meetings_on_paper
        return wanted and _meeting_changed(entry, known, programme, earliest, now)
    if entry.topic is Topic.MESSAGE:
        return choice.messages and _message(entry, known, earliest, now)
    wanted = choice.letters and not person.letters_on_paper
    return wanted and _letter(entry, known, earliest, now)


def _meeting_soon(
    entry: OutboxEntry, known: Facts, earliest: datetime, now: datetime
) -> bool | Wait:
    meeting = known.appointments.get(entry.entity_id)
    if meeting is None or meeting.participant_id != entry.person_id or meeting.cancelled_at:
        return False
    # By the time it has now, not by the one it was planned with.
    due = known.due_at(entry.person_id).get(meeting.starts)
    if due is None:
        return False
    until = useful_until(due, meeting.starts)
    due = max(due, earliest)
    return Wait(due, until) if due > now else now < until


def _meeting_changed(
    entry: OutboxEntry, known: Facts, programme: Programme, earliest: datetime, now: datetime
) -> bool | Wait:
    meeting = known.appointments.get(entry.entity_id)
    if meeting is None or meeting.participant_id != entry.person_id:
        return False
    if now >= meeting.starts_at:
        return False
    # Whoever has answered since knows of it.
    is_answered = meeting.reply is not None and meeting.version > entry.version
    if is_answered and not meeting.cancelled_at:
        return False
    times = (meeting.starts_at, entry.was_at)
    due = change_moment(earliest, *times, zone=programme.zone, land=programme.land)
    if due <= now:
        return True
    # Quiet may end before its day: until the meeting it is worth another look.
    due = min(due, meeting.starts_at - _LAST_LOOK) if earliest > now else due
    return Wait(due, entry.useful_until) if due > now else False


def _message(entry: OutboxEntry, known: Facts, earliest: datetime, now: datetime) -> bool | Wait:
    message = known.messages.get(entry.entity_id)
    if message is None or message.participant_id != entry.person_id or message.withdrawn_at:
        return False
    # Whoever has written since was there.
    if message.is_before(known.wrote_at.get(entry.person_id)):
        return False
    return _inbox(entry, known, max(earliest, message.sent_at), now)


def _letter(entry: OutboxEntry, known: Facts, earliest: datetime, now: datetime) -> bool | Wait:
    letter = known.letters.get(entry.entity_id)
    if letter is None or letter.participant_id != entry.person_id:
        return False
    if letter.released_at is None or letter.put_away_at is not None:
        return False
    # By the time it is shown from now on, not by the one it was planned with.
    shown, hard = max(earliest, letter.released_at), letter.label is Label.SCHWER
    return _inbox(entry, known, shown, now, hard_letter=hard)


def _inbox(
    entry: OutboxEntry,
    known: Facts,
    earliest: datetime,
    now: datetime,
    *,
    hard_letter: bool = False,
) -> bool | Wait:
    programme = known.people[entry.person_id][1]
    if known.rings_enough(entry.person_id, now=now):
        tomorrow = now.astimezone(ZoneInfo(programme.zone)).date() + timedelta(days=1)
        midnight = datetime.combine(tomorrow, time(), tzinfo=ZoneInfo(programme.zone))
        earliest = max(earliest, midnight)
    due = next_office_moment(
        earliest, zone=programme.zone, land=programme.land, hard_letter=hard_letter
    )
    return Wait(due, due + INBOX_USEFUL) if due > now else True
