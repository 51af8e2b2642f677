"""Coming back with a code: six digits that only count together with this phone's own key."""

import os
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.account import pins
from app.core import clock
from app.domain.people import Person
from app.domain.sign_in import DeviceKey, LoginSession, PhoneUse
from tests.account.conftest import MakeCard
from tests.account.phone import CODE, Phone
from tests.people import Cast
from tests.support.authenticator import to_text

NewPhone = Callable[..., Phone]
NOT_NOW = "Das hat nicht geklappt. Sie können es noch einmal versuchen."
WRONG = "Dieser Code passt nicht. Schauen Sie in Ruhe noch einmal."
LATER = "Bitte später noch einmal. Oder fragen Sie nach einem neuen Zettel."
NEW_CARD = (
    "Neues Handy oder Code vergessen? Sie bekommen einen neuen Zettel. Ihre Sachen sind noch da."
)
OTHER = "481526"


@pytest.fixture
def amiras_phone(phone: Phone, make_card: MakeCard, cast: Cast) -> Phone:
    """Amira's phone, which others use too, with a code; she has signed out."""
    assert phone.scan(make_card(cast.amira)).answer(use="shared").make_code().status_code == 200
    phone.post("/sign-out")
    return phone


@pytest.fixture
def samirs_phone(new_phone: NewPhone, make_card: MakeCard, cast: Cast) -> Phone:
    """Samir's phone with a code; he has signed out."""
    phone = new_phone("198.51.100.8")
    assert phone.scan(make_card(cast.samir)).answer().make_code(OTHER).status_code == 200
    phone.post("/sign-out")
    return phone


def said(answer: TestResponse) -> str:
    """Return the one sentence of a refusal."""
    assert 400 <= answer.status_code < 500
    assert answer.json is not None
    assert set(answer.json) == {"text"}
    return str(answer.json["text"])


def test_the_right_code_opens_the_account(amiras_phone: Phone, session: Session) -> None:
    assert amiras_phone.come_back_with_code().json == {"next": "/"}
    assert amiras_phone.is_in
    assert session.scalars(select(LoginSession.phone_use)).one() is PhoneUse.SHARED


@pytest.mark.parametrize("typed", ["٧٣٩٢١٤", "۷۳۹۲۱۴", " 739 214 "])
def test_the_code_may_be_typed_in_any_script(typed: str, amiras_phone: Phone) -> None:
    assert amiras_phone.come_back_with_code(typed).status_code == 200


def test_after_five_wrong_codes_a_rest_then_three_more_then_only_a_new_card(
    amiras_phone: Phone,
) -> None:
    with time_machine.travel(clock.now(), tick=False) as hands:
        for _try in range(5):
            assert said(amiras_phone.come_back_with_code(OTHER)) == WRONG
        assert said(amiras_phone.come_back_with_code(CODE)) == LATER
        hands.shift(timedelta(minutes=15) - timedelta(seconds=1))
        assert said(amiras_phone.come_back_with_code(CODE)) == LATER
        hands.shift(1)
        for _try in range(3):
            assert said(amiras_phone.come_back_with_code(OTHER)) == WRONG
        hands.shift(timedelta(days=30))
        assert said(amiras_phone.come_back_with_code(CODE)) == NEW_CARD


def test_after_the_rest_the_right_code_works_and_everything_counts_anew(
    amiras_phone: Phone,
) -> None:
    with time_machine.travel(clock.now(), tick=False) as hands:
        for _try in range(5):
            amiras_phone.come_back_with_code(OTHER)
        hands.shift(timedelta(minutes=15))
        assert amiras_phone.come_back_with_code().status_code == 200
        for _try in range(4):
            assert said(amiras_phone.come_back_with_code(OTHER)) == WRONG
        assert amiras_phone.come_back_with_code().status_code == 200


def test_a_new_card_opens_an_account_whose_code_is_closed(
    amiras_phone: Phone, cast: Cast, make_card: MakeCard
) -> None:
    with time_machine.travel(clock.now(), tick=False) as hands:
        for _try in range(8):
            amiras_phone.come_back_with_code(OTHER)
            hands.shift(timedelta(minutes=16))
        amiras_phone.scan(make_card(cast.amira)).answer(use="shared")
        assert amiras_phone.make_code(OTHER).status_code == 200


@pytest.mark.parametrize("typed", ["", "7392", "73921", "7392145", "739a14", "\ud800", "½" * 6])
def test_what_is_not_six_digits_is_a_slip_and_not_counted(
    typed: str, amiras_phone: Phone, session: Session
) -> None:
    for _try in range(6):
        assert said(amiras_phone.come_back_with_code(typed)) == WRONG
    assert session.scalar(select(DeviceKey.wrong_tries)) == 0
    assert amiras_phone.come_back_with_code().status_code == 200


def test_strangers_cannot_use_up_the_tries_without_the_phones_key(
    amiras_phone: Phone, samirs_phone: Phone, session: Session
) -> None:
    samirs_phone.device_key.device, hers = (
        amiras_phone.device_key.device, samirs_phone.device_key.device,
    )  # fmt: skip
    for _try in range(10):
        assert said(samirs_phone.come_back_with_code(OTHER)) == NOT_NOW
    tries = select(DeviceKey.wrong_tries).where(
        DeviceKey.id == uuid.UUID(amiras_phone.device_key.device)
    )
    assert session.scalar(tries) == 0
    assert amiras_phone.come_back_with_code().status_code == 200
    samirs_phone.device_key.device = hers


# -- everything else that may come


def replayed(mine: Phone, _theirs: Phone) -> TestResponse:
    challenge = mine.device_challenge()
    mine.copy().come_back_with_code(challenge=challenge)
    return mine.come_back_with_code(challenge=challenge)


def answered_wrongly_before(mine: Phone, _theirs: Phone) -> TestResponse:
    challenge = mine.device_challenge()
    mine.copy().come_back_with_code(challenge=challenge, signature=to_text(bytes(64)))
    return mine.come_back_with_code(challenge=challenge)


def expired(mine: Phone, _theirs: Phone) -> TestResponse:
    challenge = mine.device_challenge()
    with time_machine.travel(clock.now() + timedelta(minutes=5, seconds=1)):
        return mine.come_back_with_code(challenge=challenge)


def asked_elsewhere(mine: Phone, theirs: Phone) -> TestResponse:
    return mine.come_back_with_code(challenge=theirs.device_challenge())


def asked_for_a_passkey(mine: Phone, _theirs: Phone) -> TestResponse:
    return mine.come_back_with_code(challenge=mine.sign_in_options()["challenge"])


def signed_by_another_phone(mine: Phone, theirs: Phone) -> TestResponse:
    challenge = mine.device_challenge()
    return mine.come_back_with_code(
        challenge=challenge, signature=theirs.device_key.sign(challenge)
    )


def signed_something_else(mine: Phone, _theirs: Phone) -> TestResponse:
    return mine.come_back_with_code(signature=mine.device_key.sign(to_text(os.urandom(32))))


def lying(**lies: Any) -> Callable[[Phone, Phone], TestResponse]:
    return lambda mine, _theirs: mine.come_back_with_code(**lies)


BAD: dict[str, Callable[[Phone, Phone], TestResponse]] = {
    "a challenge that was answered rightly before": replayed,
    "a challenge that was answered wrongly before": answered_wrongly_before,
    "a challenge older than five minutes": expired,
    "a challenge asked in another browser": asked_elsewhere,
    "a challenge asked for a passkey": asked_for_a_passkey,
    "a challenge we never asked": lying(challenge=to_text(os.urandom(32))),
    "a challenge that is no base64": lying(challenge="Ä", signature="x"),
    "a challenge that is a number": lying(challenge=7, signature="x"),
    "the signature of another phone": signed_by_another_phone,
    "a signature of something else": signed_something_else,
    "a signature of zeros": lying(signature=to_text(bytes(64))),
    "a signature as long as it likes": lying(signature=to_text(bytes(65))),
    "a signature that is no base64": lying(signature="\ud800"),
    "a signature that is a list": lying(signature=[1]),
    "the phone of somebody else": lambda mine, theirs: mine.come_back_with_code(
        device=theirs.device_key.device
    ),
    "a phone nobody has": lying(device=uuid.uuid4().hex),
    "a phone that is no id": lying(device="../etc"),
    "a phone that is a number": lying(device=7),
    "a code that is a number": lying(code=739214),
    "no code": lying(code=None),
    "nothing": lambda mine, _theirs: mine.send("/device-sign-ins"),
    "a list": lambda mine, _theirs: mine.send("/device-sign-ins", ["x"]),
    "garbage": lambda mine, _theirs: mine.send("/device-sign-ins", data=b"\xff\x00"),
}


def test_every_bad_answer_is_refused_calmly_and_the_owner_still_gets_in(
    subtests: pytest.Subtests, amiras_phone: Phone, samirs_phone: Phone, session: Session
) -> None:
    now = clock.now()
    for number, (what, bad) in enumerate(BAD.items()):
        with subtests.test(what), time_machine.travel(now + number * timedelta(minutes=30)):
            mine, theirs = amiras_phone.copy(), samirs_phone.copy()
            assert said(bad(mine, theirs)) == NOT_NOW
            assert not mine.is_in
            assert mine.come_back_with_code().status_code == 200
    wrong = session.scalar(select(func.sum(DeviceKey.wrong_tries)))
    assert wrong == 0, "none of these was a wrong code"


def test_twenty_failures_from_one_address_keep_only_that_address_waiting(
    app: Flask, amiras_phone: Phone
) -> None:
    stranger = Phone(app, "203.0.113.66")
    stranger.device_key = amiras_phone.device_key
    for _try in range(20):
        assert said(stranger.come_back_with_code(signature=to_text(bytes(64)))) == NOT_NOW
    assert stranger.come_back_with_code(signature=to_text(bytes(64))).status_code == 429
    assert amiras_phone.come_back_with_code().status_code == 200


# -- making one


def public_key(key: Any) -> str:
    return to_text(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


NO_KEYS: dict[str, object] = {
    "another curve": public_key(ec.generate_private_key(ec.SECP384R1())),
    "another kind": public_key(ed25519.Ed25519PrivateKey.generate()),
    "garbage": to_text(os.urandom(91)),
    "half a letter": "\ud800",
    "empty": "",
    "a number": 7,
    "missing": None,
}


def test_only_a_key_on_p256_is_kept(
    subtests: pytest.Subtests, phone: Phone, newcomer: Person, make_card: MakeCard
) -> None:
    phone.scan(make_card(newcomer)).answer()
    for what, key in NO_KEYS.items():
        with subtests.test(what):
            sent = {"device": uuid.uuid4().hex, "public_key": key, "pin": CODE}
            assert said(phone.send("/device-keys", sent)) == NOT_NOW
    assert phone.make_code().status_code == 200


WEAK = [
    "123456", "654321", "000000", "111111", "121212", "123123", "112233", "789456", "159753",
    "135790", "024680", "010190", "311299", "123185", "850412", "290224", "19850", "abcdef", "",
    "123457", "142536", "147369", "131415", "314159", "951753", "000001", "100001",
    "198500", "199012", "151985", "201985", "121985",
    "٠١٠١٩٠",
]  # fmt: skip


def test_codes_that_many_people_take_and_dates_are_not_taken(
    subtests: pytest.Subtests, phone: Phone, newcomer: Person, make_card: MakeCard
) -> None:
    phone.scan(make_card(newcomer)).answer()
    for weak in WEAK:
        with subtests.test(weak):
            answer = phone.make_code(weak)
            assert answer.status_code == 422
            assert said(answer).startswith("Bitte einen anderen Code: 6 Ziffern")
    assert phone.make_code().status_code == 200


def test_nine_of_ten_codes_are_good_enough() -> None:
    refused = 0
    for number in range(0, 1_000_000, 101):
        try:
            pins.check(f"{number:06}")
        except pins.WeakPin:
            refused += 1
    assert refused / (1_000_000 / 101) < 0.12


def test_the_code_itself_is_kept_nowhere(amiras_phone: Phone, session: Session) -> None:
    kept = session.scalars(select(DeviceKey.pin_hash)).one()
    assert kept.startswith("$argon2id$")
    assert CODE not in kept
    again = pins.hash_pin(CODE)
    assert again != kept


def test_a_new_code_replaces_the_old_one(
    amiras_phone: Phone, cast: Cast, make_card: MakeCard, new_phone: NewPhone
) -> None:
    newer = new_phone().scan(make_card(cast.amira)).answer()
    assert newer.make_code(OTHER).status_code == 200
    assert said(amiras_phone.come_back_with_code()) == NOT_NOW


def test_the_same_key_sent_again_after_a_lost_answer_leads_to_the_door(
    phone: Phone, newcomer: Person, make_card: MakeCard, session: Session
) -> None:
    phone.scan(make_card(newcomer)).answer()
    before = phone.copy()
    assert phone.make_code().status_code == 200
    before.device_key = phone.device_key
    assert before.make_code(again=True).json == {"next": "/welcome"}
    assert "Der Zettel hat schon geklappt." in before.get("/welcome").text
    assert session.scalar(select(func.count()).select_from(DeviceKey)) == 1
    assert before.come_back_with_code().status_code == 200


def test_another_key_does_not_get_in_with_a_used_card_nor_under_a_known_id(
    phone: Phone, samirs_phone: Phone, newcomer: Person, make_card: MakeCard
) -> None:
    phone.scan(make_card(newcomer)).answer()
    phone.device_key.device = samirs_phone.device_key.device
    assert said(phone.make_code(again=True)) == NOT_NOW
    before = phone.copy()
    assert phone.make_code().status_code == 200
    assert before.make_code().status_code == 404


def test_a_browser_hears_that_its_key_was_replaced(
    amiras_phone: Phone, cast: Cast, make_card: MakeCard, new_phone: NewPhone
) -> None:
    new_phone().scan(make_card(cast.amira)).answer().make_code(OTHER)
    assert amiras_phone.come_back_with_code().status_code == 410


def test_nobody_waits_while_a_code_is_checked(
    app: Flask, amiras_phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = pins.is_right
    wrote = []

    def check_while_others_write(pin: str, pin_hash: str) -> bool:
        with Session(app.extensions["engine"]) as other:  # would wait for 15 s and fail
            other.execute(update(DeviceKey).values(wrong_tries=DeviceKey.wrong_tries))
            other.commit()
        wrote.append(pin)
        return check(pin, pin_hash)

    monkeypatch.setattr(pins, "is_right", check_while_others_write)
    assert amiras_phone.come_back_with_code().status_code == 200
    assert wrote == [CODE]
