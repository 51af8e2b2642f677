"""The outbox as a machine that loses power at any moment, and what must hold all the same.

A moment is just before or just after a transaction commits, and just before or just after a message
is sent. Two workers may be at it. Every push that a real push service took is held against the rows
it told of: nothing is told again after it was noted, nothing under two tags, nothing is missed, and
no row ends without a reason.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import delete, event, func, select
from sqlalchemy.orm import Session

from app.core.push import Answer, Carrier, Outcome, PushMessage
from app.domain import telling
from app.domain.access import Viewer
from app.domain.appointments import Appointment
from app.domain.delivery import StoppedService
from app.domain.messages import Message
from app.domain.outbox import BACK_OFF, LEASE, OutboxEntry, State, Topic
from app.domain.people import Person
from app.domain.reminders import Lead, PushSubscription, ReminderChoice, Wishes
from app.domain.sign_in import LoginSession, PhoneUse
from app.reminders import actions
from app.reminders.deliver import deliver_due
from app.reminders.parcels import Sender
from app.reminders.push_rules import push_rules
from tests import make
from tests.support.push_service import PushService, Reply

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
LONGEST_PAUSE = timedelta(minutes=52)  # half an hour and a fifth, or a service's quarter, and slack
NO_TIME = timedelta(0)
ENDED = (State.ACCEPTED, State.DROPPED)


class PowerCut(BaseException):
    """The worker is gone, in the middle of whatever it did."""


class Fuse:
    """Burns at the moment it was set to; counts moments meanwhile."""

    def __init__(self) -> None:
        self.left = 0
        self.is_watched = False

    def moment(self, *_about: object) -> None:
        """One more moment."""
        if self.is_watched and self.left:
            self.left -= 1
            if not self.left:
                raise PowerCut


@dataclass(frozen=True)
class Push:
    """A message that the service took: which rows it told of, where, and under what."""

    entries: frozenset[uuid.UUID]
    phone: str
    tag: str
    at: datetime


@dataclass
class Courier:
    """A worker's road: the real carrier, one message at a time, with a fuse at each."""

    house: "House"
    carrier: Carrier
    now: datetime
    between: Callable[[], None] | None = None
    is_stale: bool = False  # it was held up for longer than its lease
    _batch: list[OutboxEntry] = field(default_factory=list)

    def send_all(self, messages: Iterable[PushMessage]) -> list[Answer]:
        """Send, and keep what each message told of."""
        told = self._told_of()
        answers = []
        for message in messages:
            self.house.fuse.moment()
            (answer,) = self.carrier.send_all([message])
            answers.append(answer)
            if answer.outcome is Outcome.ACCEPTED:
                self.house.keep(told.get(message.topic, []), message, self)
            else:
                self.house.in_trouble |= {each.id for each in told.get(message.topic, [])}
            self.house.fuse.moment()
            if self.between is not None:
                between, self.between = self.between, None
                between()
        return answers

    def _told_of(self) -> dict[str, list[OutboxEntry]]:
        """Return by Topic the rows of the batch: those whose lease nobody has seen so far."""
        engine = self.house.app.extensions["engine"].execution_options(writes=False)
        with Session(engine) as session:
            leased = list(
                session.scalars(select(OutboxEntry).where(OutboxEntry.lease.is_not(None)))
            )
            session.expunge_all()
        fresh = [each for each in leased if each.lease not in self.house.leases]
        self._batch = fresh or self._batch
        self.house.leases |= {each.lease for each in leased}
        by_topic: dict[str, list[OutboxEntry]] = {}
        for each in self._batch:
            by_topic.setdefault(self.house.sender.topic(each), []).append(each)
        return by_topic


@dataclass
class House:
    """The app, two people, their phones, and what was ever told them."""

    app: Flask
    session: Session
    people: list[Person]
    guide: Person
    service: PushService
    now: datetime = MONDAY
    pushes: list[Push] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    leases: set[uuid.UUID | None] = field(default_factory=set)
    in_trouble: set[uuid.UUID] = field(default_factory=set)
    ended: set[uuid.UUID] = field(default_factory=set)
    cuts: int = 0
    told: int = 0

    def __post_init__(self) -> None:
        settings, secrets = self.app.extensions["settings"], self.app.extensions["secrets"]
        self.sender = Sender(settings.app_name, settings.origin, secrets.pepper)
        self.fuse = Fuse()
        rules = push_rules(settings)
        self.carriers = [Carrier(self.app.extensions["vapid"], **rules) for _ in range(2)]
        for name in ("before_commit", "after_commit"):
            event.listen(Session, name, self.fuse.moment)

    def close(self) -> None:
        """Let go of everything."""
        for name in ("before_commit", "after_commit"):
            event.remove(Session, name, self.fuse.moment)
        for carrier in self.carriers:
            carrier.close()

    def clear(self) -> None:
        """Begin anew: no meeting, no phone, nothing to tell, and every push service is used."""
        for kind in (
            OutboxEntry,
            PushSubscription,
            LoginSession,
            Appointment,
            Message,
            ReminderChoice,
            StoppedService,
        ):
            self.session.execute(delete(kind))
        self.session.commit()
        self.session.expunge_all()
        self.service.answer_normally()
        self.service.received.clear()
        for each in (self.pushes, self.doubles, self.missed, self.unexplained):
            each.clear()  # type: ignore[attr-defined]
        for kept in (self.leases, self.in_trouble, self.ended):
            kept.clear()  # type: ignore[attr-defined]
        self.now = MONDAY

    # What people do

    def viewer(self, person: Person) -> Viewer:
        """Return the person as who asks."""
        return Viewer(person_id=person.id, role=person.role, programme_id=person.programme_id)

    def choose(self, person: Person, *, meetings: bool, messages: bool, lead: Lead) -> None:
        """Choose what to be told."""
        wishes = Wishes(meetings, messages, False, lead, 1)
        with self.app.test_request_context():
            actions.choose(self.session, self.viewer(person), wishes, now=self.now)
        self.session.commit()

    def switch_on(self, person: Person) -> None:
        """One more phone."""
        login = LoginSession(
            person_id=person.id, token_hash=uuid.uuid4().bytes * 2, phone_use=PhoneUse.OWN,
            created_at=self.now, ends_at=self.now + timedelta(days=90),
        )  # fmt: skip
        self.session.add(login)
        self.session.flush()
        phone = self.service.subscribe(self.app.extensions["vapid"].public_key_base64url)
        actions.reach_here(
            self.session, self.viewer(person), login.id, phone.subscription, now=self.now
        )
        self.session.commit()

    def sign_out(self, person: Person) -> None:
        """One phone less."""
        one = select(LoginSession).where(LoginSession.person_id == person.id).limit(1)
        if (login := self.session.scalar(one)) is not None:
            self.session.delete(login)
        self.session.commit()

    def plan(self, person: Person, *, days: int, hour: int) -> None:
        """A meeting in so many days."""
        day = (self.now.astimezone(BERLIN) + timedelta(days=days)).replace(tzinfo=None)
        when = day.replace(hour=hour, minute=0, second=0, microsecond=0)
        meeting = make.appointment(self.session, to=person, by=self.guide, at=when)
        telling.meeting_planned(self.session, meeting, now=self.now)
        self.session.commit()

    def meeting(self, place: int) -> Appointment | None:
        """Return one of the meetings still to come."""
        coming = select(Appointment).where(
            Appointment.starts_at > self.now, Appointment.cancelled_at.is_(None)
        )
        found = list(self.session.scalars(coming.order_by(Appointment.starts_at, Appointment.id)))
        return found[place % len(found)] if found else None

    def move(self, place: int, *, hours: int) -> None:
        """A meeting is at another time."""
        if (meeting := self.meeting(place)) is not None:
            when = meeting.starts.replace(tzinfo=None) + timedelta(hours=hours)
            meeting.move(when, now=self.now)
            telling.meeting_changed(self.session, meeting, by=self.guide.id, now=self.now)
        self.session.commit()

    def cancel(self, place: int) -> None:
        """A meeting does not take place."""
        if (meeting := self.meeting(place)) is not None:
            meeting.cancel(now=self.now)
            telling.meeting_cancelled(self.session, meeting, by=self.guide.id, now=self.now)
        self.session.commit()

    def write(self, person: Person) -> None:
        """The guide writes."""
        message = make.message(self.session, of=person, by=self.guide)
        message.sent_at = self.now
        telling.message_sent(self.session, message, now=self.now)
        self.session.commit()

    def trouble(self, replies: list[Reply]) -> None:
        """The push service will answer these next."""
        for reply in replies:
            self.service.answer_with(reply, times=1)

    # What workers do

    def next_moment(self) -> datetime | None:
        """Return when something is due, or a lease runs out."""
        open_ones = OutboxEntry.state.not_in(ENDED)
        when = func.min(func.coalesce(OutboxEntry.leased_until, OutboxEntry.due_at))
        found: datetime | None = self.session.scalar(select(when).where(open_ones))
        self.session.commit()
        return found if found is None or found.tzinfo else found.replace(tzinfo=ZoneInfo("UTC"))

    def work(self, *, cut: int = 0, other_after: timedelta | None = None) -> None:
        """Let a worker look; it may lose power. Another may look while it sends."""

        def between() -> None:
            first.is_stale = other_after is not None and other_after >= LEASE
            self._look(Courier(self, self.carriers[1], self.now + (other_after or NO_TIME)))

        first = Courier(
            self, self.carriers[0], self.now, between if other_after is not None else None
        )
        # What ended before was ended by people: a wish that changes may leave no time to remind.
        ended = select(OutboxEntry.id).where(OutboxEntry.state.in_(ENDED))
        self.ended |= set(self.session.scalars(ended))
        self.session.commit()
        self.fuse.left, self.fuse.is_watched = cut, True
        with suppress(PowerCut):
            self._look(first)
        self.cuts += bool(cut and not self.fuse.left)
        self.fuse.left, self.fuse.is_watched = 0, False
        if other_after is not None:
            self.now += other_after
        self._explain()

    def _look(self, courier: Courier) -> None:
        deliver_due(self.app, courier, now=courier.now)

    # What must hold

    def keep(self, entries: list[OutboxEntry], message: PushMessage, courier: Courier) -> None:
        """Keep a push that was taken; it must not be one too many."""
        tag = json.loads(message.payload)["notification"]["tag"]
        phone, ids = message.id, frozenset(each.id for each in entries)
        if not ids:
            self.unexplained.append("a push that no row asked for")
        if ids and not courier.is_stale and all(phone in each for each in self._taken(ids)):
            self.doubles.append(f"{entries[-1].topic} again after it was noted")
        earlier = {each.tag for each in self.pushes if each.phone == phone and each.entries & ids}
        if earlier - {tag}:
            self.doubles.append(f"{entries[-1].topic} under another tag")
        if not tag or tag != message.topic[: len(tag)]:
            self.unexplained.append("tag and topic differ")
        self.told += 1
        self.pushes.append(Push(ids, phone, tag, courier.now))

    def _taken(self, ids: Iterable[uuid.UUID]) -> list[str]:
        """Return which phones have each of these by now, as other workers see it."""
        with Session(self.app.extensions["engine"].execution_options(writes=False)) as session:
            rows = select(OutboxEntry.taken_by).where(OutboxEntry.id.in_(ids))
            return list(session.scalars(rows))

    def _explain(self) -> None:
        """Every row that has ended by now has a reason."""
        self.session.expire_all()
        for entry in self.session.scalars(select(OutboxEntry).where(OutboxEntry.state.in_(ENDED))):
            if entry.id not in self.ended and entry.ended_at and entry.ended_at >= self.now - LEASE:
                self._explain_one(entry)
            self.ended.add(entry.id)
        self.session.commit()

    def _explain_one(self, entry: OutboxEntry) -> None:
        if entry.state is State.ACCEPTED and not any(entry.id in p.entries for p in self.pushes):
            self.unexplained.append(f"{entry.topic} accepted, and never sent")
        close = self.now + LONGEST_PAUSE >= entry.useful_until
        gave_up = entry.attempts > len(BACK_OFF) or (entry.id in self.in_trouble and close)
        if gave_up or self.now + LEASE >= entry.useful_until or not self._is_wanted(entry):
            return
        for phone in self._phones(entry.person_id):
            if phone.created_at < entry.due_at and not self._was_told(entry, phone):
                self.missed.append(f"{entry.topic} of {entry.due_at} ended {entry.state}")

    def _was_told(self, entry: OutboxEntry, phone: PushSubscription) -> bool:
        tag = self.sender.topic(entry)[: len(self.pushes[0].tag)] if self.pushes else ""
        own = any(entry.id in each.entries for each in self.pushes if each.phone == phone.id.hex)
        # A later word on the same line tells of the earlier one as well.
        return own or any(
            each.phone == phone.id.hex and each.tag == tag and each.at >= entry.due_at
            for each in self.pushes
        )

    def _phones(self, person_id: uuid.UUID) -> list[PushSubscription]:
        live = select(PushSubscription).where(
            PushSubscription.participant_id == person_id, PushSubscription.gone_at.is_(None)
        )
        return list(self.session.scalars(live))

    def _is_wanted(self, entry: OutboxEntry) -> bool:
        choice = self.session.get(ReminderChoice, entry.person_id)
        if choice is None:
            return False
        if entry.topic is Topic.MESSAGE:
            return choice.messages
        meeting = self.session.get(Appointment, entry.entity_id)
        if not choice.meetings or meeting is None:
            return False
        if entry.topic is Topic.MEETING_CHANGED:
            return self.now < meeting.starts_at
        minute = int(meeting.starts_at.timestamp()) // 60
        return meeting.cancelled_at is None and entry.version == minute

    def settle(self) -> None:
        """Let all be well, and workers look until there is nothing left to tell."""
        self.service.answer_normally()
        self._everything_is_planned()
        for _ in range(200):
            when = self.next_moment()
            if when is None:
                return
            self.now = max(self.now + timedelta(seconds=1), when)
            self.work()
        self.unexplained.append("rows that never end")

    def _everything_is_planned(self) -> None:
        """Every meeting to come that somebody wants to be reminded of has its row."""
        coming = (
            select(Appointment)
            .join(ReminderChoice, ReminderChoice.participant_id == Appointment.participant_id)
            .where(
                ReminderChoice.meetings,
                Appointment.cancelled_at.is_(None),
                Appointment.starts_at > self.now + timedelta(days=1, hours=14),
            )
        )
        for meeting in self.session.scalars(coming):
            rows = select(OutboxEntry.state).where(
                OutboxEntry.entity_id == meeting.id,
                OutboxEntry.topic == Topic.MEETING_SOON,
                OutboxEntry.version == int(meeting.starts_at.timestamp()) // 60,
            )
            if self.session.scalar(rows) in {None, State.DROPPED}:
                self.missed.append(f"nothing is planned for {meeting.starts}")
        self.session.commit()

    @property
    def wrong(self) -> list[Any]:
        """Return everything that must not be."""
        return [*self.doubles, *self.missed, *self.unexplained]


@contextmanager
def house(app: Flask, session: Session, people: list[Person], guide: Person) -> Iterator[House]:
    """Lend the house, with a push service beside it."""
    with PushService() as service:
        built = House(app, session, people, guide, service)
        try:
            yield built
        finally:
            built.close()
