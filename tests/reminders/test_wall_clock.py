"""The wall clock is believed while it runs on, and after a jump once somebody outside agrees."""

import time
from datetime import UTC, datetime, timedelta

from app.core import clock
from app.core.push import Subscription
from app.domain.people import Person
from app.reminders import actions
from app.reminders.jobs import WITNESSES, Delivery
from app.reminders.wall_clock import WallClock
from tests.people import Cast
from tests.reminders.conftest import Road
from tests.support.push_service import Phone, PushService

NOON = datetime(2026, 12, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Room:
    """A wall clock, a stopwatch beside it, and what somebody outside says when asked."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.asked = 0
        self.outside: tuple[datetime, ...] = ()
        self._wall = WallClock(stopwatch=lambda: self.seconds)

    def believes(self, wall: datetime) -> bool:
        return self._wall.is_believed(wall, outside=self._ask)

    def _ask(self) -> tuple[datetime, ...]:
        self.asked += 1
        return self.outside


def room_at_noon() -> Room:
    room = Room()
    room.outside = (NOON,)
    assert room.believes(NOON)
    room.asked = 0
    return room


def test_a_clock_that_runs_on_is_believed_without_asking_anybody() -> None:
    room = room_at_noon()
    room.seconds = 3600
    assert room.believes(NOON + HOUR)
    room.seconds = 7200
    assert room.believes(NOON + 2 * HOUR + timedelta(minutes=9)), "small corrections are usual"
    assert room.asked == 0


def test_a_jump_is_not_believed_and_its_repair_is() -> None:
    for jump in (HOUR, -HOUR, timedelta(days=365)):
        room = room_at_noon()
        room.seconds = 60
        room.outside = (NOON + timedelta(minutes=1),)
        assert not room.believes(NOON + jump)
        room.outside = ()
        assert not room.believes(NOON + jump), "nobody to ask is nobody who agrees"
        assert room.believes(NOON + timedelta(minutes=1))


def test_a_jump_that_is_the_truth_is_believed() -> None:
    room = room_at_noon()
    room.outside = (NOON + 3 * HOUR,)  # a machine that was stopped, stopwatch and all
    assert room.believes(NOON + 3 * HOUR)
    assert room.believes(NOON + 3 * HOUR)
    assert room.asked == 1


def test_whoever_starts_by_a_wrong_clock_is_told_so() -> None:
    room = Room()
    room.outside = (NOON,)
    assert not room.believes(NOON + HOUR)
    room.outside = ()
    assert not room.believes(NOON + HOUR), "once doubted, it needs somebody who agrees"
    room.outside = (NOON,)
    assert room.believes(NOON)


def test_whoever_starts_alone_goes_by_the_wall() -> None:
    room = Room()
    assert room.believes(NOON)


def test_one_that_agrees_is_enough() -> None:
    room = Room()
    room.outside = (NOON + HOUR, NOON - 5 * HOUR, NOON)
    assert room.believes(NOON)


def reach(road: Road, person: Person, phone: Subscription, now: datetime) -> None:
    login = road.sign_in(person, now)
    actions.reach_here(road.session, road.viewer(person), login.id, phone, now=now)
    road.session.commit()


def test_a_service_whose_clock_is_wrong_does_not_stop_what_others_are_told(
    road: Road, cast: Cast
) -> None:
    now, delivery = clock.now(), Delivery(road.app)
    with PushService(clock=lambda: time.time() + 7200) as wrong:
        phone = wrong.subscribe(road.app.extensions["vapid"].public_key_base64url)
        reach(road, cast.samir, phone.subscription, now)
        assert not delivery.knows_the_time(now=now), "it is the only one to ask"
        road.switch_on(cast.amira, now - HOUR)
        assert delivery.knows_the_time(now=now)


def test_many_phones_of_one_person_do_not_answer_for_all(road: Road, cast: Cast) -> None:
    now = clock.now()
    road.switch_on(cast.amira, now - HOUR)
    for nobody in range(1, WITNESSES + 2):  # no push service is at these ports
        phone = Phone(f"http://127.0.0.1:{nobody}/x").subscription
        reach(road, cast.samir, phone, now + timedelta(seconds=nobody))
    wrong = now + 2 * HOUR
    assert not Delivery(road.app).knows_the_time(now=wrong), "Amira's service was asked"


def test_one_service_is_asked_once_whosever_phones_it_serves(road: Road, cast: Cast) -> None:
    now = clock.now()
    road.switch_on(cast.amira, now - HOUR)
    with PushService(clock=lambda: time.time() + 7200) as wrong:
        key = road.app.extensions["vapid"].public_key_base64url
        for person in (cast.samir, cast.jonas, cast.lena):  # as many as are asked
            reach(road, person, wrong.subscribe(key).subscription, now)
        assert Delivery(road.app).knows_the_time(now=now)
