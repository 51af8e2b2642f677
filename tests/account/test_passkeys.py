"""Coming back with a passkey: what is refused, always calmly, and nobody is locked out by it."""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.core import clock
from app.domain.sign_in import LoginSession, Passkey
from tests.account.phone import Phone
from tests.people import Cast
from tests.support.authenticator import Credential, to_bytes, to_text

NOT_NOW = "Das hat nicht geklappt. Sie können es noch einmal versuchen."
Bad = Callable[[Phone, Phone], TestResponse]


def lying(**lies: Any) -> Bad:
    """An answer that lies about one thing."""
    return lambda mine, _theirs: mine.come_back(**lies)


def changed(change: Callable[[dict[str, Any]], object]) -> Bad:
    """A right answer, changed on the way."""

    def send(mine: Phone, _theirs: Phone) -> TestResponse:
        answer = mine.authenticator.sign_in(mine.sign_in_options())
        change(answer)
        return mine.send("/passkey-sign-ins", answer)

    return send


def said(**values: Any) -> Bad:
    """A right answer with other values in its `response`."""
    return changed(lambda answer: answer["response"].update(values))


def client_data(raw: bytes) -> Bad:
    """A right answer with other bytes as clientDataJSON."""
    return said(clientDataJSON=to_text(raw))


def sent(**raw: Any) -> Bad:
    """Not an answer at all."""
    return lambda mine, _theirs: mine.send("/passkey-sign-ins", **raw)


def replayed_after(first: dict[str, Any]) -> Bad:
    """A challenge that was answered before, rightly or wrongly."""

    def send(mine: Phone, _theirs: Phone) -> TestResponse:
        options = mine.sign_in_options()
        browser = mine.copy()
        browser.send("/passkey-sign-ins", mine.authenticator.sign_in(options, **first))
        return mine.send("/passkey-sign-ins", mine.authenticator.sign_in(options))

    return send


def expired(mine: Phone, _theirs: Phone) -> TestResponse:
    options = mine.sign_in_options()
    with time_machine.travel(clock.now() + timedelta(minutes=5, seconds=1)):
        return mine.send("/passkey-sign-ins", mine.authenticator.sign_in(options))


def asked_elsewhere(mine: Phone, theirs: Phone) -> TestResponse:
    answer = mine.authenticator.sign_in(theirs.sign_in_options())
    mine.sign_in_options()
    return mine.send("/passkey-sign-ins", answer)


def asked_for_a_device_key(mine: Phone, _theirs: Phone) -> TestResponse:
    answer = mine.authenticator.sign_in({"challenge": mine.device_challenge()})
    return mine.send("/passkey-sign-ins", answer)


def someone_elses_id(mine: Phone, theirs: Phone) -> TestResponse:
    """Samir's credential id, signed with Amira's key."""
    options = mine.sign_in_options()
    mine_id, mine.authenticator.passkey.id = (
        mine.authenticator.passkey.id, theirs.authenticator.passkey.id,
    )  # fmt: skip
    answer = mine.authenticator.sign_in(options)
    mine.authenticator.passkey.id = mine_id
    return mine.send("/passkey-sign-ins", answer)


def someone_elses_handle(mine: Phone, theirs: Phone) -> TestResponse:
    return mine.come_back(handle=theirs.authenticator.passkey.handle)


def flipped(name: str, position: int) -> Bad:
    """One bit of a part of the answer flipped."""

    def flip(answer: dict[str, Any]) -> None:
        data = bytearray(to_bytes(answer["response"][name]))
        data[position] ^= 1
        answer["response"][name] = to_text(bytes(data))

    return changed(flip)


DEEP = b"[" * 100_000
BAD: dict[str, Bad] = {
    "a challenge we never asked": lying(challenge=to_text(os.urandom(32))),
    "an empty challenge": lying(challenge=""),
    "a challenge that was answered rightly before": replayed_after({}),
    "a challenge that was answered wrongly before": replayed_after({"uv": False}),
    "a challenge older than five minutes": expired,
    "a challenge asked in another browser": asked_elsewhere,
    "a challenge asked for a device key": asked_for_a_device_key,
    "another site": lying(origin="https://kleine-schritte.example"),
    "another port": lying(origin="http://localhost:8001"),
    "another scheme": lying(origin="https://localhost:8000"),
    "no site": lying(origin="null"),
    "a frame of another site": lying(cross_origin=True),
    "another relying party": lying(rp_id="example.org"),
    "a relying party below ours": lying(rp_id="app.localhost"),
    "no finger, no face, no PIN": lying(uv=False),
    "nobody there": lying(up=False),
    "neither": lying(up=False, uv=False),
    "backed up, but cannot be": lying(be=False),
    "the answer to making a passkey": lying(type="webauthn.create"),
    "the user handle of someone else": someone_elses_handle,
    "no user handle": lying(handle=None),
    "an empty user handle": lying(handle=b""),
    "a user handle that is a number": said(userHandle=7),
    "a key of someone else": lying(key=Credential().key),
    "a passkey of someone else": someone_elses_id,
    "a passkey nobody has": changed(lambda it: it.update(id="QUJD", rawId="QUJD")),
    "two ids": changed(lambda it: it.update(id="QUJD")),
    "an id that is a number": changed(lambda it: it.update(rawId=7)),
    "an id that is no base64": changed(lambda it: it.update(id="Ä", rawId="Ä")),
    "no id": changed(lambda it: it.pop("rawId")),
    "another kind of key": changed(lambda it: it.update(type="password")),
    "no response": changed(lambda it: it.pop("response")),
    "a list as response": changed(lambda it: it.update(response=[])),
    "no signature": changed(lambda it: it["response"].pop("signature")),
    "an empty signature": said(signature=""),
    "a signature that is none": said(signature=to_text(os.urandom(70))),
    "a signature with one bit flipped": flipped("signature", -1),
    "authenticator data with one bit flipped": flipped("authenticatorData", 36),
    "authenticator data cut off": said(authenticatorData=to_text(bytes(20))),
    "authenticator data with garbage behind": changed(
        lambda it: it["response"].update(
            authenticatorData=to_text(to_bytes(it["response"]["authenticatorData"]) + DEEP)
        )
    ),
    "client data that is no base64": said(clientDataJSON="%%%"),
    "client data that is no text": client_data(b"\xff\xfe\x00"),
    "client data that is no JSON": client_data(b"{"),
    "client data that is a list": client_data(b"[]"),
    "client data that is null": client_data(b"null"),
    "client data a thousand brackets deep": client_data(DEEP[:20_000]),
    "a challenge that is a number": client_data(b'{"type":"webauthn.get","challenge":7}'),
    "half a letter in the challenge": client_data(b'{"challenge":"\\ud800"}'),
    "nothing": sent(data=b""),
    "no JSON": sent(data=b"\x00\x01", content_type="application/json"),
    "a form": sent(data={"rawId": "QUJD"}),
    "JSON that is a list": sent(json=[]),
    "JSON that is null": sent(data=b"null", content_type="application/json"),
    "half a letter": sent(data=b'{"rawId": "\\ud800"}', content_type="application/json"),
    "brackets in brackets": sent(data=DEEP[:40_000], content_type="application/json"),
}


def refused_calmly(answer: TestResponse, words: str = NOT_NOW) -> bool:
    """Whether the answer is a refusal with exactly this sentence."""
    return 400 <= answer.status_code < 500 and answer.json == {"text": words}


def test_every_bad_answer_is_refused_calmly_and_the_owner_still_gets_in(
    subtests: pytest.Subtests, amiras_phone: Phone, samirs_phone: Phone, session: Session
) -> None:
    now = clock.now()
    for number, (what, bad) in enumerate(BAD.items()):
        # Half an hour later each time, so that the limit for wrong tries plays no part.
        with subtests.test(what), time_machine.travel(now + number * timedelta(minutes=30)):
            open_before = session.scalar(select(func.count()).select_from(LoginSession))
            mine, theirs = amiras_phone.copy(), samirs_phone.copy()
            answer = bad(mine, theirs)
            assert refused_calmly(answer), (answer.status_code, answer.text)
            assert not mine.is_in
            opened = select(func.count()).select_from(LoginSession)
            allowed = 1 if "answered rightly before" in what else 0
            assert session.scalar(opened) == open_before + allowed
            assert mine.come_back().status_code == 200, "the owner is locked out"
            session.rollback()
    assert len(BAD) >= 40


def test_more_than_64_kilobytes_are_not_even_read(amiras_phone: Phone) -> None:
    body = json.dumps({"rawId": "A" * 70_000}).encode()
    answer = amiras_phone.send("/passkey-sign-ins", data=body, content_type="application/json")
    assert answer.status_code == 413
    assert refused_calmly(answer)


def stored(session: Session, phone: Phone) -> Passkey:
    """Return the phone's passkey as the app keeps it."""
    session.expire_all()
    made = select(Passkey).where(Passkey.credential_id == phone.authenticator.passkey.id)
    return session.scalars(made).one()


def test_a_synced_passkey_that_always_counts_zero_gets_in_every_time(amiras_phone: Phone) -> None:
    for _visit in range(3):
        assert amiras_phone.come_back(counter=0).status_code == 200
        amiras_phone.post("/sign-out")


@pytest.mark.parametrize("counter", [4, 5, 0], ids=["back", "the same", "zero again"])
def test_a_counter_that_does_not_rise_is_refused_once_and_the_passkey_is_kept(
    counter: int, amiras_phone: Phone, session: Session
) -> None:
    assert amiras_phone.come_back(counter=5).status_code == 200
    amiras_phone.post("/sign-out")
    assert stored(session, amiras_phone).flagged_at is None

    assert refused_calmly(amiras_phone.come_back(counter=counter))
    kept = stored(session, amiras_phone)
    assert kept.flagged_at is not None
    assert kept.sign_count == 5

    assert amiras_phone.come_back(counter=6).status_code == 200
    assert stored(session, amiras_phone).sign_count == 6


def test_a_removed_passkey_opens_nothing(amiras_phone: Phone, session: Session) -> None:
    session.delete(stored(session, amiras_phone))
    session.commit()
    assert refused_calmly(amiras_phone.come_back())


def test_failing_thirty_times_from_one_address_keeps_nobody_else_out(
    app: Flask, amiras_phone: Phone
) -> None:
    stranger = Phone(app, "203.0.113.66")
    stranger.authenticator = amiras_phone.authenticator
    for _try in range(30):
        assert refused_calmly(stranger.come_back(handle=b"x"))
    stopped = stranger.come_back(handle=b"x")
    assert stopped.status_code == 429
    assert stopped.json == {"text": "Bitte später noch einmal. Ihre Sachen sind sicher."}
    assert amiras_phone.come_back().status_code == 200


def test_right_sign_ins_from_one_office_are_not_counted(
    amiras_phone: Phone, session: Session
) -> None:
    for _visit in range(31):
        assert amiras_phone.come_back().status_code == 200


def test_a_passkey_leads_each_role_to_its_own_start_page(
    cast: Cast, new_phone: Callable[..., Phone], make_card: Callable[..., Any]
) -> None:
    for person, start in ((cast.amira, "/"), (cast.jonas, "/desk"), (cast.petra, "/office")):
        phone = new_phone().scan(make_card(person))
        if person is cast.amira:
            phone.answer()
        phone.make_passkey()
        phone.post("/sign-out")
        assert phone.come_back().json == {"next": start}
