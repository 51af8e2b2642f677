"""Guessing is slow: counted by address and for all, and nobody is locked out by strangers."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.account import actions
from app.core import attempts, clock
from app.domain.cards import new_number
from app.domain.people import Person
from app.domain.sign_in import Attempt
from tests.account.conftest import MakeCard
from tests.account.phone import Phone

NewPhone = Callable[..., Phone]
QUARTER = timedelta(minutes=15)
# Not at the start of any quarter of an hour: limits hold for any quarter.
START = datetime(2026, 11, 23, 10, 14, 50, tzinfo=UTC)


@pytest.fixture
def clock_hands() -> Iterator[time_machine.Traveller]:
    """A clock that stands still until a test moves it."""
    with time_machine.travel(START, tick=False) as hands:
        yield hands


def take(
    app: Flask, address: str, limits: tuple[attempts.Limit, ...] = attempts.CARD_LIMITS
) -> str:
    """Take one try from an address; return the name of the limit that stopped it, or ""."""
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        try:
            attempts.take(limits)
        except attempts.TooManyTries as stopped:
            return stopped.limit.name
        return ""


def test_five_wrong_cards_then_typing_rests_for_a_quarter_of_an_hour(
    phone: Phone, newcomer: Person, make_card: MakeCard, clock_hands: time_machine.Traveller
) -> None:
    card = make_card(newcomer)
    for _try in range(5):
        assert phone.type_card(new_number()).status_code == 400
        clock_hands.shift(5)
    resting = phone.type_card(card.number)
    assert resting.status_code == 429
    assert "In 15 Minuten geht es wieder." in resting.text

    clock_hands.move_to(START + QUARTER - timedelta(seconds=1))
    assert phone.type_card(card.number).status_code == 429
    clock_hands.move_to(START + QUARTER)
    assert phone.type_card(card.number).status_code == 303


def test_the_code_with_the_camera_goes_on_while_typing_rests(
    phone: Phone, newcomer: Person, make_card: MakeCard
) -> None:
    card = make_card(newcomer)
    for _try in range(5):
        phone.type_card(new_number())
    assert phone.type_card(card.number).status_code == 429
    assert phone.post("/card", number="", secret=card.secret).status_code == 303


def test_a_stranger_who_guesses_does_not_keep_the_owner_out(
    new_phone: NewPhone, newcomer: Person, make_card: MakeCard
) -> None:
    card = make_card(newcomer)
    stranger, owner = new_phone("203.0.113.66"), new_phone("198.51.100.7")
    for _try in range(6):
        stranger.type_card(new_number())
    assert owner.type_card(card.number).status_code == 303


def test_a_right_card_gives_its_try_back(
    phone: Phone, newcomer: Person, make_card: MakeCard, session: Session
) -> None:
    card = make_card(newcomer)
    for _visit in range(6):
        assert phone.type_card(card.number).status_code == 303
    assert session.scalar(select(func.sum(Attempt.tries))) == 0


def test_an_address_has_twenty_tries_in_any_hour(
    app: Flask, clock_hands: time_machine.Traveller
) -> None:
    counted = []
    for _minute in range(120):
        if not take(app, "203.0.113.66"):
            counted.append(clock.now())
        clock_hands.shift(60)
    for moment in counted:
        for window, tries in ((QUARTER, 5), (timedelta(hours=1), 20)):
            assert sum(moment <= each < moment + window for each in counted) <= tries
    assert len(counted) == 40, "two hours, twenty each: what was stopped was not counted"


def test_all_addresses_together_have_sixty_tries_in_an_hour(
    app: Flask,
    phone: Phone,
    newcomer: Person,
    make_card: MakeCard,
    clock_hands: time_machine.Traveller,
) -> None:
    card = make_card(newcomer)
    stopped = [take(app, f"203.0.113.{number}") for number in range(61)]
    assert stopped == [""] * 60 + ["card-all"]
    resting = phone.type_card(card.number)
    assert resting.status_code == 429
    assert "Spätestens in einer Stunde geht es wieder." in resting.text
    assert phone.post("/card", number="", secret=card.secret).status_code == 303
    clock_hands.shift(timedelta(hours=1))
    assert phone.type_card(card.number).status_code == 303


@pytest.mark.both_databases
def test_of_many_tries_at_the_same_moment_five_are_taken(app: Flask) -> None:
    together = threading.Barrier(12)
    answers: list[str] = []

    def guess() -> None:
        together.wait()
        answers.append(take(app, "203.0.113.66"))

    threads = [threading.Thread(target=guess) for _thread in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [""] * 5 + ["card-quarter"] * 7


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("198.51.100.7", "198.51.100.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:198.51.100.7", "198.51.100.7", True),
        ("::ffff:198.51.100.7", "::ffff:198.51.100.8", False),
    ],
)
def test_an_ipv6_network_counts_as_one_address(
    one: str, other: str, same: bool, app: Flask
) -> None:
    limit = (attempts.Limit("test", 1, QUARTER),)
    assert take(app, one, limit) == ""
    assert take(app, other, limit) == ("test" if same else "")


def test_nothing_readable_is_kept_of_an_address_and_soon_nothing_at_all(
    app: Flask, session: Session, clock_hands: time_machine.Traveller
) -> None:
    take(app, "203.0.113.66")
    kept = "".join(session.scalars(select(Attempt.scope)))
    plain_hash = hashlib.sha256(b"203.0.113.66").hexdigest()[:12]
    assert kept
    assert "203.0.113.66" not in kept
    assert plain_hash not in kept
    session.rollback()
    clock_hands.shift(timedelta(hours=1))
    actions.forget_old(session, now=clock.now())
    assert session.scalars(select(Attempt)).all() == []
