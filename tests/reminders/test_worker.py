"""The worker as it really runs, a process of its own, woken through each of the three queues."""

import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.settings import Settings
from app.domain import telling
from app.domain.delivery import condition
from app.domain.outbox import OutboxEntry, State
from tests.people import Cast
from tests.reminders.conftest import Road
from tests.support.push_service import Reply
from tests.support.queues import QUEUES, address, let_go
from tests.support.serving import ROOT
from tests.support.waiting import until

pytestmark = pytest.mark.slow


@pytest.fixture
def queue_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a queue; the file by itself unless the test names another."""
    with address(getattr(request, "param", "sqlite"), request) as url:
        yield url


@pytest.fixture
def settings(settings: Settings, queue_url: str) -> Settings:
    """An installation with this queue."""
    return dataclasses.replace(settings, queue_url=queue_url)


@contextmanager
def working(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """Run `schritte worker`, from when it has looked for the first time."""
    values = {
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "QUEUE_URL": settings.queue_url,
        "PUSH_HOSTS": "127.0.0.1",
        "PUSH_INSECURE": "yes",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "worker"],
        cwd=ROOT,
        env=os.environ | {f"SCHRITTE_{name}": value for name, value in values.items()},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def remind(session: Session, cast: Cast, road: Road) -> None:
    """Have a test reminder due for Amira's phone, and ask the worker to look."""
    now = clock.now()
    login = road.sign_in(cast.amira, now)
    road.switch_on(cast.amira, now, login=login)
    telling.test_wanted(session, participant_id=cast.amira.id, session_id=login.id, now=now)
    session.commit()
    road.app.extensions["look_now"]()


def state(session: Session) -> State:
    session.expire_all()
    found = session.scalars(select(OutboxEntry.state)).one()
    session.rollback()
    return found


def is_awake(session: Session) -> bool:
    found = condition(session, now=clock.now()).is_awake
    session.rollback()
    return found


@pytest.mark.parametrize("queue_url", QUEUES, indirect=True)
def test_a_worker_looks_when_it_starts_and_at_once_when_asked(
    session: Session, cast: Cast, road: Road, settings: Settings
) -> None:
    with working(settings):
        until(lambda: is_awake(session))
        remind(session, cast, road)
        road.service.wait_for(1)
        until(lambda: state(session) is State.ACCEPTED)
    assert len(road.service.received) == 1
    let_go(road.app.extensions["queue"])


@pytest.mark.parametrize("queue_url", QUEUES, indirect=True)
def test_it_looks_again_at_the_very_moment_the_next_notice_is_due(
    session: Session, cast: Cast, road: Road, settings: Settings
) -> None:
    queue, look_now = road.app.extensions["queue"], road.app.extensions["look_now"]
    remind(session, cast, road)
    queue.flush()
    entry = session.scalars(select(OutboxEntry)).one()
    due = entry.due_at = clock.now() + timedelta(seconds=40)
    session.commit()
    look_now.call_local()
    look_now.call_local()
    planned = [task.eta.replace(tzinfo=UTC) for task in queue.pending()]
    assert len(planned) == 1, "once for one moment"
    assert timedelta(0) <= planned[0] - due < timedelta(seconds=2), "not before its time"
    assert state(session) is State.DUE
    let_go(queue)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_in_mid_batch_it_notes_what_is_in_flight_within_ten_seconds(
    session: Session, cast: Cast, road: Road, settings: Settings, sign: signal.Signals
) -> None:
    road.service.answer_with(Reply(201, delay=2))
    with working(settings) as worker:
        until(lambda: is_awake(session))
        remind(session, cast, road)
        until(lambda: state(session) is State.LEASED)
        worker.send_signal(sign)
        asked = time.monotonic()
        assert worker.wait(timeout=20) == 0
    assert time.monotonic() - asked < 10
    assert state(session) is State.ACCEPTED
    assert len(road.service.received) == 1
