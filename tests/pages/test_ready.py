"""What operators watch: is the app ready, does the worker live, is anything late. No names."""

import uuid
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.cli import health
from app.core import clock
from app.core.settings import Settings
from app.domain.delivery import CLOCKS_APART, LATE_AFTER, SLEEPING_AFTER, StoppedService, beat
from app.domain.outbox import LEASE, REPAIR_PAUSE, OutboxEntry, State, Topic
from tests.people import Cast
from tests.visit import Visit

NOW = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
SENTENCE = "Erinnerungen verspäten sich gerade."


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ten o'clock on Monday."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def due(session: Session, cast: Cast, since: timedelta, **values: object) -> None:
    """Let a notice for Amira be due for so long."""
    session.add(
        OutboxEntry(
            person_id=cast.amira.id,
            topic=Topic.MESSAGE,
            entity_id=uuid.uuid4(),
            due_at=NOW - since,
            useful_until=NOW + timedelta(hours=8),
            **values,
        )
    )
    session.commit()


def stop(session: Session, *, open_until: datetime) -> None:
    session.add(
        StoppedService(
            service="web.push.example",
            since=NOW - timedelta(hours=1),
            status=403,
            open_until=open_until,
        )
    )
    session.commit()


def looked(session: Session, ago: timedelta) -> None:
    beat(session, "deliver", now=NOW - ago)
    session.commit()


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("ago", "status"),
    [
        (timedelta(0), 200),
        (SLEEPING_AFTER - timedelta(seconds=1), 200),
        (SLEEPING_AFTER, 503),
        (-CLOCKS_APART, 200),
        (-timedelta(days=365), 503),  # noted by a clock that was wrong, before it was set right
    ],
)
def test_without_a_worker_the_app_is_not_ready_after_ninety_seconds(
    app: Flask, session: Session, ago: timedelta, status: int
) -> None:
    assert app.test_client().get("/readyz").status_code == 503
    looked(session, ago)
    answer = app.test_client().get("/readyz")
    assert answer.status_code == status
    assert answer.get_json()["worker"] is (status == 200)


def test_what_is_overdue_and_who_refuses_us_is_told_without_a_name(
    app: Flask, session: Session, cast: Cast
) -> None:
    looked(session, timedelta(0))
    due(session, cast, timedelta(minutes=7))
    due(session, cast, timedelta(minutes=3))
    stop(session, open_until=NOW)
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 200, "another machine would be refused just the same"
    assert answer.get_json() == {
        "database": True,
        "migrated": True,
        "worker": True,
        "overdue_seconds": 420,
        "stopped_push_services": [
            {
                "service": "web.push.example",
                "status": 403,
                "since": "2026-11-23T09:00:00+00:00",
            }
        ],
    }


def test_what_waits_for_its_moment_or_is_in_hand_is_not_overdue(
    app: Flask, session: Session, cast: Cast
) -> None:
    due(session, cast, -timedelta(hours=1))
    due(
        session, cast, timedelta(hours=1), state=State.LEASED, lease=uuid.uuid4(),
        leased_until=NOW + LEASE,
    )  # fmt: skip
    due(session, cast, timedelta(hours=2), state=State.ACCEPTED, ended_at=NOW)
    assert app.test_client().get("/readyz").get_json()["overdue_seconds"] == 0


def test_what_a_dead_worker_had_in_hand_is_overdue(
    app: Flask, session: Session, cast: Cast
) -> None:
    due(
        session, cast, timedelta(hours=1), state=State.LEASED, lease=uuid.uuid4(),
        leased_until=NOW - LEASE,
    )  # fmt: skip
    assert app.test_client().get("/readyz").get_json()["overdue_seconds"] == 3600


@pytest.mark.parametrize(
    ("since", "is_said"), [(LATE_AFTER, True), (LATE_AFTER - timedelta(seconds=1), False)]
)
def test_the_guide_reads_in_one_sentence_that_reminders_are_late(
    session: Session, cast: Cast, visit: Visit, since: timedelta, is_said: bool
) -> None:
    due(session, cast, since)
    assert (SENTENCE in visit.as_(cast.jonas).open("/desk").page.text) is is_said


@pytest.mark.parametrize(
    ("until", "is_said"),
    [(timedelta(minutes=5), True), (timedelta(0), True), (-REPAIR_PAUSE, False)],
)
def test_the_guide_reads_it_too_while_a_push_service_refuses_us(
    session: Session, cast: Cast, visit: Visit, until: timedelta, is_said: bool
) -> None:
    stop(session, open_until=NOW + until)
    page = visit.as_(cast.jonas).open("/desk").page
    assert (SENTENCE in page.text) is is_said
    assert "push.example" not in page.text


def test_nobody_who_waits_for_reminders_reads_it(
    session: Session, cast: Cast, visit: Visit
) -> None:
    due(session, cast, timedelta(hours=1))
    assert SENTENCE not in visit.as_(cast.amira).open("/").page.text


def test_the_doctor_says_how_delivery_does(
    settings: Settings, session: Session, cast: Cast
) -> None:
    assert list(health.lines(settings)) == [
        "Queue (sqlite): it answers, 0 waiting.",
        "Worker: none has looked yet. `schritte serve` or `schritte worker` starts one.",
        "Overdue: nothing.",
        "Push services: all in use.",
    ]
    looked(session, timedelta(minutes=5))
    due(session, cast, timedelta(minutes=7))
    stop(session, open_until=NOW + timedelta(minutes=4))
    _queue, worker, overdue, service = health.lines(settings)
    assert worker == "Worker: asleep, it last looked 5 min ago."
    assert overdue == "Overdue: 7 min."
    assert service.startswith(
        "Push service web.push.example: left alone since 2026-11-23 09:00 UTC, answer 403: "
        "it does not accept our key"
    )
    assert service.endswith("One message tries it again after 10:04 UTC.")


def test_the_doctor_says_when_the_queue_does_not_answer(settings: Settings) -> None:
    import dataclasses

    gone = dataclasses.replace(settings, queue_url="redis://:secret@127.0.0.1:1/0")
    first = next(health.lines(gone))
    assert first == "Queue (redis): it does not answer (ConnectionError)."
