"""Asking for another time, place or way to meet, with taps, own words, or both."""

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock, notes
from app.domain.access import Viewer
from app.domain.appointments import Appointment
from app.domain.messages import Form, Message
from app.domain.people import Role
from tests import make
from tests.people import Cast
from tests.taps import post, twice
from tests.visit import Visit


@pytest.fixture
def meeting(session: Session, cast: Cast) -> Appointment:
    """A walk in three days."""
    made = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    return made


@pytest.fixture
def asking(visit: Visit, cast: Cast, meeting: Appointment) -> Visit:
    """Amira's phone, with the form open."""
    amira = visit.as_(cast.amira).open(f"/appointments/{meeting.id}")
    return amira.sees("Andere Zeit, anderer Ort oder lieber anders?").follow("Lieber anders")


def conversation(session: Session, cast: Cast) -> list[Message]:
    found = select(Message).where(Message.participant_id == cast.amira.id)
    messages = list(session.scalars(found.order_by(Message.sent_at)))
    session.commit()
    return messages


def test_a_tap_travels_as_a_card_and_words_as_words(
    session: Session, cast: Cast, asking: Visit
) -> None:
    asking.press("Senden", phrases=["Q4", "Q5"], own_words="  Am liebsten nachmittags.  ")
    asking.sees("Danke. Herr Sommer liest es und meldet sich.")
    said = [(each.form, each.phrase_id, each.body) for each in conversation(session, cast)]
    assert said == [
        (Form.PHRASE, "Q4", ""),
        (Form.PHRASE, "Q5", ""),
        (Form.TEXT, None, "Am liebsten nachmittags."),
    ]
    assert {each.author_id for each in conversation(session, cast)} == {cast.amira.id}


def test_a_second_tap_sends_nothing_twice(session: Session, cast: Cast, asking: Visit) -> None:
    twice(asking, "Senden", phrases=["Q5"], own_words="Gern am Abend.")
    assert len(conversation(session, cast)) == 2


def test_the_meeting_keeps_that_something_was_asked(
    session: Session, cast: Cast, visit: Visit, meeting: Appointment, asking: Visit
) -> None:
    asking.press("Senden", phrases=["Q4"])
    asking.open(f"/appointments/{meeting.id}").sees(
        "Sie haben gesagt: Lieber anders.", "Herr Sommer meldet sich bei Ihnen."
    )
    asking.open("/").sees("Sie haben gesagt: Lieber anders.")
    desk = visit.as_(cast.jonas).open("/desk").sees("Lieber anders:")
    desk.follow("Frau Haddad").sees("Antwort: Lieber anders")
    asking.open(f"/appointments/{meeting.id}").press("Passt").sees("Sie haben gesagt: Passt.")


def test_what_was_said_before_counts_again_after_taking_it_back(
    session: Session, meeting: Appointment, asking: Visit
) -> None:
    asking.open(f"/appointments/{meeting.id}").press("Lieber telefonieren")
    twice(asking.follow("Lieber anders"), "Senden", phrases=["Q4"]).press("Rückgängig")
    asking.open(f"/appointments/{meeting.id}").sees("Sie haben gesagt: Lieber telefonieren.")


def test_something_else_is_not_said_without_words(
    session: Session, meeting: Appointment, asking: Visit
) -> None:
    said = {"reply": "something_else"}
    assert post(asking, f"/appointments/{meeting.id}/reply", **said) == 400


def test_what_was_asked_can_be_taken_back(session: Session, cast: Cast, asking: Visit) -> None:
    asking.press("Senden", phrases=["Q5"], own_words="Gern am Abend.").press("Rückgängig")
    asking.sees("Zurückgenommen.")
    assert conversation(session, cast) == []


def test_after_an_answer_it_stays_and_the_page_says_so(
    session: Session, cast: Cast, asking: Visit
) -> None:
    asking.press("Senden", phrases=["Q5"])
    make.message(session, of=cast.amira, by=cast.jonas, body="Ich rufe an.")
    session.commit()
    asking.press("Rückgängig").sees("Es gibt schon eine Antwort.")
    assert len(conversation(session, cast)) == 2


def test_an_empty_form_is_asked_again_kindly(session: Session, cast: Cast, asking: Visit) -> None:
    asking.press("Senden")
    assert asking.status == 422
    asking.sees("Tippen Sie etwas an, oder schreiben Sie ein paar Worte.")
    assert conversation(session, cast) == []


def test_too_many_words_are_kept_and_nothing_is_sent(
    session: Session, cast: Cast, asking: Visit
) -> None:
    long = "Nachmittags wäre gut. " * 120
    asking.press("Senden", phrases=["Q4"], own_words=long)
    assert asking.status == 422
    asking.sees("Bitte etwas kürzer. 2000 Zeichen gehen.", long.strip())
    ticked = [e.get("value") for e in asking.page.all("input") if "checked" in e.attributes]
    assert ticked == ["Q4"]
    assert conversation(session, cast) == []


def test_a_spoilt_form_id_counts_as_a_new_form(session: Session, cast: Cast, asking: Visit) -> None:
    asking.press("Senden", phrases=["Q5"], id="x" * 50).sees("Danke.")
    assert len(conversation(session, cast)) == 1


def test_the_id_of_another_person_s_message_changes_nothing_of_it(
    session: Session, cast: Cast, asking: Visit, meeting: Appointment
) -> None:
    form = uuid.uuid4()
    theirs = make.message(session, of=cast.samir, by=cast.samir, body="Meins.")
    session.delete(theirs)
    session.flush()
    kept = Message(
        id=uuid.uuid5(form, "words"),
        participant_id=cast.samir.id,
        author_id=cast.samir.id,
        form=Form.TEXT,
        body="Meins.",
        sent_at=make.clock.now(),
    )
    session.add(kept)
    session.commit()
    asking.press("Senden", own_words="Fremdes", id=str(form))
    post(asking, f"/appointments/{meeting.id}/request/undo?form={form}")
    session.expire_all()
    assert session.get_one(Message, kept.id).body == "Meins."


def test_what_the_guide_wrote_is_not_one_s_own_to_take_back(session: Session, cast: Cast) -> None:
    theirs = make.message(session, of=cast.amira, by=cast.jonas, body="Bis bald.")
    session.commit()
    amira = Viewer(cast.amira.id, Role.PARTICIPANT, cast.programme.id)
    notes.take_back(session, amira, [theirs.id], now=clock.now())
    session.commit()
    assert [each.id for each in conversation(session, cast)] == [theirs.id]


def test_an_office_s_appointment_has_no_such_form(
    session: Session, cast: Cast, visit: Visit
) -> None:
    official = make.appointment(session, to=cast.amira, by=cast.jonas, official=True)
    session.commit()
    assert visit.as_(cast.amira).open(f"/appointments/{official.id}/request").status == 404
