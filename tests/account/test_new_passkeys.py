"""Making a passkey: what is refused, always calmly, and that the card still works afterwards."""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import cbor2
import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.account.ceremonies import LONGEST_ID
from app.core import clock
from app.domain.people import Person
from app.domain.sign_in import Card, LoginSession, Passkey
from tests.account.phone import Paper, Phone
from tests.people import Cast
from tests.support.authenticator import Credential, to_text

NOT_MADE = "Nicht eingerichtet. Sie können es noch einmal versuchen oder einen Code nehmen."
NOT_NOW = "Das hat nicht geklappt. Sie können es noch einmal versuchen."
Bad = Callable[[Phone, Phone], TestResponse]


def lying(**lies: Any) -> Bad:
    return lambda mine, _theirs: mine.make_passkey(**lies)


def key(change: dict[int, Any]) -> Bad:
    """A public key that is none."""

    def send(mine: Phone, _theirs: Phone) -> TestResponse:
        made = Credential()
        return mine.make_passkey(passkey=made, cose=cbor2.dumps({**made.cose(), **change}))

    return send


def attestation(raw: bytes) -> Bad:
    """Other bytes as the attestation object."""

    def send(mine: Phone, _theirs: Phone) -> TestResponse:
        answer = mine.authenticator.register(mine.new_passkey_options())
        answer["response"]["attestationObject"] = to_text(raw)
        return mine.send("/passkeys", answer)

    return send


def without(name: str) -> Bad:
    def send(mine: Phone, _theirs: Phone) -> TestResponse:
        answer = mine.authenticator.register(mine.new_passkey_options())
        del answer["response"][name]
        return mine.send("/passkeys", answer)

    return send


def asked_for_another_card(mine: Phone, theirs: Phone) -> TestResponse:
    options = mine.new_passkey_options()
    options["challenge"] = theirs.new_passkey_options()["challenge"]
    return mine.send("/passkeys", mine.authenticator.register(options))


def asked_for_signing_in(mine: Phone, _theirs: Phone) -> TestResponse:
    options = mine.new_passkey_options()
    options["challenge"] = mine.sign_in_options()["challenge"]
    return mine.send("/passkeys", mine.authenticator.register(options))


def expired(mine: Phone, _theirs: Phone) -> TestResponse:
    answer = mine.authenticator.register(mine.new_passkey_options())
    with time_machine.travel(clock.now() + timedelta(minutes=5, seconds=1)):
        return mine.send("/passkeys", answer)


def answered_wrongly_before(mine: Phone, _theirs: Phone) -> TestResponse:
    options = mine.new_passkey_options()
    mine.send("/passkeys", mine.authenticator.register(options, uv=False))
    return mine.send("/passkeys", mine.authenticator.register(options))


def signing_in_instead(mine: Phone, _theirs: Phone) -> TestResponse:
    mine.authenticator.register(mine.new_passkey_options())
    return mine.send("/passkeys", mine.authenticator.sign_in(mine.sign_in_options()))


def id_of_someone_else(mine: Phone, theirs: Phone) -> TestResponse:
    taken = Credential(id=theirs.authenticator.passkey.id)
    return mine.make_passkey(passkey=taken)


OTHER_FORMATS = ("packed", "tpm", "android-key", "android-safetynet", "fido-u2f", "apple")
BAD: dict[str, Bad] = {
    "a challenge we never asked": lying(challenge=to_text(os.urandom(32))),
    "a challenge asked for another card": asked_for_another_card,
    "a challenge asked for signing in": asked_for_signing_in,
    "a challenge older than five minutes": expired,
    "a challenge that was answered wrongly before": answered_wrongly_before,
    "another site": lying(origin="https://kleine-schritte.example"),
    "a frame of another site": lying(cross_origin=True),
    "another relying party": lying(rp_id="example.org"),
    "no finger, no face, no PIN": lying(uv=False),
    "nobody there": lying(up=False),
    "backed up, but cannot be": lying(be=False),
    "the answer to signing in": lying(type="webauthn.get"),
    "signing in instead": signing_in_instead,
    "an id that somebody has": id_of_someone_else,
    "an id that is too long": lying(passkey=Credential(id=os.urandom(LONGEST_ID + 1))),
    "no id": lying(passkey=Credential(id=b"")),
    "a point beside the curve": key({-2: bytes(32), -3: bytes(31) + b"\1"}),
    "coordinates that are words": key({-2: "x", -3: "y"}),
    "a curve nobody knows": key({-1: 99}),
    "an algorithm nobody knows": key({3: -99999}),
    "a kind of key nobody knows": key({1: 99}),
    "a key that is empty": lying(cose=cbor2.dumps({})),
    "a key that is a number": lying(cose=cbor2.dumps(7)),
    "a key that is cut off": lying(cose=b"\xa5\x01"),
    "a format nobody knows": lying(fmt="none?"),
    "no attestation, but a statement": lying(statement={"sig": b"x"}),
    **{f"{name}, with nothing in it": lying(fmt=name) for name in OTHER_FORMATS},
    **{
        f"{name}, with garbage in it": lying(
            fmt=name,
            statement={
                "ver": "2.0", "alg": -7, "sig": b"\x30\x00", "x5c": [b"\x30\x00"],
                "response": b"a.b.c", "certInfo": b"\xff" * 9, "pubArea": b"\xff" * 9,
            },
        )
        for name in OTHER_FORMATS
    },
    "an attestation of zero bytes": attestation(b""),
    "an attestation that is no CBOR": attestation(b"\xff\xff\xff"),
    "an attestation that is a list": attestation(cbor2.dumps([])),
    "an attestation ten thousand lists deep": attestation(b"\x81" * 10_000),
    "an attestation that says it is four gigabytes": attestation(b"\x5a\xff\xff\xff\xff"),
    "an attestation without data": attestation(cbor2.dumps({"fmt": "none", "attStmt": {}})),
    "no attestation": without("attestationObject"),
    "no client data": without("clientDataJSON"),
    "nothing": lambda mine, _theirs: mine.send("/passkeys", data=b""),
}  # fmt: skip


@pytest.fixture
def theirs(
    new_phone: Callable[..., Phone], make_card: Callable[[Person], Paper], cast: Cast
) -> Phone:
    """Samir's phone with a passkey and another card in hand."""
    phone = new_phone().scan(make_card(cast.samir)).answer()
    phone.make_passkey()
    return phone.scan(make_card(cast.samir)).answer()


def test_every_bad_answer_is_refused_calmly_and_the_card_is_not_used_up(
    subtests: pytest.Subtests,
    phone: Phone,
    theirs: Phone,
    newcomer: Person,
    make_card: Callable[[Person], Paper],
    session: Session,
) -> None:
    phone.scan(make_card(newcomer)).answer()
    for what, bad in BAD.items():
        with subtests.test(what):
            answer = bad(phone, theirs)
            assert 400 <= answer.status_code < 500, (answer.status_code, answer.text)
            assert answer.json in ({"text": NOT_MADE}, {"text": NOT_NOW})
            assert not phone.is_in
            session.rollback()
            for table in (Passkey, LoginSession):
                of_amira = select(func.count()).where(table.person_id == newcomer.id)
                assert session.scalar(of_amira) == 0
    assert len(BAD) >= 40
    assert phone.make_passkey().json == {"next": "/"}
    assert phone.get("/").headers["Location"] == "/waiting"


def test_a_passkey_can_only_be_made_with_a_card_or_from_inside(phone: Phone) -> None:
    assert phone.send("/passkey-registrations").status_code == 404
    assert phone.send("/passkeys").status_code == 404
    assert phone.send("/device-keys").status_code == 404


def test_a_second_passkey_is_made_from_inside_and_opens_the_same_account(
    amiras_phone: Phone, session: Session, cast: Cast
) -> None:
    amiras_phone.come_back()
    first = amiras_phone.authenticator.passkey
    assert amiras_phone.make_passkey().json == {"next": "/settings/devices"}
    second = amiras_phone.authenticator.passkey
    kept = session.scalars(select(Passkey.credential_id).where(Passkey.person_id == cast.amira.id))
    assert set(kept) == {first.id, second.id}
    for passkey in (first, second):
        amiras_phone.post("/sign-out")
        amiras_phone.authenticator.passkey = passkey
        assert amiras_phone.come_back().status_code == 200


def test_the_phone_is_told_which_passkeys_it_has_already(amiras_phone: Phone) -> None:
    amiras_phone.come_back()
    options = amiras_phone.new_passkey_options()
    known = [each["id"] for each in options["excludeCredentials"]]
    assert known == [to_text(amiras_phone.authenticator.passkey.id)]


def test_what_the_phone_shows_of_a_passkey_names_nobody(
    phone: Phone, newcomer: Person, make_card: Callable[[Person], Paper]
) -> None:
    options = phone.scan(make_card(newcomer)).answer().new_passkey_options()
    assert options["user"]["name"] == options["user"]["displayName"] == "Kleine Schritte"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["attestation"] == "none"


def test_the_card_is_used_up_only_when_the_phone_has_its_key(
    phone: Phone, newcomer: Person, make_card: Callable[[Person], Paper], session: Session
) -> None:
    phone.scan(make_card(newcomer)).answer().new_passkey_options()
    used = select(Card.used_at).where(Card.person_id == newcomer.id)
    assert session.scalar(used) is None
    phone.make_passkey()
    session.rollback()
    assert session.scalar(used) is not None
