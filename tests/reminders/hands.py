"""Phones that go from hand to hand, and what each of them must and must not hear.

Twelve devices and four people; anybody may sign in anywhere. What the server does is asked of the
real app; `Device` is what a browser would do and know.
"""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.account import actions as account
from app.core import clock, sessions
from app.core.push import Carrier
from app.desk.invitations.actions import new_card
from app.domain import telling
from app.domain.access import Viewer
from app.domain.people import Person
from app.domain.reminders import Lead, Wishes
from app.domain.sign_in import ABSOLUTE_END, LoginSession, PhoneUse
from app.reminders import actions
from app.reminders.deliver import deliver_due
from app.reminders.push_rules import push_rules
from tests import make
from tests.support.push_service import Phone, PushService

DEVICES_EACH = 3
TUESDAY = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Berlin"))
OFTEN = {
    "sign_in": 8, "switch_on": 12, "switch_off_here": 1, "sign_out": 1, "sign_out_another": 1,
    "sign_out_without_network": 1, "get_a_new_card": 1, "is_confirmed": 2, "choose_anew": 1,
    "wait": 1, "tell": 8, "try_here": 3,
}  # fmt: skip
USES = (PhoneUse.OWN, PhoneUse.OWN, PhoneUse.SHARED)


@dataclass
class Device:
    """A phone: its browser, the one subscription a browser can have, and who is signed in."""

    client: FlaskClient
    phone: Phone | None = None
    person: Person | None = None
    login: uuid.UUID | None = None
    ends_at: datetime | None = None
    is_on: bool = False  # reminders were switched on in this very session

    def hears(self, person: Person) -> bool:
        """Whether something for this person belongs here now."""
        return (
            self.is_on
            and self.person is person
            and person.confirmed_at is not None
            and self.ends_at is not None
            and clock.now() < self.ends_at
        )

    def is_left(self) -> None:
        """Nobody is signed in any more."""
        self.person = self.login = self.ends_at = None
        self.is_on = False


@dataclass
class Hands:
    """The walk. `wrong` has each push that reached a device it was not for, or missed one."""

    app: Flask
    session: Session
    people: list[Person]
    guide: Person
    service: PushService
    travel: time_machine.Traveller
    chance: random.Random
    wrong: list[str] = field(default_factory=list)
    told: int = 0

    def __post_init__(self) -> None:
        self.devices = [Device(self.app.test_client()) for _ in range(4 * DEVICES_EACH)]
        rules = push_rules(self.app.extensions["settings"])
        self.carrier = Carrier(self.app.extensions["vapid"], **rules)
        for person in self.people:
            self._choose(person)

    # What people do

    def sign_in(self) -> None:
        """Somebody signs in somewhere; whoever was signed in there is not any more."""
        device, person = self.chance.choice(self.devices), self.chance.choice(self.people)
        use = self.chance.choice(USES)
        cookies = "; ".join(
            f"{each.key}={each.value}"
            for each in map(device.client.get_cookie, ("schritte", "here"))
            if each
        )
        with self.app.test_request_context("/", headers={"Cookie": cookies}):
            g.db_session = Session(self.app.extensions["engine"], expire_on_commit=False)
            login = sessions.sign_in(person, use, label="Test")
            g.db_session.commit()
            answer = self.app.process_response(self.app.response_class())
            device.person, device.login, device.is_on = person, login.id, False
        device.ends_at = clock.now() + ABSOLUTE_END[use]
        for cookie in answer.headers.getlist("Set-Cookie"):
            name, _, value = cookie.split(";")[0].partition("=")
            device.client.set_cookie(name, value)
        if self.chance.random() < 0.7:  # else the page was closed before its script ran
            self._compare(device)

    def switch_on(self) -> None:
        """Somebody switches reminders on where they are signed in."""
        device = self._signed_in()
        if device is None:
            return
        if device.phone is None or self.chance.random() < 0.5:
            self._unsubscribe(device)
            device.phone = self.service.subscribe(self.app.extensions["vapid"].public_key_base64url)
        one = device.phone.subscription
        keys = {"p256dh": one.p256dh, "auth": one.auth}
        answer = self._post(device, "/push-subscriptions", {"endpoint": one.endpoint, "keys": keys})
        assert answer == 201, answer
        device.is_on = True

    def switch_off_here(self) -> None:
        """Somebody does not want them here any more."""
        if (device := self._signed_in()) is not None:
            assert self._post(device, "/push-subscriptions/end") in {302, 303}
            device.is_on = False

    def sign_out(self) -> None:
        """Somebody signs out. Not every browser then throws its subscription away."""
        if (device := self._signed_in()) is not None:
            self._post(device, "/sign-out")
            device.is_left()
            if self.chance.random() < 0.5:
                self._unsubscribe(device)

    def sign_out_without_network(self) -> None:
        """The page unsubscribes and forgets its cookies; the server hears nothing of it."""
        if (device := self._signed_in()) is not None:
            device.client.delete_cookie("here")
            self._unsubscribe(device)
            device.is_left()

    def sign_out_another(self) -> None:
        """Somebody ends one of their sessions from elsewhere."""
        device = self.chance.choice(self.devices)
        if device.login is not None:
            login = self.session.get(LoginSession, device.login, populate_existing=True)
            if login is not None:
                account.end_session(self.session, login)
            self.session.commit()
            device.is_left()

    def get_a_new_card(self) -> None:
        """Somebody lost a phone: all are signed out, and there is a new card."""
        person = self.chance.choice(self.people)
        pepper = self.app.extensions["secrets"].pepper
        new_card(
            self.session, self._viewer(self.guide), person, uuid.uuid4(), pepper=pepper,
            now=clock.now(),
        )  # fmt: skip
        self.session.commit()
        for device in self.devices:
            if device.person is person:
                device.is_left()

    def is_confirmed(self) -> None:
        """The guide says who it was that used the new card."""
        for person in self.people:
            person.confirmed_at = person.confirmed_at or clock.now()
        self.session.commit()

    def choose_anew(self) -> None:
        """Off everywhere, and on again: until a phone is added none is known."""
        person = self.chance.choice(self.people)
        with self.app.test_request_context():
            actions.switch_off(self.session, self._viewer(person), now=clock.now())
        self.session.commit()
        self._choose(person)
        for device in self.devices:
            if device.person is person:
                device.is_on = False

    def wait(self) -> None:
        """Time goes by: a day mostly, so that shared phones are signed out, and seldom a season."""
        self.travel.shift(timedelta(days=91 if self.chance.random() < 0.05 else 1))

    # What is told

    def tell(self) -> None:
        """A meeting of today is cancelled: each of the person's devices hears it, and no other."""
        person = self.chance.choice(self.people)
        now = clock.now()
        soon = (now + timedelta(hours=6)).astimezone(TUESDAY.tzinfo)  # told on Sundays too
        at = soon.replace(tzinfo=None)
        meeting = make.appointment(self.session, to=person, by=self.guide, at=at)
        meeting.cancel(now=now)
        telling.meeting_cancelled(self.session, meeting, by=self.guide.id, now=now)
        self._deliver({id(each) for each in self.devices if each.hears(person)}, person)

    def try_here(self) -> None:
        """Somebody asks for a trial: this device hears it, and no other."""
        device = self._signed_in()
        if device is None or not device.is_on or device.person is None:
            return
        self.travel.shift(timedelta(minutes=1))  # a second trial within it is the first
        self._post(device, "/reminders/test")
        self._deliver({id(device)}, device.person)

    def _deliver(self, right: set[int], person: Person) -> None:
        before = len(self.service.received)
        self.session.commit()
        deliver_due(self.app, self.carrier, now=clock.now())
        heard = set()
        for push in self.service.received[before:]:
            if push.status != 201:
                continue
            at = [each for each in self.devices if self._is_at(each, push.channel)]
            heard |= {id(each) for each in at}
            for each in at:
                assert each.phone is not None
                assert each.phone.read(push.body)
        self.told += len(heard)
        for device in self.devices:
            if id(device) in heard and id(device) not in right:
                whose = device.person.id if device.person else "nobody"
                self.wrong.append(f"for {person.id}, heard where {whose} is signed in")
            if id(device) in right and id(device) not in heard:
                self.wrong.append(f"for {person.id}, not heard")

    # How a browser does it

    def _is_at(self, device: Device, channel: str) -> bool:
        return device.phone is not None and device.phone.subscription.endpoint.endswith(channel)

    def _signed_in(self) -> Device | None:
        places = [each for each in self.devices if each.login is not None]
        device = self.chance.choice(places or self.devices)
        return device if self._asks(device) is not None else None

    def _asks(self, device: Device) -> dict[str, object] | None:
        answer = device.client.get("/push-subscriptions/here")
        return answer.get_json() if answer.status_code == 200 else None

    def _post(self, device: Device, path: str, data: dict[str, object] | None = None) -> int:
        asked = self._asks(device)
        assert asked is not None
        about = {"X-CSRFToken": str(asked["token"])}
        return device.client.post(path, json=data or {}, headers=about).status_code

    def _compare(self, device: Device) -> None:
        """What the page does when the app starts (push.js): a phone in new hands stays silent."""
        asked = self._asks(device)
        if asked is not None and not asked["known"]:
            self._unsubscribe(device)

    def _unsubscribe(self, device: Device) -> None:
        if device.phone is not None:
            self.service.close_subscription(device.phone.subscription.endpoint)
            device.phone, device.is_on = None, False

    def _viewer(self, person: Person) -> Viewer:
        return Viewer(person_id=person.id, role=person.role, programme_id=person.programme_id)

    def walk(self, steps: int) -> None:
        """Do so many things by chance."""
        what = [each for each, often in OFTEN.items() for _ in range(often)]
        for _ in range(steps):
            getattr(self, self.chance.choice(what))()
            self.session.commit()  # on SQLite there is one writer at a time
            self.travel.shift(timedelta(seconds=1))

    def _choose(self, person: Person) -> None:
        wishes = Wishes(True, True, True, Lead.DAY_BEFORE_10, 1)
        with self.app.test_request_context():
            actions.choose(self.session, self._viewer(person), wishes, now=clock.now())
        self.session.commit()


@contextmanager
def walking(
    app: Flask, session: Session, people: list[Person], guide: Person, *, seed: int
) -> Iterator[Hands]:
    """Lend the walk, on a Tuesday at ten."""
    with (
        time_machine.travel(TUESDAY, tick=False) as travel,
        PushService() as service,
    ):
        hands = Hands(app, session, people, guide, service, travel, random.Random(seed))
        try:
            yield hands
        finally:
            hands.carrier.close()
