"""What is true now about the entries of a batch: read at once, however many they are."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.domain.answers import by_participant
from app.domain.appointments import Appointment
from app.domain.letters import Letter
from app.domain.messages import Message
from app.domain.outbox import OutboxEntry, State, Topic
from app.domain.people import Person, Programme
from app.domain.reminders import A_DAY, PushSubscription, ReminderChoice, ringing
from app.domain.reminding import LATELY
from app.domain.sign_in import LoginSession

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
    phones, standing, rings = defaultdict(list), defaultdict(list), defaultdict(list)
    for phone in session.scalars(_phones(people, now)):
        phones[phone.participant_id].append(phone)
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
        wrote_at={row[0]: row[1] for row in session.execute(_wrote_at(people))},
        standing=standing,
        rings=rings,
    )


def _phones(people: set[uuid.UUID], now: datetime) -> Select[PushSubscription]:
    return (
        select(PushSubscription)
        .join(LoginSession, LoginSession.id == PushSubscription.session_id)
        .where(
            PushSubscription.participant_id.in_(people),
            PushSubscription.gone_at.is_(None),
            LoginSession.person_id == PushSubscription.participant_id,
            LoginSession.ends_at > now,
        )
    )


def _wrote_at(people: set[uuid.UUID]) -> Select[uuid.UUID, datetime]:
    return (
        select(Message.author_id, func.max(Message.sent_at))
        .where(Message.participant_id.in_(people), by_participant(Message))
        .group_by(Message.author_id)
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
