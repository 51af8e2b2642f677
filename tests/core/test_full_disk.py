"""No room left, or no database for a moment: what was written is not lost, and is sent once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.core import db
from app.core.settings import Settings
from app.domain.messages import LONGEST, Draft, Message
from app.domain.sign_in import PhoneUse
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of, only
from tests.people import Cast
from tests.visit import Visit

WORDS = ("Ich habe lange überlegt, wie ich das schreibe. " * 100)[:LONGEST].strip()


@pytest.fixture(autouse=True)
def as_people_see_it(app: Flask) -> None:
    """Answer with pages."""
    app.config["PROPAGATE_EXCEPTIONS"] = False


@contextmanager
def no_room(app: Flask) -> Iterator[None]:
    """Let the database grow no more."""

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # never below what there is

    engine: Engine = app.extensions["engine"]
    event.listen(engine, "begin", fill)
    try:
        yield
    finally:
        event.remove(engine, "begin", fill)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
        engine.dispose()


@pytest.mark.parametrize("who", ["amira", "jonas"])
def test_on_a_full_disk_the_words_stay_and_are_sent_once_there_is_room(
    who: str, app: Flask, session: Session, settings: Settings, cast: Cast, visit: Visit
) -> None:
    if not settings.is_sqlite:
        pytest.skip("about SQLite")
    paths = {"amira": "/messages", "jonas": f"/desk/people/{cast.amira.id}"}
    page = visit.as_(getattr(cast, who)).open(paths[who])
    send = {"amira": "Senden", "jonas": "Jetzt senden"}[who]
    with no_room(app):
        page.press(send, body=WORDS)
        assert page.status == 507
        page.sees("Gerade kann nichts gespeichert werden.", WORDS)
        assert page.press("Noch einmal senden").status == 507
        page.sees(WORDS)
        assert all_of(session, Message) == all_of(session, Draft) == []
    for _tap in range(2):
        answer = page.client.post(
            page.page.all("form")[0].get("action"),
            data={e.get("name"): e.get("value") for e in page.page.all("input")},
        )
        assert answer.status_code == 303
    assert only(session, Message).body == WORDS


def test_a_guide_who_wants_to_look_first_loses_no_words(
    app: Flask, cast: Cast, visit: Visit
) -> None:
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    with no_room(app):
        assert desk.press("Vorschau", body=WORDS).status == 507
        desk.sees(WORDS)
    desk.press("Noch einmal senden").sees(WORDS, "Jetzt senden")


@contextmanager
def no_database(monkeypatch: pytest.MonkeyPatch, *, is_person_known: bool = True) -> Iterator[None]:
    """Let the database be away, since somebody has asked it who is here, or before."""

    def away(*_asked: object) -> Session:
        raise OperationalError("SELECT", {}, Exception("connection refused"))

    with monkeypatch.context() as patch:
        patch.setattr(db, "session", away)
        if not is_person_known:
            patch.setattr(db, "read_one", away)
        yield


def test_a_pause_of_the_database_loses_no_words_either(
    session: Session, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit.as_(cast.amira, PhoneUse.SHARED).open("/messages")
    with no_database(monkeypatch):
        page.press("Senden", body="Bin da.")
        assert page.status == 503
        page.sees("Die App macht gerade eine kurze Pause.", "Bin da.")
        html = page.page.all("html")[0]
        assert "data-shared" in html.attributes, "on a phone that others use it closes by itself"
    page.press("Noch einmal senden").sees("Gesendet.")
    assert only(session, Message).body == "Bin da."


def test_words_wait_unseen_while_nobody_knows_whose_phone_it_is(
    session: Session, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit.as_(cast.amira, PhoneUse.SHARED).open("/messages")
    with no_database(monkeypatch, is_person_known=False):
        page.press("Senden", body="Bin da.").sees_not("Bin da.")
    page.press("Noch einmal senden").sees("Gesendet.", "Bin da.")
    assert only(session, Message).body == "Bin da."


def test_a_tap_that_failed_just_says_so(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit.as_(cast.amira).open("/messages")
    tapped = {"csrf_token": token_of(page), "phrase": "R1"}
    with no_database(monkeypatch):
        answer = page.client.post("/messages/replies", data=tapped)
    assert answer.status_code == 503
    assert "Noch einmal senden" not in answer.text


@pytest.mark.parametrize("token", ["forged", ""])
def test_a_forged_form_is_not_made_ours(
    token: str, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is away nobody knows whose form it is: it gets no token of ours."""
    page = visit.as_(cast.amira).open("/messages")
    forged = {"csrf_token": token, "body": "Ich schreibe für jemand anderen."}
    with no_database(monkeypatch, is_person_known=False):
        answer = page.client.post("/messages", data=forged)
    assert answer.status_code == 503
    assert token_of(page) not in answer.text
