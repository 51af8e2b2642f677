"""Writing to the guide and hearing from the guide."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.access import Viewer
from app.domain.messages import Form, Message
from app.domain.people import Person
from app.messages import actions, queries
from app.messages.thread import thread
from tests import make
from tests.people import Cast
from tests.visit import Visit


def seen_by(person: Person) -> Viewer:
    return Viewer(person_id=person.id, role=person.role, programme_id=person.programme_id)


def count(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Message)) or 0


def from_guide(session: Session, cast: Cast, phrase_id: str) -> Message:
    return actions.send_phrase(
        session,
        seen_by(cast.jonas),
        cast.amira.id,
        message_id=uuid.uuid4(),
        phrase_id=phrase_id,
        now=clock.now(),
    )


def test_what_is_typed_arrives_and_says_when_an_answer_comes(cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/messages")
    page.sees(
        "Hier ist noch nichts.", "Herr Sommer liest Nachrichten: Montag bis Freitag, 9 bis 16 Uhr."
    )
    page.sees("In Not:", "Hilfe")
    page.press("Senden", body="Guten Tag, Herr Sommer.\nIch habe eine Frage.")
    page.sees("Gesendet.", "Ich habe eine Frage.", "Herr Sommer antwortet bis")


def test_nothing_says_whether_it_was_read(session: Session, cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/messages").press("Senden", body="Hallo")
    for word in ("gelesen", "zugestellt", "online", "zuletzt", "✓"):
        assert word not in page.text
    columns = set(Message.__table__.columns.keys())
    assert not {name for name in columns if "read" in name or "seen" in name}


def test_an_empty_message_is_answered_kindly(cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/messages").press("Senden", body="   ")
    assert page.status == 422
    page.sees("Bitte noch etwas schreiben. Oder tippen Sie auf einen Satz.")


def test_a_very_long_message_keeps_every_letter(cast: Cast, visit: Visit) -> None:
    text = "sehr lang " * 500
    page = visit.as_(cast.amira).open("/messages").press("Senden", body=text)
    assert page.status == 422
    page.sees("Das ist sehr lang.")
    assert page.page.all("textarea")[0].text == text.strip()


def test_a_second_tap_on_send_adds_nothing(session: Session, cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira)
    form = {"id": str(uuid.uuid4()), "body": "Nur einmal."}
    token = amira.open("/messages").page.all("input")[0].get("value")
    for _tap in range(2):
        answer = amira.client.post("/messages", data=form | {"csrf_token": token})
        assert answer.status_code == 303
    assert count(session) == 1


def test_an_old_form_filled_in_anew_loses_nothing(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira)
    form = {"id": str(uuid.uuid4())}
    token = amira.open("/messages").page.all("input")[0].get("value")
    for text in ("Erster Text.", "Zweiter Text."):
        amira.client.post("/messages", data=form | {"csrf_token": token, "body": text})
    amira.open("/messages").sees("Erster Text.", "Zweiter Text.")


def test_the_id_of_somebody_elses_message_changes_nothing_there(
    session: Session, cast: Cast, visit: Visit
) -> None:
    hers = make.message(session, of=cast.amira, by=cast.amira, body="Das gehört Amira.")
    session.commit()
    samir = visit.as_(cast.samir)
    samir.open("/messages").press("Senden", id=str(hers.id), body="Das gehört Samir.")
    samir.sees("Das gehört Samir.").sees_not("Das gehört Amira.")
    visit.as_(cast.amira).open("/messages").sees("Das gehört Amira.")


def test_one_tap_sends_a_sentence_and_each_side_reads_its_language(
    session: Session, app: Flask, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(monkeypatch, "ar", {"Danke.": "شكرا.", "Ja, das passt.": "نعم، هذا مناسب."})
    cast.amira.language = "ar"
    session.merge(cast.amira)
    session.commit()
    amira = visit.as_(cast.amira).open("/messages")
    amira.press("نعم، هذا مناسب.").sees("نعم، هذا مناسب.")
    session.rollback()
    (sent,) = session.scalars(select(Message))
    assert (sent.form, sent.phrase_id, sent.body) == (Form.PHRASE, "Q2", "")
    with app.test_request_context():
        found = thread(session, seen_by(cast.jonas), cast.amira.id, now=clock.now())
    assert [line.text for line in found.lines] == ["Ja, das passt."]


def test_only_reviewed_sentences_for_this_side_are_sent(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira)
    token = amira.open("/messages").page.all("input")[0].get("value")
    for phrase_id in ("E1", "T1", "Q99", ""):
        answer = amira.client.post(
            "/messages/replies",
            data={"csrf_token": token, "id": str(uuid.uuid4()), "phrase": phrase_id},
        )
        assert answer.status_code == 400
    assert count(session) == 0


def test_encouragement_asks_for_nothing_and_can_be_thanked_once(
    session: Session, cast: Cast, visit: Visit
) -> None:
    from_guide(session, cast, "E2")
    session.commit()
    amira = visit.as_(cast.amira).open("/messages")
    amira.sees("Schön, dass Sie dabei sind.", "Keine Antwort nötig.")
    path = next(
        f.get("action") for f in amira.page.all("form") if f.get("action").endswith("/thanks")
    )
    amira.press("Danke")
    token = amira.page.all("input")[0].get("value")
    assert amira.client.post(path, data={"csrf_token": token}).status_code == 303
    assert count(session) == 2
    assert not [f for f in amira.page.all("form") if f.get("action").endswith("/thanks")]


def test_thanks_need_an_encouragement_of_ones_own(
    session: Session, cast: Cast, visit: Visit
) -> None:
    hers = from_guide(session, cast, "E1")
    session.commit()
    samir = visit.as_(cast.samir)
    token = samir.open("/messages").page.all("input")[0].get("value")
    answer = samir.client.post(f"/messages/{hers.id}/thanks", data={"csrf_token": token})
    assert answer.status_code == 404


def test_free_text_of_the_guide_is_marked_with_its_language(
    session: Session, cast: Cast, visit: Visit
) -> None:
    cast.amira.language = "ar"
    session.merge(cast.amira)
    make.message(session, of=cast.amira, by=cast.jonas, body="Bis bald am See.")
    session.commit()
    page = visit.as_(cast.amira).open("/messages").page
    (said,) = [each for each in page.all("p") if "said" in each.get("class").split()]
    assert (said.get("lang"), said.get("dir"), said.text) == ("de", "auto", "Bis bald am See.")


def test_a_long_conversation_shows_the_newest_and_leads_to_the_older(
    session: Session, cast: Cast, visit: Visit
) -> None:
    start = clock.now() - timedelta(days=40)
    for number in range(queries.PAGE + 7):
        sent = make.message(session, of=cast.amira, by=cast.jonas, body=f"Nummer {number}.")
        sent.sent_at = start + timedelta(hours=number // 2)  # pairs at the very same moment
    session.commit()
    amira = visit.as_(cast.amira).open("/messages")
    amira.sees("Nummer 56.").sees_not("Nummer 0.")
    first = set(numbers(amira))
    amira.follow("Ältere Nachrichten").sees("Nummer 0.", "Zu den neuesten Nachrichten")
    assert not first & set(numbers(amira))
    assert len(first | set(numbers(amira))) == queries.PAGE + 7


def test_a_page_before_somebody_elses_message_is_empty(
    session: Session, cast: Cast, visit: Visit
) -> None:
    make.message(session, of=cast.amira, by=cast.jonas, body="Für Amira.")
    his = make.message(session, of=cast.samir, by=cast.lena, body="Für Samir.")
    session.commit()
    amira = visit.as_(cast.amira).open(f"/messages?before={his.id}")
    amira.sees_not("Für Amira.", "Für Samir.")


def test_strangers_neither_read_nor_write(session: Session, app: Flask, cast: Cast) -> None:
    make.message(session, of=cast.amira, by=cast.jonas, body="Nur für Amira.")
    session.commit()
    with app.test_request_context():
        for stranger in (cast.samir, cast.lena, cast.petra):
            viewer = seen_by(stranger)
            found = thread(session, viewer, cast.amira.id, now=clock.now())
            assert found.lines == ()
            with pytest.raises(actions.NoSuchConversation):
                actions.send_text(
                    session,
                    viewer,
                    cast.amira.id,
                    message_id=uuid.uuid4(),
                    text="Hallo",
                    language="de",
                    now=clock.now(),
                )
            with pytest.raises(actions.NoSuchConversation):
                actions.keep_draft(session, viewer, cast.amira.id, text="x", now=clock.now())
    assert count(session) == 1


def test_a_weekday_names_the_day_only_within_six_days(app: Flask) -> None:
    from app.messages.spoken import said_at

    sent = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
    assert said_at(sent, zone="Europe/Berlin", now=sent) == "Dienstag, 10:05 Uhr"
    later = sent + timedelta(days=7)
    assert (
        said_at(sent, zone="Europe/Berlin", now=later) == "Dienstag, 24.\u00a0November, 10:05 Uhr"
    )


def test_a_notice_of_the_guide_is_spoken_with_its_day_and_time(
    session: Session, app: Flask, cast: Cast
) -> None:
    with app.test_request_context():
        actions.send_phrase(
            session,
            seen_by(cast.jonas),
            cast.amira.id,
            message_id=uuid.uuid4(),
            phrase_id="T7",
            values={"day": "2099-11-24", "time": "10:30"},
            now=clock.now(),
        )
        found = thread(session, seen_by(cast.amira), cast.amira.id, now=clock.now())
    (line,) = found.lines
    assert (
        line.text
        == "Unser Treffen ist verschoben. Neu: Dienstag, 24.\u00a0November 2099, 10:30 Uhr."
    )


def numbers(visit: Visit) -> list[str]:
    said = [each for each in visit.page.all("p") if "said" in each.get("class").split()]
    return [each.text for each in said]


def teach(monkeypatch: pytest.MonkeyPatch, code: str, words: dict[str, str]) -> None:
    """Let a catalog know these words, whatever its translators have done so far."""
    from app.core import i18n

    known = i18n.catalog(code)
    plain = known.gettext
    monkeypatch.setattr(known, "gettext", lambda text: words.get(text) or plain(text))
