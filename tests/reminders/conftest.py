"""A push service on this machine, phones in it, and the road from the outbox to them."""

import dataclasses
import json
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core.push import Carrier
from app.core.settings import Settings
from app.domain.access import Viewer
from app.domain.people import Person
from app.domain.reminders import Lead, Wishes
from app.domain.sign_in import LoginSession, PhoneUse
from app.reminders import actions
from app.reminders.deliver import deliver_due
from app.reminders.push_rules import push_rules
from tests.support.push_service import Phone, PushService, Received

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    """Return a moment in Berlin: `at("2026-11-24 10:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The push service of these tests is on this machine."""
    return dataclasses.replace(settings, push_hosts=("127.0.0.1",), push_insecure=True)


@pytest.fixture
def service() -> Iterator[PushService]:
    """The push service."""
    with PushService() as running:
        yield running


class Road:
    """Switches phones on, delivers at a given moment, and reads what arrived."""

    def __init__(self, app: Flask, session: Session, service: PushService) -> None:
        self.app, self.session, self.service = app, session, service
        self.carrier = Carrier(app.extensions["vapid"], **push_rules(app.extensions["settings"]))
        self.phones: dict[str, Phone] = {}
        self.taken_at: dict[str, datetime] = {}

    def viewer(self, person: Person) -> Viewer:
        """Return the person as who asks."""
        return Viewer(person_id=person.id, role=person.role, programme_id=person.programme_id)

    def choose(self, person: Person, now: datetime, **wishes: Any) -> None:
        """Let the person choose; everything is wanted unless said otherwise."""
        chosen: dict[str, Any] = {
            "meetings": True,
            "messages": True,
            "letters": True,
            "lead": Lead.DAY_BEFORE_10,
            "level": 1,
        }
        wanted = Wishes(**(chosen | wishes))
        with self.app.test_request_context():
            actions.choose(self.session, self.viewer(person), wanted, now=now)
        self.session.commit()

    def sign_in(self, person: Person, now: datetime) -> LoginSession:
        """Open a session on a phone."""
        login = LoginSession(
            person_id=person.id,
            token_hash=uuid.uuid4().bytes * 2,
            phone_use=PhoneUse.OWN,
            created_at=now,
            ends_at=now + timedelta(days=90),
        )
        self.session.add(login)
        self.session.commit()
        return login

    def switch_on(
        self, person: Person, now: datetime, *, login: LoginSession | None = None
    ) -> Phone:
        """Reach a signed-in phone of the person."""
        phone = self.service.subscribe(self.app.extensions["vapid"].public_key_base64url)
        login = login or self.sign_in(person, now)
        actions.reach_here(self.session, self.viewer(person), login.id, phone.subscription, now=now)
        self.session.commit()
        self.phones[phone.subscription.endpoint.rsplit("/", 1)[1]] = phone
        return phone

    def deliver(self, now: datetime) -> list[dict[str, Any]]:
        """Deliver what is due and return the notifications that arrived by this."""
        before = len(self.service.received)
        self.session.commit()
        deliver_due(self.app, self.carrier, now=now, taken_at=self.taken_at)
        self.session.expire_all()
        return [self.read(each) for each in self.service.received[before:]]

    def read(self, received: Received) -> dict[str, Any]:
        """Return a notification as the phone that got it decrypts it."""
        assert not received.problem, received.problem
        text = self.phones[received.channel].read(received.body)
        assert len(text) == 256
        told = json.loads(text)
        assert told["web_push"] == 8030
        notification: dict[str, Any] = told["notification"]
        return notification


@pytest.fixture
def road(app: Flask, session: Session, service: PushService) -> Iterator[Road]:
    """The road from the outbox to the phones."""
    made = Road(app, session, service)
    yield made
    made.carrier.close()
