"""The page of reminders: off at first, chosen step by step, off again with one tap."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core import clock
from app.core.jobs import look_now
from app.domain.access import Viewer
from app.domain.messages import Draft, Message
from app.domain.outbox import OutboxEntry, State, Topic
from app.domain.reminders import PushSubscription, ReminderChoice
from app.domain.sign_in import LoginSession, PhoneUse
from app.reminders import jobs, queries
from app.reminders.actions import forget_old
from tests import make
from tests.people import Cast
from tests.support.push_service import Phone, PushService
from tests.visit import Visit

LOST = "Nicht alle Erinnerungen kommen gerade an."
FIRST = "Sobald es ein erstes Treffen gibt, können Sie hier wählen."


def with_meeting(session: Session, cast: Cast) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    session.commit()


def token(visit: Visit) -> str:
    return next(
        each.get("value") for each in visit.page.all("input") if each.get("name") == "csrf_token"
    )


def switch_on(visit: Visit, phone: Phone) -> int:
    """Do what push.js does after the browser has said yes."""
    wanted = phone.subscription
    answer = visit.client.post(
        "/push-subscriptions",
        json={
            "endpoint": wanted.endpoint,
            "keys": {"p256dh": wanted.p256dh, "auth": wanted.auth},
        },
        headers={"X-CSRFToken": token(visit)},
    )
    return answer.status_code


def believed(visit: Visit) -> dict[str, Any]:
    """What the server believes of this device."""
    answer: dict[str, Any] = json.loads(visit.client.get("/push-subscriptions/here").data)
    return answer


@pytest.fixture
def phone(app: Flask, service: PushService) -> Phone:
    """A phone whose browser has just said yes."""
    return service.subscribe(app.extensions["vapid"].public_key_base64url)


def test_reminders_are_offered_with_the_first_meeting_and_not_before(
    session: Session, cast: Cast, visit: Visit
) -> None:
    viewer = Viewer(cast.amira.id, cast.amira.role, cast.programme.id)
    visit.as_(cast.amira).open("/reminders").sees(FIRST)
    assert not queries.may_be_offered(session, viewer)
    session.commit()
    make.appointment(session, to=cast.amira, by=cast.jonas, official=True)
    session.commit()
    assert not queries.may_be_offered(session, viewer), "an official one is no reason to ask"
    with_meeting(session, cast)
    assert queries.may_be_offered(session, viewer)
    session.commit()
    page = visit.as_(cast.amira).open("/reminders").sees_not(FIRST)
    page.press("Speichern")
    assert not queries.may_be_offered(session, viewer), "a no is an answer"


def test_a_yes_alone_is_enough_also_after_a_no(session: Session, cast: Cast, visit: Visit) -> None:
    with_meeting(session, cast)
    amira = visit.as_(cast.amira).open("/reminders")
    amira.press("Speichern", wanted="yes", by_push="", by_call="y", level="2")
    amira.press("Speichern", wanted="no").sees("Erinnerungen sind aus.")
    amira.press("Speichern", wanted="yes").sees("Treffen und Termine: am Tag vorher um 10 Uhr")
    chosen = session.scalars(select(ReminderChoice)).one()
    assert (chosen.by_push, chosen.meetings, chosen.level) == (True, True, 2)


def test_they_are_off_until_someone_says_yes(session: Session, cast: Cast, visit: Visit) -> None:
    with_meeting(session, cast)
    amira = visit.as_(cast.amira).open("/reminders")
    chosen = [e for e in amira.page.all("input") if "checked" in e.attributes]
    assert [(e.get("name"), e.get("value")) for e in chosen if e.get("type") == "radio"] == [
        ("wanted", "no"),
        ("lead", "day_before_10"),
        ("level", "1"),
    ]
    amira.press("Speichern").sees("Erinnerungen sind aus.").sees_not("Auf diesem Gerät")
    assert session.scalar(select(OutboxEntry.id)) is None


def test_saying_yes_plans_the_meetings_that_are_known(
    session: Session, cast: Cast, visit: Visit
) -> None:
    with_meeting(session, cast)
    amira = visit.as_(cast.amira).open("/reminders")
    amira.press("Speichern", wanted="yes", lead="day_before_17", level="2")
    amira.sees("Gespeichert.", "Auf diesem Gerät")
    chosen = session.scalars(select(ReminderChoice)).one()
    assert (chosen.meetings, chosen.messages, chosen.letters) == (True, False, False)
    assert session.scalars(select(OutboxEntry.topic)).one() is Topic.MEETING_SOON
    session.commit()
    amira.press("Überall ausschalten").sees("Erinnerungen sind überall aus.")
    session.expire_all()
    assert session.scalars(select(OutboxEntry.state)).one() is State.DROPPED


def test_yes_to_nothing_is_answered_kindly(session: Session, cast: Cast, visit: Visit) -> None:
    with_meeting(session, cast)
    amira = visit.as_(cast.amira).open("/reminders")
    answer = amira.client.post(
        "/reminders",
        data={
            "csrf_token": token(amira),
            "wanted": "yes",
            "lead": "two_hours",
            "level": "3",
        },
    )
    assert answer.status_code == 422
    words = answer.get_data(as_text=True)
    assert "Bitte tippen Sie an, woran wir denken." in words
    assert 'checked id="lead-2"' in words
    assert 'checked id="level-2"' in words


def test_a_phone_is_reached_after_its_browser_said_yes(
    session: Session, cast: Cast, visit: Visit, phone: Phone
) -> None:
    with_meeting(session, cast)
    amira = visit.as_(cast.amira).open("/reminders").press("Speichern", wanted="yes")
    assert switch_on(amira, phone) == 201
    amira.open("/reminders").press("Testerinnerung schicken").sees("Die Probe ist unterwegs.")
    assert (
        session.scalars(select(OutboxEntry.session_id).where(OutboxEntry.topic == Topic.TEST)).one()
        == session.scalars(select(PushSubscription.session_id)).one()
    )
    session.commit()
    amira.press("Auf diesem Gerät ausschalten").sees("Auf diesem Gerät sind Erinnerungen aus.")
    assert session.scalar(select(PushSubscription.id)) is None


def test_whoever_says_no_is_known_at_no_phone_any_more(
    session: Session, cast: Cast, visit: Visit, phone: Phone
) -> None:
    with_meeting(session, cast)
    amira = visit.as_(cast.amira).open("/reminders").press("Speichern", wanted="yes")
    switch_on(amira, phone)
    amira.open("/reminders").press("Speichern", wanted="no").sees("Erinnerungen sind aus.")
    session.expire_all()
    assert session.scalar(select(PushSubscription.id)) is None
    assert session.scalars(select(ReminderChoice.push_is_on)).one() is False


def test_what_is_kept_of_a_phone_cannot_be_read_in_the_database(
    session: Session, cast: Cast, visit: Visit, phone: Phone
) -> None:
    assert switch_on(visit.as_(cast.amira).open("/messages"), phone) == 201
    kept = session.scalars(select(PushSubscription)).one()
    stored = b"".join(value for value in vars(kept).values() if isinstance(value, bytes))
    assert phone.subscription.endpoint.encode() not in stored
    assert kept.endpoint == phone.subscription.endpoint


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://attacker.example/push",
        "https://fcm.googleapis.com.attacker.example/x",
        "https://169.254.169.254/latest",
        "http://127.0.0.1.attacker.example/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_our_server_can_not_be_sent_elsewhere(
    session: Session, cast: Cast, visit: Visit, phone: Phone, endpoint: str
) -> None:
    from dataclasses import replace

    phone.subscription = replace(phone.subscription, endpoint=endpoint)
    amira = visit.as_(cast.amira).open("/messages")
    assert switch_on(amira, phone) == 422
    assert session.scalar(select(PushSubscription.id)) is None


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"endpoint": 1, "keys": {}}', '"x"', "\x00"])
def test_whatever_a_browser_sends_gets_a_calm_answer(cast: Cast, visit: Visit, body: str) -> None:
    amira = visit.as_(cast.amira).open("/messages")
    answer = amira.client.post(
        "/push-subscriptions",
        data=body,
        headers={"X-CSRFToken": token(amira), "Content-Type": "application/json"},
    )
    assert answer.status_code == 422


def test_a_phone_is_not_switched_on_for_someone_without_the_token(
    session: Session, cast: Cast, visit: Visit, phone: Phone
) -> None:
    amira = visit.as_(cast.amira)
    answer = amira.client.post("/push-subscriptions", json={"endpoint": "x"})
    assert answer.status_code == 400


def test_who_signs_in_on_the_same_phone_takes_it_over(
    session: Session, cast: Cast, visit: Visit, phone: Phone
) -> None:
    for person in (cast.amira, cast.samir):
        assert switch_on(visit.as_(person).open("/messages"), phone) == 201
    assert session.scalars(select(PushSubscription.participant_id)).one() == cast.samir.id


def test_the_test_needs_a_phone_that_is_on(session: Session, cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/messages")
    answer = amira.client.post("/reminders/test", data={"csrf_token": token(amira)})
    assert answer.status_code == 303
    amira.open("/reminders").sees("Auf diesem Gerät sind Erinnerungen noch aus.")
    assert session.scalar(select(OutboxEntry.id)) is None


def test_on_a_shared_phone_the_page_advises_against_it(
    session: Session, cast: Cast, visit: Visit
) -> None:
    with_meeting(session, cast)
    amira = visit.as_(cast.amira, use=PhoneUse.SHARED).open("/reminders")
    amira.press("Speichern", wanted="yes").sees("Dann raten wir: Lassen Sie Erinnerungen hier aus.")


def test_the_app_learns_at_its_start_whether_reminders_are_still_on(
    session: Session, cast: Cast, visit: Visit, phone: Phone
) -> None:
    amira = visit.as_(cast.amira).open("/messages")
    assert believed(amira)["known"] is False
    switch_on(amira, phone)
    here = believed(amira)
    assert (here["known"], here["gone"]) == (True, False)
    assert phone.subscription.endpoint not in str(here)
    session.scalars(select(PushSubscription)).one().gone_at = clock.now()
    session.commit()
    assert believed(amira)["gone"] is True


def test_whoever_comes_back_reads_that_the_device_is_not_reached(
    session: Session, cast: Cast, visit: Visit, phone: Phone
) -> None:
    with_meeting(session, cast)
    amira = visit.as_(cast.amira).open("/reminders").press("Speichern", wanted="yes")
    amira.open("/").sees_not(LOST)  # never switched on: nothing is lost
    switch_on(amira.open("/reminders"), phone)
    amira.open("/").sees_not(LOST)
    session.execute(update(LoginSession).values(ends_at=clock.now()))  # and so ends its phone
    session.commit()
    back = visit.as_(cast.amira).open("/").sees(LOST)
    assert [each.text for each in back.page.all("a")].count("Erinnerungen") == 1
    visit.as_(cast.samir).open("/").sees_not(LOST)
    switch_on(back.open("/reminders"), phone)
    back.open("/").sees_not(LOST)
    back.open("/reminders").press("Auf diesem Gerät ausschalten")
    back.open("/").sees_not(LOST)  # as wished


def test_saving_asks_the_worker_to_look_at_once(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    queue = app.extensions["queue"]
    with_meeting(session, cast)
    visit.as_(cast.amira).open("/reminders").press("Speichern", wanted="yes")
    assert queue.dequeue().name.endswith("look_now")
    assert queue.dequeue() is None


def test_a_queue_that_is_full_does_not_undo_what_was_saved(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    def broken() -> None:
        raise OSError("no space left on device")

    app.extensions["look_now"] = broken
    visit.as_(cast.amira).open("/messages").press("Senden", body="Hallo").sees("Gesendet.")
    with app.test_request_context():
        look_now()  # asks only after a commit: nothing is raised here


def test_at_night_what_has_served_is_forgotten(app: Flask, session: Session, cast: Cast) -> None:
    now = clock.now()
    long_ago = now - timedelta(days=40)

    def entry(ended_at: object, state: State) -> OutboxEntry:
        return OutboxEntry(
            person_id=cast.amira.id,
            topic=Topic.MESSAGE,
            entity_id=uuid.uuid4(),
            due_at=long_ago,
            useful_until=now,
            state=state,
            ended_at=ended_at,
        )

    def login(ends_at: object) -> LoginSession:
        return LoginSession(
            person_id=cast.amira.id,
            token_hash=uuid.uuid4().bytes * 2,
            phone_use=PhoneUse.OWN,
            created_at=long_ago,
            ends_at=ends_at,
        )

    old, recent = make.message(session, of=cast.amira, by=cast.amira), now - timedelta(hours=1)
    old.withdrawn_at = long_ago
    kept = make.message(session, of=cast.amira, by=cast.amira)
    kept.withdrawn_at = recent
    session.add_all(
        [
            entry(long_ago, State.ACCEPTED),
            entry(recent, State.DROPPED),
            entry(None, State.DUE),
            login(recent),
            login(now + timedelta(days=1)),
            Draft(author_id=cast.jonas.id, participant_id=cast.amira.id, changed_at=long_ago),
            Draft(author_id=cast.amira.id, participant_id=cast.amira.id, changed_at=recent),
        ]
    )
    session.commit()
    jobs.sweep(app, [forget_old], now=now)
    session.expire_all()
    assert sorted(session.scalars(select(OutboxEntry.state))) == [State.DROPPED, State.DUE]
    assert session.scalars(select(Message.id)).all() == [kept.id]
    assert session.scalars(select(Draft.author_id)).all() == [cast.amira.id]
    assert len(session.scalars(select(LoginSession)).all()) == 1
