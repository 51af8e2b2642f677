"""The paper card: typed as people type, one answer for every card that does not fit, used once."""

import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import structlog
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.core import clock
from app.domain.cards import NotACardNumber, in_groups, new_number, read_number
from app.domain.people import Person
from app.domain.sign_in import Attempt, Card, LoginSession, Passkey
from tests.account.conftest import MakeCard
from tests.account.phone import Paper, Phone
from tests.people import Cast
from tests.visit import sign_in_cookies

NewPhone = Callable[..., Phone]
ARABIC, PERSIAN, DEVANAGARI = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९"


def in_script(number: str, digits: str) -> str:
    return number.translate(str.maketrans("0123456789", digits))


WAYS = {
    "as printed": in_groups,
    "without spaces": str,
    "with wide spaces": lambda number: in_groups(number).replace(" ", "\u00a0\u2009"),
    "with hyphens and a dot": lambda number: in_groups(number).replace(" ", "-") + ".",
    "in Arabic digits": lambda number: in_script(number, ARABIC),
    "in Persian digits, grouped": lambda number: in_groups(in_script(number, PERSIAN)),
    "in Devanagari": lambda number: in_script(number, DEVANAGARI),
    "with O for 0": lambda number: number.replace("0", "O"),
    "with a small Cyrillic o for 0": lambda number: number.replace("0", "о"),
    "with marks of direction": lambda number: "\u200f" + number + "\u200e",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_number_is_understood_however_it_is_typed(way: Callable[[str], str]) -> None:
    for _number in range(20):
        number = new_number()
        assert read_number(way(number)) == number


def test_a_typed_card_opens_the_first_day(
    phone: Phone, newcomer: Person, make_card: MakeCard
) -> None:
    card = make_card(newcomer)
    answer = phone.type_card(in_groups(in_script(card.number, ARABIC)))
    assert answer.headers["Location"] == "/start/language"


def slips(number: str) -> list[str]:
    """Every number with one digit wrong, and every one with two neighbours swapped."""
    wrong = [
        number[:place] + other + number[place + 1 :]
        for place in range(len(number))
        for other in "0123456789"
        if other != number[place]
    ]
    swapped = [
        number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        for place in range(len(number) - 1)
        if number[place] != number[place + 1]
    ]
    return wrong + swapped + [number[:-1], number + "0", "", "abcd"]


def test_every_slip_of_the_finger_is_noticed() -> None:
    for _number in range(50):
        for slip in slips(new_number()):
            with pytest.raises(NotACardNumber):
                read_number(slip)


def test_a_slip_is_not_counted_as_a_try_and_what_was_typed_stays(
    phone: Phone, newcomer: Person, make_card: MakeCard, session: Session
) -> None:
    card = make_card(newcomer)
    for slip in slips(card.number)[::7]:
        answer = phone.type_card(slip)
        assert answer.status_code == 422
        assert "Schauen Sie auf den Zettel: 16 Ziffern." in answer.text
        assert f'value="{slip}"' in answer.text
    assert session.scalar(select(func.count()).select_from(Attempt)) == 0
    assert phone.type_card(card.number).status_code == 303


# -- one answer for every card that does not fit


def guessed(_make_card: MakeCard, _person: Person, _phone: NewPhone) -> Paper:
    return Paper(secrets.token_urlsafe(16), new_number())


def used(make_card: MakeCard, person: Person, new_phone: NewPhone) -> Paper:
    card = make_card(person)
    assert new_phone().scan(card).answer().make_passkey().status_code == 200
    return card


def expired(make_card: MakeCard, person: Person, _phone: NewPhone) -> Paper:
    with time_machine.travel(clock.now() - timedelta(days=7)):
        return make_card(person)


def replaced(make_card: MakeCard, person: Person, _phone: NewPhone) -> Paper:
    card = make_card(person)
    make_card(person)
    return card


def same_for_all(answer: TestResponse) -> tuple[int, dict[str, str], str]:
    """Return status, headers and page without what is random in every answer."""
    headers = {name: value for name, value in answer.headers if name != "Set-Cookie"}
    headers["Content-Security-Policy"] = re.sub(
        r"'nonce-[^']+'", "", headers["Content-Security-Policy"]
    )
    return answer.status_code, headers, re.sub(r'nonce="[^"]+"', "", answer.text)


def test_wrong_used_expired_replaced_and_guessed_cards_get_the_very_same_answer(
    newcomer: Person, cast: Cast, make_card: MakeCard, new_phone: NewPhone
) -> None:
    answers = {}
    for number, kind in enumerate((guessed, used, expired, replaced)):
        paper = kind(make_card, newcomer, new_phone)
        for way, fields in (
            ("typed", {"number": paper.number, "secret": ""}),
            ("scanned", {"number": "", "secret": paper.secret}),
        ):
            stranger = new_phone(f"203.0.113.{number}")
            answers[kind.__name__, way] = same_for_all(stranger.post("/card", **fields))
    first = answers["guessed", "typed"]
    assert first[0] == 400
    assert "Vielleicht wurde er schon benutzt." in first[2]
    assert all(answer == first for answer in answers.values()), answers.keys()


def test_a_card_holds_for_seven_days_to_the_second(
    phone: Phone, newcomer: Person, make_card: MakeCard
) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False):
        card = make_card(newcomer)
    with time_machine.travel(now + timedelta(days=7) - timedelta(seconds=1), tick=False):
        assert phone.post("/card", number="", secret=card.secret).status_code == 303
    with time_machine.travel(now + timedelta(days=7), tick=False):
        assert phone.post("/card", number="", secret=card.secret).status_code == 400
        assert phone.get("/start/language").status_code == 404


def test_a_newer_card_also_stops_whoever_is_half_way_with_the_older(
    phone: Phone, newcomer: Person, make_card: MakeCard
) -> None:
    phone.scan(make_card(newcomer)).answer()
    make_card(newcomer)
    assert phone.get("/start/key").status_code == 404
    assert phone.send("/passkey-registrations").status_code == 404


def test_whoever_stops_half_way_can_start_again_with_the_same_card(
    newcomer: Person, make_card: MakeCard, new_phone: NewPhone
) -> None:
    card = make_card(newcomer)
    new_phone().scan(card).answer()
    assert new_phone().scan(card).answer().make_passkey().status_code == 200


@pytest.mark.both_databases
def test_of_four_phones_with_one_card_at_the_same_moment_one_gets_in(
    app: Flask, newcomer: Person, make_card: MakeCard, new_phone: NewPhone, session: Session
) -> None:
    card = make_card(newcomer)
    phones = [new_phone().scan(card).answer() for _phone in range(4)]
    ready = [each.authenticator.register(each.new_passkey_options()) for each in phones]
    tokens = [each.token() for each in phones]
    statuses: list[int] = []

    def come_in(phone: Phone, answer: dict[str, object], token: str) -> None:
        headers = {"X-CSRFToken": token}
        # Not through `Client`, which shares the test's own session with everybody.
        sent = FlaskClient.open(
            phone.client, "/passkeys", method="POST", json=answer, headers=headers
        )
        statuses.append(sent.status_code)

    threads = [
        threading.Thread(target=come_in, args=each)
        for each in zip(phones, ready, tokens, strict=True)
    ]
    with all_at_the_same_point(app, newcomer, waiting=len(threads)):
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 404, 404, 404]
    for table in (Passkey, LoginSession):
        of_amira = select(func.count()).where(table.person_id == newcomer.id)
        assert session.scalar(of_amira) == 1


@contextmanager
def all_at_the_same_point(app: Flask, person: Person, *, waiting: int) -> Iterator[None]:
    """Hold the card until so many wait to use it up. On SQLite writers stand in line anyway."""
    engine: Engine = app.extensions["engine"]
    if engine.dialect.name != "postgresql":
        yield
        return
    standing = text("select count(*) from pg_locks where not granted")
    with engine.connect() as holder:
        holder.execute(select(Card.id).where(Card.person_id == person.id).with_for_update())
        yield
        for _look in range(20_000):
            if holder.scalar(standing) == waiting:
                break
        else:
            raise AssertionError("they do not wait for the card")
        holder.rollback()


# -- staff do not come in as somebody they accompany


def test_a_participants_card_is_refused_in_a_browser_where_staff_work_and_that_is_logged(
    app: Flask, phone: Phone, newcomer: Person, cast: Cast, make_card: MakeCard
) -> None:
    card = make_card(newcomer)
    for name, value in sign_in_cookies(app, cast.jonas):
        phone.client.set_cookie(name, value)
    refusal = same_for_all(phone.post("/card", number="", secret=secrets.token_urlsafe(16)))
    with structlog.testing.capture_logs() as logged:
        by_code = phone.post("/card", number="", secret=card.secret)
        by_digits = phone.type_card(card.number)
    assert same_for_all(by_code) == same_for_all(by_digits) == refusal
    assert [line["outcome"] for line in logged] == ["staff_browser"] * 2
    assert str(newcomer.id) not in str(logged)
    assert phone.get("/start/language").status_code == 404
    assert phone.is_in, "Jonas goes on working"


def test_a_card_scanned_where_somebody_else_is_signed_in_signs_them_out(
    amiras_phone: Phone, cast: Cast, make_card: MakeCard, session: Session
) -> None:
    amiras_phone.come_back()
    copied = amiras_phone.copy()
    amiras_phone.scan(make_card(cast.samir))
    assert not amiras_phone.is_in
    assert not copied.is_in, "her session is over for copied cookies too"
