"""Wrong tries are counted exactly: for whoever tries, and for all of them together."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import attempts
from app.core.attempts import CARD_LIMITS, Limit, TooManyTries
from app.domain.sign_in import Attempt

pytestmark = pytest.mark.both_databases

FIVE = (Limit("five", 5, timedelta(minutes=15)),)
TOGETHER = (Limit("mine", 100, timedelta(hours=1)), Limit("all", 8, timedelta(hours=1), True))
START = datetime(2026, 11, 23, 9, 7, tzinfo=UTC)

Try = Callable[..., datetime | None]


@pytest.fixture
def try_from(app: Flask) -> Try:
    """Try once from an address; returns the moment, None if it was too many."""

    def trying(address: str, limits: tuple[Limit, ...] = FIVE) -> datetime | None:
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
            try:
                return attempts.take(limits)
            except TooManyTries:
                return None

    return trying


def test_the_sixth_try_is_one_too_many(try_from: Try) -> None:
    with time_machine.travel(START, tick=False):
        assert [bool(try_from("192.0.2.1")) for _ in range(7)] == [True] * 5 + [False] * 2


def test_thirty_tries_at_the_same_moment_are_counted_exactly(try_from: Try) -> None:
    together = threading.Barrier(30)

    def at_once(_number: int) -> bool:
        together.wait()
        return try_from("192.0.2.1") is not None

    with ThreadPoolExecutor(30) as pool:
        let_in = list(pool.map(at_once, range(30)))
    assert let_in.count(True) == 5


def test_somebody_elses_tries_are_not_mine(try_from: Try) -> None:
    for _ in range(9):
        try_from("192.0.2.1")
    assert try_from("192.0.2.2")


def test_a_home_network_is_one_address(try_from: Try) -> None:
    for number in range(5):
        assert try_from(f"2001:db8:1:2::{number + 1}")
    assert try_from("2001:db8:1:2:ffff::1") is None
    assert try_from("2001:db8:1:3::1")


def test_an_address_is_the_same_however_it_is_written(try_from: Try) -> None:
    for _ in range(5):
        assert try_from("192.0.2.1")
    assert try_from("::ffff:192.0.2.1") is None


def test_many_addresses_together_are_stopped_too(try_from: Try) -> None:
    tried = [try_from(f"192.0.2.{number}", TOGETHER) is not None for number in range(12)]
    assert tried == [True] * 8 + [False] * 4


def test_a_right_one_does_not_count(app: Flask, try_from: Try) -> None:
    with time_machine.travel(START, tick=False):
        for _ in range(20):
            taken = try_from("192.0.2.1")
            assert taken
            with app.test_request_context("/", environ_base={"REMOTE_ADDR": "192.0.2.1"}):
                attempts.give_back(FIVE, taken)


def test_the_pause_ends_although_somebody_keeps_on_knocking(try_from: Try) -> None:
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(5):
            assert try_from("192.0.2.1")
        for _minute in range(14):
            clock.shift(timedelta(minutes=1))
            assert try_from("192.0.2.1") is None
        clock.shift(timedelta(minutes=2))
        assert try_from("192.0.2.1")


def test_no_fifteen_minutes_hold_more_than_five_wherever_they_begin(try_from: Try) -> None:
    let_in = []
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(240):
            moment = try_from("192.0.2.1")
            if moment:
                let_in.append(moment)
            clock.shift(timedelta(seconds=20))
    assert len(let_in) > 10
    for moment in let_in:
        within = [e for e in let_in if moment <= e < moment + timedelta(minutes=15)]
        assert len(within) <= 5


def test_the_limits_of_a_card_are_those_of_the_design() -> None:
    # trust.md 4.2; at 60 wrong ones an hour in all, a card's 49.8 bits hold for its seven days.
    assert [(each.tries, each.window, each.everyone) for each in CARD_LIMITS] == [
        (5, timedelta(minutes=15), False),
        (20, timedelta(hours=1), False),
        (60, timedelta(hours=1), True),
    ]


def test_no_address_is_kept_and_nothing_older_than_an_hour(try_from: Try, session: Session) -> None:
    with time_machine.travel(START, tick=False) as clock:
        try_from("192.0.2.1")
        kept = session.scalars(select(Attempt.scope)).all()
        assert kept
        assert not any("192" in each for each in kept)
        session.rollback()
        clock.shift(timedelta(hours=2))
        try_from("192.0.2.9")
        assert session.scalar(select(func.count()).select_from(Attempt)) == 1
