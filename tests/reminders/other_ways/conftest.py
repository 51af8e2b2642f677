"""The operator's mail server and SMS gateway, and whom they reach."""

import dataclasses
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.settings import Settings
from app.domain.appointments import Appointment
from app.domain.outbox import OutboxEntry, State
from app.domain.ways import OtherWay, Way
from tests import make
from tests.people import Cast
from tests.reminders.conftest import at
from tests.support.mail_server import MailServer
from tests.support.sms_gateway import SmsGateway

SUNDAY = at("2026-11-22 12:00")
TUESDAY = at("2026-11-24 10:00")  # the meeting
REMINDER = at("2026-11-23 10:00")
ADDRESS = "amira@mail.example"
NUMBER = "0151 234 567 89"
ORIGIN = "http://localhost:8000"
NOTHING_NEW = "Es ist etwas Neues für Sie da."


@pytest.fixture
def post() -> Iterator[MailServer]:
    """The operator's mail server."""
    with MailServer() as running:
        yield running


@pytest.fixture
def gateway() -> Iterator[SmsGateway]:
    """The operator's SMS gateway."""
    with SmsGateway() as running:
        yield running


@pytest.fixture
def settings(settings: Settings, post: MailServer, gateway: SmsGateway) -> Settings:
    """The operator has set up both."""
    return dataclasses.replace(
        settings,
        smtp_url=f"smtp://127.0.0.1:{post.port}",
        smtp_from="erinnerung@schritte.example",
        smtp_plain=True,
        sms_webhook=gateway.url,
        sms_secret="ein langes Geheimnis",
        sms_insecure=True,
    )


@pytest.fixture
def meeting(session: Session, cast: Cast) -> Appointment:
    """Amira and Jonas meet on Tuesday at ten."""
    made = make.appointment(session, to=cast.amira, by=cast.jonas, at=TUESDAY.replace(tzinfo=None))
    session.commit()
    return made


def has(session: Session, cast: Cast, way: Way, address: str) -> OtherWay:
    """Let Amira be reached there: confirmed long ago."""
    made = OtherWay(
        participant_id=cast.amira.id, way=way, address=address, asked_at=SUNDAY, confirmed_at=SUNDAY
    )
    session.add(made)
    session.commit()
    return made


def states(session: Session) -> list[State]:
    session.expire_all()
    found = list(session.scalars(select(OutboxEntry.state)))
    session.commit()
    return found


def digits_in(text: str) -> str:
    found = re.search(r"\d{6}", text)
    assert found, text
    return found[0]
