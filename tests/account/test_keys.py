"""Meine Schlüssel: what opens the app can be taken away, and another one needs a fresh proof."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.sign_in import DeviceKey, LoginSession, Passkey, PhoneUse
from tests.account.conftest import MakeCard
from tests.account.phone import Phone
from tests.people import Cast
from tests.visit import Visit

NEW_KEY = "Ein neuer Schlüssel für die App ist da."


def keys_on(phone: Phone) -> list[str]:
    """Return the keys that the page offers to remove."""
    return re.findall(r'action="(/keys/[^"]+/remove)"', phone.get("/settings/devices").text)


def test_a_passkey_that_was_removed_opens_nothing_any_more(amiras_phone: Phone) -> None:
    amiras_phone.come_back()
    lost = amiras_phone.authenticator.passkey
    amiras_phone.make_passkey()
    kept = amiras_phone.authenticator.passkey
    first, _second = keys_on(amiras_phone)
    assert amiras_phone.post(first).headers["Location"] == "/settings/devices"
    amiras_phone.post("/sign-out")
    amiras_phone.authenticator.passkey = lost
    assert amiras_phone.come_back().status_code == 400
    amiras_phone.authenticator.passkey = kept
    assert amiras_phone.come_back().status_code == 200


def test_the_last_key_stays(amiras_phone: Phone, session: Session, cast: Cast) -> None:
    amiras_phone.come_back()
    assert keys_on(amiras_phone) == []
    only = session.scalars(select(Passkey.id).where(Passkey.person_id == cast.amira.id)).one()
    amiras_phone.post(f"/keys/{only}/remove")
    assert "Das ist Ihr letzter Schlüssel." in amiras_phone.get("/settings/devices").text
    amiras_phone.post("/sign-out")
    assert amiras_phone.come_back().status_code == 200


def test_a_code_can_be_removed_beside_a_passkey(
    phone: Phone, cast: Cast, make_card: MakeCard, session: Session
) -> None:
    phone.scan(make_card(cast.amira)).answer().make_code()
    phone.make_passkey()
    _passkey, code = keys_on(phone)
    phone.post(code)
    assert session.scalars(select(DeviceKey)).all() == []


def test_somebody_elses_key_does_not_exist_for_me(
    amiras_phone: Phone, samirs_phone: Phone, session: Session, cast: Cast
) -> None:
    amiras_phone.come_back()
    amiras_phone.make_passkey()
    his = session.scalars(select(Passkey.id).where(Passkey.person_id == cast.samir.id)).one()
    assert amiras_phone.post(f"/keys/{his}/remove").status_code == 404
    assert samirs_phone.come_back().status_code == 200


def test_an_open_phone_alone_gives_nobody_a_key(amiras_phone: Phone) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False) as hands:
        amiras_phone.come_back()
        options = amiras_phone.new_passkey_options()
        hands.shift(timedelta(minutes=5))
        page = amiras_phone.get("/settings/devices").text
        assert "Weiteren Passkey einrichten" not in page
        assert "zeigen Sie bitte kurz, dass Sie es sind" in page
        assert amiras_phone.send("/passkey-registrations").status_code == 400
        answer = amiras_phone.authenticator.register(options)
        assert amiras_phone.send("/passkeys", answer).status_code == 400
        amiras_phone.authenticator = type(amiras_phone.authenticator)()
        assert len(amiras_phone.get("/settings/devices").text.split("Passkey:")) == 2


def test_five_passkeys_are_enough(amiras_phone: Phone) -> None:
    amiras_phone.come_back()
    for _more in range(4):
        assert amiras_phone.make_passkey().status_code == 200
    refused = amiras_phone.send("/passkey-registrations")
    assert refused.status_code == 400
    assert refused.json == {
        "text": "Fünf Passkeys sind schon da. Entfernen Sie zuerst einen davon."
    }


def test_heute_says_for_a_week_that_a_key_is_new(
    amiras_phone: Phone, visit: Visit, cast: Cast
) -> None:
    visit.as_(cast.amira).open("/").sees_not(NEW_KEY)
    now = clock.now()
    with time_machine.travel(now + timedelta(days=1), tick=False) as hands:
        amiras_phone.come_back()
        amiras_phone.make_passkey()
        visit.as_(cast.amira).open("/").sees(NEW_KEY).follow("Meine Geräte")
        hands.shift(timedelta(days=8))
        visit.as_(cast.amira).open("/").sees_not(NEW_KEY)


@pytest.mark.parametrize(
    ("held", "use"),
    [("platform", PhoneUse.OWN), (None, PhoneUse.OWN), ("cross-platform", PhoneUse.SHARED)],
)
def test_a_passkey_held_elsewhere_opens_a_strange_computer_for_a_short_time(
    held: str | None, use: PhoneUse, amiras_phone: Phone, session: Session
) -> None:
    answer = amiras_phone.authenticator.sign_in(amiras_phone.sign_in_options())
    amiras_phone.send("/passkey-sign-ins", {**answer, "authenticatorAttachment": held})
    assert session.scalars(select(LoginSession.phone_use)).one() is use
