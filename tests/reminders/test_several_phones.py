"""Somebody has two phones, or a line is just on its way, and then something changes."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.core.push import Answer, PushMessage
from app.domain import telling
from app.domain.appointments import Appointment
from app.reminders.deliver import deliver_due
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at
from tests.support.push_service import Reply

FRIDAY = at("2026-11-20 12:00")
REMINDER = at("2026-11-23 10:00")
SOON = REMINDER + timedelta(seconds=20)
PAUSE = Reply(503, {"Retry-After": "900"})


@pytest.fixture(autouse=True)
def amira_listens(cast: Cast, road: Road) -> None:
    """Amira wants to hear of everything, with day and time, on two phones."""
    road.choose(cast.amira, FRIDAY, level=3)
    for _phone in range(2):
        road.switch_on(cast.amira, FRIDAY)


def meets(session: Session, cast: Cast, hour: int) -> Appointment:
    """Let Jonas plan a meeting with Amira on Tuesday."""
    wall = at(f"2026-11-24 {hour}:00").replace(tzinfo=None)
    made = make.appointment(session, to=cast.amira, by=cast.jonas, at=wall)
    telling.meeting_planned(session, made, now=FRIDAY)
    return made


def topics(road: Road) -> set[str]:
    return {each.headers["topic"] for each in road.service.received}


def test_what_one_phone_has_already_does_not_keep_the_rest_from_it(
    session: Session, cast: Cast, road: Road
) -> None:
    meets(session, cast, 10)
    road.service.answer_with(Reply(500), times=1)
    assert len(road.deliver(REMINDER)) == 2, "one of them took it"
    meets(session, cast, 15)
    told = road.deliver(REMINDER + timedelta(minutes=1))
    assert [each["body"] for each in told] == ["Morgen, 10 Uhr und 15 Uhr."] * 2


class MeanwhileJonasCancels:
    """While the worker sends, one of the meetings is cancelled."""

    def __init__(self, road: Road, cast: Cast, meeting: Appointment) -> None:
        self.road, self.cast, self.meeting = road, cast, meeting

    def send_all(self, messages: Iterable[PushMessage]) -> list[Answer]:
        answers = self.road.carrier.send_all(messages)
        self.meeting.cancel(now=REMINDER)
        session = self.road.session
        telling.meeting_cancelled(session, self.meeting, by=self.cast.jonas.id, now=REMINDER)
        session.commit()
        return answers


@pytest.mark.parametrize("place", [0, 1])
def test_what_is_cancelled_while_its_line_is_on_its_way_replaces_that_line(
    session: Session, cast: Cast, road: Road, place: int
) -> None:
    both = [meets(session, cast, hour) for hour in (10, 15)]
    session.commit()
    deliver_due(road.app, MeanwhileJonasCancels(road, cast, both[place]), now=REMINDER)
    assert len(road.deliver(SOON)) == 2
    assert len(topics(road)) == 1, "nothing stale is left beside it"


@pytest.mark.parametrize("place", [0, 1])
def test_what_is_cancelled_while_one_phone_waits_replaces_the_line_of_the_other(
    session: Session, cast: Cast, road: Road, place: int
) -> None:
    both = [meets(session, cast, hour) for hour in (10, 15)]
    road.service.answer_with(PAUSE, times=1)
    road.deliver(REMINDER)
    both[place].cancel(now=SOON)
    telling.meeting_cancelled(session, both[place], by=cast.jonas.id, now=SOON)
    assert len(road.deliver(SOON)) == 2
    assert len(topics(road)) == 1, "nothing stale is left beside it"


def test_whoever_was_told_of_a_change_on_one_phone_is_told_that_it_was_undone(
    session: Session, cast: Cast, road: Road
) -> None:
    meeting = meets(session, cast, 10)
    meeting.cancel(now=FRIDAY)
    telling.meeting_cancelled(session, meeting, by=cast.jonas.id, now=FRIDAY)
    road.service.answer_with(PAUSE, times=1)
    assert len(road.deliver(FRIDAY)) == 2
    soon = FRIDAY + timedelta(minutes=1)
    meeting.stand_again(now=soon)
    telling.meeting_as_before(session, meeting, by=cast.jonas.id, now=soon)
    assert len(road.deliver(soon)) == 2


def test_the_trouble_of_one_phone_does_not_cost_the_other_the_news_in_time(
    session: Session, cast: Cast, road: Road
) -> None:
    meeting = meets(session, cast, 10)
    now = at("2026-11-24 09:35")
    meeting.cancel(now=now)
    telling.meeting_cancelled(session, meeting, by=cast.jonas.id, now=now)
    service = road.service.endpoint_origin.removeprefix("http://")
    road.taken_at[service] = now  # it takes those of others: the fault is this one phone's
    for status in (403, 503):
        road.service.answer_with(Reply(status), times=1)
    assert len(road.deliver(now)) == 2
    assert len(road.deliver(now + timedelta(minutes=1))) == 2
    assert road.service.received[-1].status == 201
