"""People who plan, move, cancel, undo, answer, write and choose at random, and a phone each.

Everything goes through the real actions into a real database, and the real worker delivers. What a
phone gets is compared with what is true at that moment: a notice that is not true any more is
stale, and the same notice twice is double.
"""

import json
import random
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, event, func, select

from app.appointments import actions as answering
from app.core.i18n import clock_time
from app.core.push import Answer, Outcome, PushMessage
from app.desk.meetings import actions as planning
from app.desk.meetings import undoing
from app.domain.access import Viewer
from app.domain.appointments import (
    Appointment,
    AppointmentIsOver,
    Former,
    Kind,
    NotOursToAnswer,
    Reply,
)
from app.domain.base import DomainError
from app.domain.messages import Message
from app.domain.outbox import OutboxEntry, State, Topic
from app.domain.people import Person
from app.domain.quiet import is_quiet_time, quiet_ends
from app.domain.reminders import CLOSE, Lead, PushSubscription, ReminderChoice, Wishes
from app.domain.sign_in import LoginSession, PhoneUse
from app.messages import actions as messages
from app.reminders import actions as choosing
from app.reminders.deliver import deliver_due
from app.reminders.parcels import Sender
from tests.bench.house import PER_GUIDE, House

BERLIN = ZoneInfo("Europe/Berlin")
ZONE, LAND = "Europe/Berlin", "NW"
STEPS = 8  # things that happen in one sequence
PAUSES = (timedelta(minutes=7), timedelta(hours=2), timedelta(hours=9), timedelta(days=1))
TICK = timedelta(hours=2)  # the worker looks at least so often while nobody does anything
BUSY = 0.1  # of the answers: the push service has no time just now


class PushServices:
    """Takes every message at once, or asks for patience, and remembers what it took."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.taken = chance, list[PushMessage]()

    def send_all(self, messages: Iterable[PushMessage]) -> list[Answer]:
        """Answer each message, in their order."""
        return [self._answer(each) for each in messages]

    def _answer(self, message: PushMessage) -> Answer:
        if self.chance.random() < BUSY:
            return Answer(message.id, Outcome.LATER, 503)
        self.taken.append(message)
        return Answer(message.id, Outcome.ACCEPTED, 201)


@dataclass
class Somebody:
    """A participant in one sequence: the meeting it is about, and what was done to it."""

    person: Person
    viewer: Viewer
    guide: Viewer
    guide_person: Person
    meeting: Appointment | None = None
    former: Former | None = None
    message: Message | None = None
    # What the phone shows: by tag, the meeting and the time that a line speaks of.
    shown: dict[str, tuple[uuid.UUID, int]] = field(default_factory=dict)


@dataclass
class Sequences:
    """What was counted."""

    sequences: int = 0
    steps: int = 0
    notices: int = 0
    most_in_a_day: int = 0
    stale: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    unquiet: list[str] = field(default_factory=list)


def _do_not_wait_for_the_disk(connection: Any, _entry: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # nobody pulls the plug here


class Street:
    """A house full of people, each with a sequence of their own, all at the same time."""

    def __init__(self, built: House, *, seed: int) -> None:
        self.built, self.session = built, built.session
        self.chance = random.Random(seed)
        self.services = PushServices(self.chance)
        self.counted = Sequences()
        self.told: set[tuple[uuid.UUID, Topic, uuid.UUID, int]] = set()
        self.told_before = set(self.told)
        self.times: dict[uuid.UUID, set[datetime]] = {}  # all that a meeting ever had
        self.days: dict[tuple[uuid.UUID, date], set[datetime]] = {}
        app = built.app
        engine = app.extensions["engine"]
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _do_not_wait_for_the_disk)
        engine.dispose()
        app.extensions.pop("look_now", None)  # the worker looks when this street says so
        settings, secrets = app.extensions["settings"], app.extensions["secrets"]
        self.sender = Sender(settings.app_name, settings.origin, secrets.pepper)
        self.now = datetime(2026, 1, 2, 9, tzinfo=BERLIN)
        self.people: dict[uuid.UUID, Somebody] = {}

    def run(self, waves: int) -> Sequences:
        """Let everybody live through so many sequences."""
        for _wave in range(waves):
            self._begin()
            for _step in range(STEPS):
                for each in self.people.values():
                    self._do_something(each)
                    if each.meeting is not None:
                        self.times.setdefault(each.meeting.id, set()).add(each.meeting.starts_at)
                    self.counted.steps += 1
                self.session.commit()
                self._deliver()
                self._wait(self.chance.choice(PAUSES))
            self._wait(timedelta(days=2))
            self.counted.sequences += len(self.people)
        return self.counted

    def _begin(self) -> None:
        session = self.session
        for table in (OutboxEntry, Message, Appointment, ReminderChoice, PushSubscription):
            session.execute(delete(table))
        session.execute(delete(LoginSession))
        session.expunge_all()
        self.told.clear()
        self.times.clear()
        self.days.clear()
        day = date(2026, 1, 2) + timedelta(days=self.chance.randrange(3300))
        minute = self.chance.randrange(24 * 60)
        self.now = datetime.combine(day, time(), tzinfo=BERLIN) + timedelta(minutes=minute)
        guides = [session.get_one(Person, each.id) for each in self.built.guides]
        people = [session.get_one(Person, each.id) for each in self.built.participants]
        self.people = {
            person.id: self._settle_in(person, guides[number // PER_GUIDE])
            for number, person in enumerate(people)
        }
        session.commit()

    def _settle_in(self, person: Person, guide: Person) -> Somebody:
        person.quiet_until = None
        person.meetings_on_paper = False
        viewers = [Viewer(each.id, each.role, each.programme_id) for each in (person, guide)]
        login = LoginSession(
            person_id=person.id,
            token_hash=uuid.uuid4().bytes * 2,
            phone_use=PhoneUse.OWN,
            created_at=self.now,
            ends_at=self.now + timedelta(days=90),
        )
        self.session.add(login)
        self.session.flush()
        phone = PushSubscription(
            session_id=login.id,
            participant_id=person.id,
            endpoint_hash=uuid.uuid4().bytes * 2,
            created_at=self.now,
        )
        phone.endpoint, phone.p256dh, phone.auth = "https://push.example/x", "", ""
        self.session.add(phone)
        it = Somebody(person, *viewers, guide)
        self._choose(it, everything=True)
        return it

    def _wait(self, pause: timedelta) -> None:
        until = self.now + pause
        while self.now < until:
            due = self.session.scalar(
                select(func.min(OutboxEntry.due_at)).where(
                    OutboxEntry.state == State.DUE, OutboxEntry.due_at > self.now
                )
            )
            nearest = min(until, self.now + TICK, *([due] if due else []))
            self.now = nearest.astimezone(BERLIN)
            self._deliver()

    def _do_something(self, it: Somebody) -> None:
        if it.meeting is None or it.meeting.is_over(now=self.now) or self.chance.random() < 0.1:
            self._plan(it)
            return
        deeds = (
            self._move, self._move, self._cancel, self._undo, self._answer, self._take_time,
            self._choose, self._be_quiet, self._write, self._take_back, self._reply,
        )  # fmt: skip
        deed = self.chance.choice(deeds)
        if deed in (self._answer, self._take_time, self._choose, self._be_quiet, self._reply):
            it.shown.clear()  # who does it has opened Heute, and that clears the lock screen
        try:
            with self.session.begin_nested():
                deed(it)
        except (DomainError, AppointmentIsOver, NotOursToAnswer, LookupError):
            self.session.refresh(it.meeting)

    def _some_time(self) -> datetime:
        day = self.now.date() + timedelta(days=self.chance.choice((0, 1, 1, 2, 3, 5, 9)))
        minute = 15 * self.chance.randrange(28, 84)
        return datetime.combine(day, time()) + timedelta(minutes=minute)

    def _plan(self, it: Somebody) -> None:
        starts = self._some_time()
        if starts <= self.now.replace(tzinfo=None):
            return
        others = (self._some_time(), self._some_time())
        plan = planning.Plan(Kind.WALK, False, starts, 30, "Bahnhof", "", "", "", "", others)
        meeting = planning.drawn_up(
            it.guide, it.person, uuid.uuid4(), plan, zone=ZONE, now=self.now
        )
        planning.keep(self.session, meeting, now=self.now)
        it.meeting, it.former = meeting, None

    def _move(self, it: Somebody) -> None:
        assert it.meeting is not None
        starts, former = self._some_time(), it.meeting.before
        if starts > self.now.replace(tzinfo=None) and planning.move(
            self.session, it.guide, it.meeting, starts, now=self.now
        ):
            it.former = former

    def _cancel(self, it: Somebody) -> None:
        assert it.meeting is not None
        planning.cancel(
            self.session,
            it.guide,
            it.meeting,
            proposal=self.chance.choice((None, self._some_time())),
            proposal_id=uuid.uuid4(),
            now=self.now,
        )

    def _undo(self, it: Somebody) -> None:
        assert it.meeting is not None
        if it.meeting.cancelled_at is not None:
            undoing.let_stand_again(
                self.session, it.guide, it.meeting, proposal_id=None, now=self.now
            )
        elif it.former is not None:
            undoing.move_back(self.session, it.guide, it.meeting, it.former, now=self.now)
            it.former = None

    def _answer(self, it: Somebody) -> None:
        assert it.meeting is not None
        answering.answer(it.meeting, self.chance.choice(list(Reply)), now=self.now)

    def _take_time(self, it: Somebody) -> None:
        assert it.meeting is not None
        wanted = self.chance.choice((it.meeting.other_time_1, it.meeting.other_time_2))
        if wanted:
            answering.take_time(self.session, it.meeting, wanted, now=self.now)

    def _choose(self, it: Somebody, *, everything: bool = False) -> None:
        def some() -> bool:
            return everything or self.chance.random() < 0.8

        lead = self.chance.choice(list(Lead))
        wishes = Wishes(some(), some(), some(), lead, level=3)
        choosing.choose(self.session, it.viewer, wishes, now=self.now)

    def _be_quiet(self, it: Somebody) -> None:
        today = self.now.date()
        if it.person.quiet_until is not None:
            choosing.end_quiet(self.session, it.person, now=self.now)
        elif self.chance.random() < 0.5:
            until = today + timedelta(days=self.chance.randrange(3))
            choosing.ask_for_quiet(self.session, it.person, until, today=today, now=self.now)

    def _write(self, it: Somebody) -> None:
        it.message = messages.send_text(
            self.session,
            it.guide,
            it.person.id,
            message_id=uuid.uuid4(),
            text="Bis bald.",
            language="de",
            now=self.now,
            shown_at=self.chance.choice((None, self.now + timedelta(hours=11))),
        )

    def _take_back(self, it: Somebody) -> None:
        if it.message is None:
            return
        if it.message.withdrawn_at is None:
            messages.take_back(self.session, it.guide, it.message, now=self.now)
        else:
            messages.bring_back(self.session, it.message, now=self.now)

    def _reply(self, it: Somebody) -> None:
        messages.send_phrase(
            self.session, it.viewer, it.person.id,
            message_id=uuid.uuid4(), phrase_id="Q1", now=self.now,
        )  # fmt: skip

    def _deliver(self) -> None:
        self.services.taken.clear()
        self.session.commit()
        # The worker may have looked at this very moment already: what it told then is not told now.
        before = set(self.session.scalars(self._ended_now(OutboxEntry.id)))
        self.session.commit()
        deliver_due(self.built.app, self.services, now=self.now)
        self.session.expire_all()
        sent = [(each.topic, json.loads(each.payload)) for each in self.services.taken]
        topics = [topic for topic, _told in sent]
        for topic in {each for each in topics if topics.count(each) > 1}:
            self.counted.double.append(f"{self.now}: line {topic} twice at once")
        told, self.told_before = self._told_now(before), set(self.told)
        for topic, body in sent:
            self.counted.notices += 1
            entries = told.get(topic, [])
            if not entries:
                self.counted.stale.append(f"{self.now}: nothing is true of line {topic}")
            self._check(topic, body["notification"]["body"], entries)

    def _told_now(self, before: set[uuid.UUID]) -> dict[str, list[OutboxEntry]]:
        found: dict[str, list[OutboxEntry]] = {}
        for entry in self.session.scalars(self._ended_now(OutboxEntry)):
            if entry.id not in before:
                found.setdefault(self.sender.topic(entry), []).append(entry)
        return found

    def _ended_now(self, what: Any) -> Any:
        return select(what).where(
            OutboxEntry.state == State.ACCEPTED, OutboxEntry.ended_at == self.now
        )

    def _check(self, topic: str, body: str, entries: list[OutboxEntry]) -> None:
        for entry in entries:
            it = self.people[entry.person_id]
            key = (entry.person_id, entry.topic, entry.entity_id, entry.version)
            if key in self.told:
                self.counted.double.append(f"{self.now}: {entry.topic} again")
            self.told.add(key)
            stale = self._why_stale(it, entry, body, several=len(entries) > 1)
            if stale:
                self.counted.stale.append(f"{self.now}: {entry.topic} {stale}")
            if self._is_unquiet(it, entry):
                self.counted.unquiet.append(f"{self.now}: {entry.topic}")
            if entry.topic is not Topic.MEETING_CHANGED:
                rang = self.days.setdefault((entry.person_id, self.now.date()), set())
                rang.add(self.now)
                self.counted.most_in_a_day = max(self.counted.most_in_a_day, len(rang))
            self._show(it, topic, entry)

    def _show(self, it: Somebody, topic: str, entry: OutboxEntry) -> None:
        if entry.topic is Topic.MEETING_SOON:
            it.shown[topic] = (entry.entity_id, entry.version)
            return
        it.shown.pop(topic, None)
        if entry.topic is Topic.MEETING_CHANGED:
            now_at = self.session.get_one(Appointment, entry.entity_id)
            true = None if now_at.cancelled_at else int(now_at.starts_at.timestamp()) // 60
            if any(e == entry.entity_id and time != true for e, time in it.shown.values()):
                self.counted.stale.append(f"{self.now}: the old time is still on the phone")

    def _why_stale(self, it: Somebody, entry: OutboxEntry, body: str, *, several: bool) -> str:
        choice = self.session.get(ReminderChoice, it.person.id)
        if choice is None or not self._is_wanted(choice, entry):
            return "is not wanted"
        if entry.topic is Topic.MESSAGE:
            return self._why_message_is_stale(it, entry)
        meeting = self.session.get(Appointment, entry.entity_id)
        if meeting is None or meeting.starts_at <= self.now:
            return "is over"
        if entry.topic is Topic.MEETING_CHANGED:
            was_told = any(key[1:3] == (entry.topic, meeting.id) for key in self.told_before)
            is_changed = meeting.moved_at or meeting.cancelled_at
            return "" if is_changed or was_told else "never changed"
        if meeting.cancelled_at is not None:
            return "is cancelled"
        if entry.version != int(meeting.starts_at.timestamp()) // 60:
            return "has another time"
        says_time = clock_time(meeting.starts) in body
        return "" if several or says_time or "Erinnerung" in body else f"says {body}"

    def _is_wanted(self, choice: ReminderChoice, entry: OutboxEntry) -> bool:
        return choice.messages if entry.topic is Topic.MESSAGE else choice.meetings

    def _why_message_is_stale(self, it: Somebody, entry: OutboxEntry) -> str:
        message = self.session.get(Message, entry.entity_id)
        if message is None or message.withdrawn_at is not None:
            return "was taken back"
        if message.sent_at > self.now:
            return "is not to be seen yet"
        wrote: Any = self.session.scalar(
            select(func.max(Message.sent_at)).where(
                Message.author_id == it.person.id, Message.withdrawn_at.is_(None)
            )
        )
        return "is answered" if wrote is not None and wrote >= message.sent_at else ""

    def _is_unquiet(self, it: Somebody, entry: OutboxEntry) -> bool:
        if quiet_ends(it.person.quiet_until, now=self.now, zone=ZONE) is not None:
            return True
        if not is_quiet_time(self.now, zone=ZONE, land=LAND):
            return False
        if entry.topic is not Topic.MEETING_CHANGED:
            return True
        return not time(7) <= self.now.time() < time(20) or self._is_far(entry)

    def _is_far(self, entry: OutboxEntry) -> bool:
        """Whether neither the new nor any former time of a meeting is near."""
        meeting = self.session.get_one(Appointment, entry.entity_id)
        times = {meeting.starts_at, *self.times.get(meeting.id, ())}
        return not any(abs(each - self.now) <= CLOSE for each in times)
