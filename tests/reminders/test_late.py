"""A service that keeps notices waiting: for how long, what is exported of it, what guides read."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import telling
from app.domain.appointments import Appointment
from app.domain.delivery import LATE_AFTER, condition, is_late
from app.domain.outbox import REPAIR_PAUSE, OutboxEntry, State
from app.domain.reminders import Lead
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at
from tests.support.push_service import Reply

SUNDAY = at("2026-11-22 12:00")
REMINDER = at("2026-11-23 10:00")
PAUSE = Reply(503, {"Retry-After": "600"})


@pytest.fixture(autouse=True)
def meeting(session: Session, cast: Cast, road: Road) -> Appointment:
    """Amira is to be reminded on Monday at ten."""
    made = make.appointment(
        session, to=cast.amira, by=cast.jonas, at=at("2026-11-24 10:00").replace(tzinfo=None)
    )
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    return made


def overdue(session: Session, now: datetime) -> timedelta:
    return condition(session, now=now).overdue


def is_said(session: Session, now: datetime) -> bool:
    return bool(session.scalar(select(is_late(late=now - LATE_AFTER, refused=now - REPAIR_PAUSE))))


@pytest.mark.both_databases
@pytest.mark.parametrize("reply", [PAUSE, Reply(500)])
def test_what_is_tried_again_and_again_is_late_all_the_time(
    session: Session, road: Road, reply: Reply
) -> None:
    assert overdue(session, REMINDER - timedelta(minutes=1)) == timedelta(0)
    road.service.answer_with(reply)
    for minute in range(30):
        now = REMINDER + timedelta(minutes=minute)
        road.deliver(now)
        assert overdue(session, now) == timedelta(minutes=minute)
        assert is_said(session, now) is (minute >= 2), minute
    road.service.answer_normally()
    now = REMINDER + timedelta(hours=1)
    assert len(road.deliver(now)) == 1
    assert (overdue(session, now), is_said(session, now)) == (timedelta(0), False)


@pytest.mark.parametrize("status", [404, 410, 403])
def test_the_trouble_of_one_phone_is_not_called_late(
    session: Session, road: Road, status: int
) -> None:
    service = road.service.endpoint_origin.removeprefix("http://")
    road.taken_at[service] = REMINDER  # it has just taken those of others
    road.service.answer_with(Reply(status))
    road.deliver(REMINDER)
    now = REMINDER + timedelta(minutes=10)
    assert (overdue(session, now), is_said(session, now)) == (timedelta(0), False)


def test_what_is_dropped_keeps_nobody_waiting(session: Session, cast: Cast, road: Road) -> None:
    road.service.answer_with(PAUSE)
    road.deliver(REMINDER)
    road.choose(cast.amira, REMINDER, meetings=False)
    now = REMINDER + timedelta(minutes=10)
    assert (overdue(session, now), is_said(session, now)) == (timedelta(0), False)


@pytest.mark.both_databases
def test_a_pause_that_was_asked_for_holds_whatever_is_planned_meanwhile(
    session: Session, cast: Cast, road: Road
) -> None:
    road.service.answer_with(PAUSE, times=1)
    road.deliver(REMINDER)
    soon = REMINDER + timedelta(minutes=1)
    road.choose(cast.amira, soon)  # all meetings are planned anew
    assert road.deliver(soon) == []
    assert overdue(session, soon) == timedelta(minutes=1)
    road.choose(cast.amira, soon, lead=Lead.DAY_BEFORE_17)
    assert overdue(session, soon) == timedelta(0), "it is wished later now"
    assert len(road.deliver(at("2026-11-23 17:00"))) == 1


@pytest.mark.both_databases
def test_what_is_planned_anew_has_five_tries_again(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.service.answer_with(Reply(500))
    now = REMINDER
    entry = session.scalars(select(OutboxEntry)).one()
    while entry.state is State.DUE:
        road.deliver(now)
        now += timedelta(minutes=40)
    assert (entry.state, entry.attempts) == (State.DROPPED, 5)
    telling.meeting_planned(session, meeting, now=now)
    session.commit()
    road.service.answer_with(Reply(500), times=1)
    road.deliver(now)
    session.refresh(entry)
    assert (entry.state, entry.attempts) == (State.DUE, 1)
