"""A worker that is told to end with e-mails still in its hands."""

import dataclasses
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.settings import Settings
from app.domain.outbox import OutboxEntry, State
from app.domain.ways import OtherWay, Way
from app.reminders.deliver import deliver_due
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at
from tests.support.mail_server import MailServer

SUNDAY = at("2026-11-22 12:00")
REMINDER = at("2026-11-23 10:00")


@pytest.fixture
def post() -> Iterator[MailServer]:
    """The operator's mail server."""
    with MailServer() as running:
        yield running


@pytest.fixture
def settings(settings: Settings, post: MailServer) -> Settings:
    """The operator has set it up."""
    return dataclasses.replace(
        settings,
        smtp_url=f"smtp://127.0.0.1:{post.port}",
        smtp_from="erinnerung@schritte.example",
        smtp_plain=True,
    )


def test_it_writes_to_nobody_more_and_the_rest_is_told_by_the_next_one(
    session: Session, cast: Cast, road: Road, post: MailServer
) -> None:
    for person, guide in ((cast.amira, cast.jonas), (cast.samir, cast.lena)):
        day = at("2026-11-24 10:00").replace(tzinfo=None)
        make.appointment(session, to=person, by=guide, at=day)
        road.choose(person, SUNDAY, by_push=False)
        session.add(
            OtherWay(
                participant_id=person.id,
                way=Way.EMAIL,
                address=f"{person.id.hex}@mail.example",
                asked_at=SUNDAY,
                confirmed_at=SUNDAY,
            )
        )
    session.commit()
    deliver_due(road.app, road.carrier, now=REMINDER, stopping=lambda: len(post.received) == 1)
    assert len(post.received) == 1
    states = session.scalars(select(OutboxEntry.state)).all()
    assert sorted(states) == [State.ACCEPTED, State.DUE]
    road.deliver(REMINDER + timedelta(seconds=1))
    assert len({each.to for each in post.received}) == len(post.received) == 2
