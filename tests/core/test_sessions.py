"""A session holds while both cookies and the row are there, and it is neither idle nor old."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.people import Person
from app.domain.sign_in import LoginSession, PhoneUse, hash_secret
from tests.architecture.sweep import Asker
from tests.people import Cast
from tests.visit import sign_in_cookies

START = datetime(2026, 11, 23, 9, 7, 30, tzinfo=UTC)
PAGE = "/settings/devices"  # open to every role


def _is_in(asker: Asker) -> bool:
    response = asker.client.get(PAGE)
    assert response.status_code in {200, 303}
    return response.status_code == 200


def _come_in(app: Flask, person: Person, use: PhoneUse) -> Asker:
    asker = Asker(app, None)
    for name, value in sign_in_cookies(app, person, use):
        asker.client.set_cookie(name, value)
    return asker


@pytest.mark.parametrize(
    ("who", "use", "idle", "whole"),
    [
        ("amira", PhoneUse.OWN, timedelta(days=30), timedelta(days=90)),
        ("amira", PhoneUse.SHARED, timedelta(minutes=15), timedelta(hours=12)),
        ("jonas", PhoneUse.STAFF, timedelta(minutes=15), timedelta(hours=10)),
        ("petra", PhoneUse.STAFF, timedelta(minutes=15), timedelta(hours=10)),
    ],
)
class TestEnds:
    """How long a session lives (trust.md 4.5)."""

    def test_an_idle_session_ends(
        self, who: str, use: PhoneUse, idle: timedelta, whole: timedelta, app: Flask, cast: Cast
    ) -> None:
        with time_machine.travel(START, tick=False) as clock:
            asker = _come_in(app, getattr(cast, who), use)
            assert _is_in(asker)
            clock.shift(idle - timedelta(minutes=1))
            assert _is_in(asker)  # and this counts as being there
            clock.shift(idle - timedelta(minutes=1))
            assert _is_in(asker)
            clock.shift(idle + timedelta(minutes=2))
            assert not _is_in(asker)

    def test_a_busy_session_ends_as_well(
        self, who: str, use: PhoneUse, idle: timedelta, whole: timedelta, app: Flask, cast: Cast
    ) -> None:
        with time_machine.travel(START, tick=False) as clock:
            asker = _come_in(app, getattr(cast, who), use)
            for _ in range(100):
                clock.shift(whole / 100 - timedelta(milliseconds=1))
                assert _is_in(asker)
            clock.shift(timedelta(minutes=1))
            assert not _is_in(asker)


def test_a_browser_that_threw_the_open_cookie_away_is_signed_out(app: Flask, cast: Cast) -> None:
    asker = _come_in(app, cast.amira, PhoneUse.OWN)
    assert _is_in(asker)
    asker.client.delete_cookie("here")
    assert not _is_in(asker)


@pytest.mark.parametrize("value", ["", "-", "x" * 22])
def test_a_made_up_open_cookie_opens_nothing(value: str, app: Flask, cast: Cast) -> None:
    asker = _come_in(app, cast.amira, PhoneUse.OWN)
    asker.client.set_cookie("here", value)
    assert not _is_in(asker)


def test_the_open_cookie_alone_opens_nothing(app: Flask, cast: Cast) -> None:
    asker = _come_in(app, cast.amira, PhoneUse.OWN)
    asker.client.delete_cookie("schritte")
    assert not _is_in(asker)


def test_the_open_cookie_of_one_session_does_not_hold_another(app: Flask, cast: Cast) -> None:
    one, other = (_come_in(app, cast.amira, PhoneUse.OWN) for _ in range(2))
    theirs = other.client.get_cookie("here")
    assert theirs
    one.client.set_cookie("here", theirs.value)
    assert not _is_in(one)


def test_a_device_that_was_ended_elsewhere_is_out_at_its_next_request(
    app: Flask, session: Session, cast: Cast
) -> None:
    asker = _come_in(app, cast.amira, PhoneUse.OWN)
    assert _is_in(asker)
    session.execute(delete(LoginSession).where(LoginSession.person_id == cast.amira.id))
    session.commit()
    assert not _is_in(asker)


def test_what_was_copied_before_signing_out_is_worthless_afterwards(app: Flask, cast: Cast) -> None:
    asker = Asker(app, cast.amira)
    copied = {name: asker.client.get_cookie(name) for name in ("schritte", "here")}
    assert asker.ask("POST", "/sign-out").status_code == 303
    thief = app.test_client()
    for name, cookie in copied.items():
        assert cookie
        thief.set_cookie(name, cookie.value)
    assert thief.get(PAGE).status_code == 303
    assert thief.get("/").headers["Location"] == "/welcome"


def test_signing_out_clears_the_browser(app: Flask, cast: Cast) -> None:
    asker = Asker(app, cast.amira)
    response = asker.ask("POST", "/sign-out")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Cache-Control"] == "no-store"


def test_only_the_hash_of_a_token_is_kept(app: Flask, session: Session, cast: Cast) -> None:
    cookies = dict(sign_in_cookies(app, cast.amira))
    with app.test_request_context("/", headers={"Cookie": f"schritte={cookies['schritte']}"}):
        from flask import session as browser

        token = browser["_user_id"]
    assert len(token) >= 43  # 256 bits in base64url
    kept = session.scalars(
        select(LoginSession.token_hash).where(LoginSession.person_id == cast.amira.id)
    ).all()
    assert hash_secret(token) in kept
    assert token.encode() not in kept


def test_whoever_signs_in_starts_clean(app: Flask, cast: Cast) -> None:
    asker = Asker(app, cast.samir)
    before = asker.client.get_cookie("schritte")
    for name, value in sign_in_cookies(app, cast.amira):
        asker.client.set_cookie(name, value)
    after = asker.client.get_cookie("schritte")
    assert before
    assert after
    assert before.value != after.value
    assert "Samir" not in asker.client.get("/settings").get_data(as_text=True)


def test_there_is_no_remember_cookie(app: Flask, cast: Cast) -> None:
    assert {name for name, _ in sign_in_cookies(app, cast.amira)} == {"schritte", "here"}


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    app: Flask, cast: Cast
) -> None:
    from flask import g

    from app.core import sessions

    with app.test_request_context("/"):
        g.db_session = Session(app.extensions["engine"], expire_on_commit=False)
        sessions.sign_in(cast.amira, PhoneUse.SHARED, label="Test")
        g.db_session.commit()
        written = app.process_response(app.response_class()).headers.getlist("Set-Cookie")
    by_name = {each.split("=")[0]: each for each in written}
    assert "HttpOnly" in by_name["schritte"]
    assert "HttpOnly" not in by_name["here"]  # signing out works without a network
    for each in written:
        assert "SameSite=Lax" in each
        assert "Path=/" in each
        assert "Domain" not in each
        assert "Expires" not in each  # a shared phone: gone with the browser


def test_nothing_kept_says_when_somebody_was_there(
    app: Flask, session: Session, cast: Cast
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        asker = _come_in(app, cast.amira, PhoneUse.OWN)
        row = session.scalars(
            select(LoginSession).where(LoginSession.person_id == cast.amira.id)
        ).one()
        before = {c.name: getattr(row, c.name) for c in LoginSession.__table__.columns}
        for _day in range(5):
            clock.shift(timedelta(days=1))
            assert _is_in(asker)
        session.expire_all()
        assert before == {c.name: getattr(row, c.name) for c in LoginSession.__table__.columns}
