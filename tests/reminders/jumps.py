"""Reminders while the worker's wall clock jumps: each once, at its time, none lost.

A real worker process; `true` is what the time really is, and the clock on the wall may disagree.
"""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain import telling
from app.domain.access import Viewer
from app.domain.appointments import Appointment
from app.domain.base import Base
from app.domain.outbox import OutboxEntry
from app.domain.people import Person
from app.domain.reminders import Lead, PushSubscription, Wishes
from app.domain.sign_in import LoginSession, PhoneUse
from app.reminders import actions
from tests import make
from tests.support.faketime import WallClock, worker
from tests.support.push_service import PushService

BERLIN = ZoneInfo("Europe/Berlin")
TWO_HOURS = timedelta(hours=2)
PATIENCE = 90  # seconds for one look: the worker looks every minute by itself
A_LOOK = threading.Event()


def at(text: str) -> datetime:
    """Return a moment in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@dataclass
class Jumps:
    """A worker by a clock that is not to be trusted, and what it told when."""

    app: Flask
    session: Session
    person: Person
    guide: Person
    clock: WallClock
    service: PushService
    wrong: list[str] = field(default_factory=list)
    early: int = 0  # told before their true time, by a clock that was wrong

    def begin(self, now: datetime) -> None:
        """Nothing is planned; one phone is on; it is `now`."""
        for kind in (OutboxEntry, Appointment, PushSubscription, LoginSession):
            self.session.execute(delete(kind))
        self.session.commit()
        self.session.expunge_all()
        self.clock.set(now)
        viewer = Viewer(self.person.id, self.person.role, self.person.programme_id)
        with self.app.test_request_context():
            wishes = Wishes(True, False, False, Lead.TWO_HOURS, 1)
            actions.choose(self.session, viewer, wishes, now=now)
        login = LoginSession(
            person_id=self.person.id, token_hash=uuid.uuid4().bytes * 2, phone_use=PhoneUse.OWN,
            created_at=now, ends_at=now + timedelta(days=90),
        )  # fmt: skip
        self.session.add(login)
        self.session.flush()
        phone = self.service.subscribe(self.app.extensions["vapid"].public_key_base64url)
        actions.reach_here(self.session, viewer, login.id, phone.subscription, now=now)
        self.session.commit()

    def plan(self, *reminders: datetime) -> None:
        """Plan meetings whose reminders are due then: two hours before each."""
        for due in reminders:
            wall = (due + TWO_HOURS).astimezone(BERLIN).replace(tzinfo=None)
            meeting = make.appointment(self.session, to=self.person, by=self.guide, at=wall)
            telling.meeting_planned(self.session, meeting, now=self.clock.now())
        self.session.commit()

    def look(self) -> int:
        """Let the worker look and finish; return how many messages came of it."""
        before = len(self.service.received)
        for _ in range(2):  # it is done with the first when it begins the second
            was = self._beat()
            self.app.extensions["look_now"]()
            self.wait_for_beat(was)
        return len(self.service.received) - before

    def expect(self, what: str, count: int) -> None:
        """Look; note it if not so many messages came."""
        told = self.look()
        if told != count:
            self.wrong.append(f"{what}: {told} instead of {count}")

    def wait_for_beat(self, was: object) -> float:
        """Wait until the worker has looked again; return for how many seconds."""
        began = time.monotonic()
        while self._beat() == was:
            if time.monotonic() - began > PATIENCE:
                raise TimeoutError("the worker does not look any more")
            A_LOOK.wait(0.05)
        return time.monotonic() - began

    def looks_by_itself(self) -> float:
        """Return after how many seconds the worker looks although nobody asked it to."""
        return self.wait_for_beat(self._beat())

    def _beat(self) -> object:
        beats = Base.metadata.tables["heartbeat"].c.beat_at
        beat = self.session.scalar(select(func.max(beats)))
        self.session.commit()
        return beat

    def tags(self) -> list[str]:
        """Return which reminders were told, by what a phone knows them by."""
        return [each.headers["topic"] for each in self.service.received if each.status == 201]


def forward(jumps: Jumps) -> None:
    """Two hours forward by mistake, and repaired. Nothing is told before its true time."""
    jumps.begin(at("2026-12-02 09:00"))
    jumps.plan(at("2026-12-02 10:00"), at("2026-12-02 10:30"), at("2026-12-03 17:00"))
    jumps.expect("before its time", 0)
    jumps.clock.jump(TWO_HOURS)
    jumps.early += jumps.look()
    jumps.clock.jump(-TWO_HOURS)
    jumps.expect("after the repair", 0)
    jumps.clock.set(at("2026-12-02 10:31"))
    jumps.expect("when it was due", 2)
    jumps.clock.set(at("2026-12-03 17:00:01"))
    jumps.expect("the next afternoon", 1)


def back(jumps: Jumps) -> None:
    """Two hours back by mistake, and repaired. What was told stays told; the rest comes."""
    jumps.begin(at("2026-12-02 09:00"))
    jumps.plan(at("2026-12-02 10:00"), at("2026-12-02 11:00"))
    jumps.clock.set(at("2026-12-02 10:00:05"))
    jumps.expect("when it was due", 1)
    jumps.clock.jump(-TWO_HOURS)
    jumps.expect("two hours earlier", 0)
    jumps.clock.set(at("2026-12-02 10:00:05"))
    jumps.expect("the same moment once more", 0)
    jumps.clock.jump(-TWO_HOURS)
    jumps.clock.set(at("2026-12-02 11:05"))
    jumps.expect("after the repair", 1)


def a_year(jumps: Jumps) -> None:
    """A year forward by mistake, and repaired at once."""
    jumps.begin(at("2026-12-02 09:00"))
    jumps.plan(at("2026-12-02 10:00"))
    jumps.clock.set(at("2026-12-02 09:30"))
    jumps.expect("before its time", 0)
    jumps.clock.jump(timedelta(days=365))
    jumps.early += jumps.look()
    jumps.clock.set(at("2026-12-02 09:31"))
    jumps.expect("after the repair", 0)
    jumps.clock.set(at("2026-12-02 10:00:01"))
    jumps.expect("when it was due", 1)


def night(jumps: Jumps, before: str, first: str, due: str) -> None:
    """Over a change of the clocks: quiet in that night, and at eight by the new time."""
    jumps.begin(at(before))
    jumps.plan(at(due))
    jumps.clock.set(at(first))
    A_LOOK.wait(4)  # the change itself, as it happens
    jumps.expect("in that night", 0)
    for hour in (-TWO_HOURS / 2, timedelta(seconds=-30)):
        jumps.clock.set(at(due) + hour)
        jumps.expect("before its time", 0)
    jumps.clock.set(at(due) + timedelta(seconds=1))
    jumps.expect("when it was due", 1)
    jumps.clock.set(at(due) + TWO_HOURS / 2)
    jumps.expect("an hour later", 0)


def spring(jumps: Jumps) -> None:
    """26 March 2028, from two to three."""
    night(jumps, "2028-03-25 12:00", "2028-03-26 01:59:58", "2028-03-27 08:00")


def autumn(jumps: Jumps) -> None:
    """25 October 2026, from three back to two."""
    night(jumps, "2026-10-24 12:00", "2026-10-25 02:59:58", "2026-10-26 08:00")


STORIES = (forward, back, a_year, spring, autumn)


@contextmanager
def running(
    app: Flask, session: Session, person: Person, guide: Person, folder: Path
) -> Iterator[Jumps]:
    """Lend it, with a worker that has begun to look. Raises FaketimeMissing."""
    clock = WallClock(folder / "wall-clock")
    with PushService(clock=clock.true_timestamp) as service:
        jumps = Jumps(app, session, person, guide, clock, service)
        with worker(app.extensions["settings"], clock):
            jumps.wait_for_beat(None)
            yield jumps
