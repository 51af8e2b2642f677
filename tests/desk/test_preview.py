"""„Vorschau“: what a guide wrote, with hints that can be taken or left. No hint is kept."""

import uuid

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.messages import Draft, Form, Message
from app.domain.people import Guidance
from tests.architecture.sweep import stored
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of, only
from tests.people import Cast
from tests.reminders.conftest import at
from tests.visit import Visit

ADVICE = "Ich rate Ihnen zu einer Pause."


def written(visit: Visit, cast: Cast, text: str) -> Visit:
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    return page.press("Vorschau", body=text)


def greeting(visit: Visit, cast: Cast, phrase: str = "E2") -> Visit:
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/greetings/new")
    return page.press("Mit eigenen Worten", phrase=phrase)


def text_in(page: Visit) -> str:
    return next(e.text for e in page.page.all("textarea") if e.get("name") == "body")


def test_a_calm_message_is_shown_as_it_will_stand_there(cast: Cast, visit: Visit) -> None:
    page = written(visit, cast, "Guten Tag, bis Dienstag.")
    page.sees("So sieht es Frau Haddad", "Guten Tag, bis Dienstag.").sees_not("Zum Überlegen")
    page.press("Jetzt senden").sees("Gesendet.")
    visit.as_(cast.amira).open("/messages").sees("Guten Tag, bis Dienstag.")


def test_looking_keeps_the_words_for_their_author_and_sends_nothing(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = written(visit, cast, f"{ADVICE} Guten Tag.").press("So lassen: Ich rate Ihnen")
    page.press("Vorschau", body=ADVICE).follow("Zurück zur Person")
    assert text_in(page) == ADVICE, "whoever goes back finds what was typed"
    assert (only(session, Draft).body, all_of(session, Message)) == (ADVICE, [])
    page.press("Vorschau").press("Jetzt senden")
    assert all_of(session, Draft) == []


def test_looking_at_a_greeting_keeps_nothing(app: Flask, cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/greetings/new")
    before = stored(app)
    page.press("Mit eigenen Worten", phrase="E2").press("Vorschau", body="Gehen Sie mal raus.")
    assert stored(app) == before


def test_better_words_are_taken_with_one_tap(session: Session, cast: Cast, visit: Visit) -> None:
    page = written(visit, cast, ADVICE)
    page.sees("„Ich rate Ihnen“ ist ein Vorschlag. Ohne Frage davor klingt er wie eine Aufgabe.")
    page.press(f"Übernehmen: Darf ich etwas vorschlagen? {ADVICE}")
    assert text_in(page) == f"Darf ich etwas vorschlagen? {ADVICE}"
    page.sees_not("Zum Überlegen").press("Jetzt senden")
    assert only(session, Message).body == f"Darf ich etwas vorschlagen? {ADVICE}"


def test_a_hint_that_is_left_stays_away_while_the_page_is_open(cast: Cast, visit: Visit) -> None:
    page = written(visit, cast, f"Ihre Depression ist schwer. {ADVICE}")
    page.press("So lassen: Depression").sees("ist ein Vorschlag").sees_not(
        "kann auch jemand anderes"
    )
    page.press("So lassen: Ich rate Ihnen").sees_not("Zum Überlegen")
    page.press("Vorschau").sees_not("Zum Überlegen")
    assert text_in(page) == f"Ihre Depression ist schwer. {ADVICE}"
    written(visit, cast, f"Ihre Depression ist schwer. {ADVICE}").sees("Zum Überlegen")


def test_sending_without_a_look_stays_possible(session: Session, cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    page.press("Jetzt senden", body=ADVICE).sees("Gesendet.")


def test_somebody_else_of_the_guides_own_people_is_noticed_and_no_stranger(
    session: Session, cast: Cast, visit: Visit
) -> None:
    text = "Samir kommt auch mit."
    written(visit, cast, text).sees_not("Samir“ ist der Name", "Zum Überlegen")
    session.execute(
        update(Guidance)
        .where(Guidance.participant_id == cast.samir.id)
        .values(guide_id=cast.jonas.id, slot=2)
    )
    session.commit()
    written(visit, cast, text).sees("„Samir“ ist der Name einer anderen Person.")


def test_du_is_noticed_where_sie_was_chosen(session: Session, cast: Cast, visit: Visit) -> None:
    page = written(visit, cast, "Ich rufe dich an.")
    page.press("Übernehmen: Ich rufe Sie an.")
    assert text_in(page) == "Ich rufe Sie an."
    session.merge(cast.amira).address = "du"
    session.commit()
    written(visit, cast, "Ich rufe dich an.").sees_not("Zum Überlegen")


def test_hard_news_of_a_letter_can_wait_until_somebody_is_there(cast: Cast, visit: Visit) -> None:
    text = "Der Brief ist da. Es kommt weniger Geld."
    with time_machine.travel(at("2026-11-27 14:00")):
        written(visit, cast, text).sees(
            "Am Montag, 30. November ist wieder jemand zu erreichen. Erst dann zeigen?"
        )
    with time_machine.travel(at("2026-11-26 14:00")):
        written(visit, cast, text).sees_not("wieder jemand zu erreichen")


@pytest.mark.parametrize(
    "page",
    ["greetings/new", "phrases/new", "phrases/new?phrase=T40", "steps/new", "appointments/new"],
)
def test_of_two_people_called_frau_haddad_the_whole_name_stands_there(
    cast: Cast, visit: Visit, page: str
) -> None:
    visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/{page}").sees("Amira Haddad")
    written(visit, cast, "Guten Tag.").sees("Nachricht an Frau Haddad", "Amira Haddad")


def test_an_empty_message_has_no_preview(cast: Cast, visit: Visit) -> None:
    page = written(visit, cast, " ")
    assert page.status == 422
    page.sees("Bitte noch etwas schreiben.")


def test_a_card_can_be_said_in_own_words(session: Session, cast: Cast, visit: Visit) -> None:
    page = greeting(visit, cast)
    assert text_in(page) == "Schön, dass Sie dabei sind."
    page.press("Jetzt senden", body="Schön, dass Sie da sind.").sees("Gesendet.")
    sent = only(session, Message)
    assert (sent.form, sent.phrase_id, sent.body, sent.language) == (
        Form.ENCOURAGEMENT,
        None,
        "Schön, dass Sie da sind.",
        "de",
    )
    amira = visit.as_(cast.amira).open("/messages")
    amira.sees("Schön, dass Sie da sind.", "Keine Antwort nötig.")
    visit.as_(cast.amira).open("/").sees("Schön, dass Sie da sind.")


def test_a_card_whose_words_stay_travels_by_its_id(
    session: Session, cast: Cast, visit: Visit
) -> None:
    greeting(visit, cast).press("Jetzt senden")
    sent = only(session, Message)
    assert (sent.form, sent.phrase_id, sent.body) == (Form.ENCOURAGEMENT, "E2", "")


@pytest.mark.parametrize(
    "text",
    ["Ich denke an Sie. Wie geht es Ihnen?", "Gehen Sie mal raus.", "Bis Dienstag, 10 Uhr."],
)
def test_an_encouragement_that_asks_for_something_is_refused_and_the_text_stays(
    session: Session, cast: Cast, visit: Visit, text: str
) -> None:
    page = greeting(visit, cast).press("Jetzt senden", body=text)
    assert page.status == 422
    page.sees("Ein Gruß bittet um nichts:", "passt besser in eine Nachricht. Ihr Text ist noch da.")
    assert text_in(page) == text
    assert all_of(session, Message) == []
    page.press("Als Nachricht senden").sees(text)
    assert only(session, Message).form is Form.TEXT


def test_a_greeting_in_own_words_counts_as_one_of_the_week(cast: Cast, visit: Visit) -> None:
    greeting(visit, cast).press("Jetzt senden", body="Ein Gruß nur für Sie.")
    visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/greetings/new").sees(
        "Der letzte Gruß war am"
    )


def test_an_empty_greeting_is_asked_for(session: Session, cast: Cast, visit: Visit) -> None:
    page = greeting(visit, cast).press("Jetzt senden", body=" ")
    assert page.status == 422
    page.sees("Bitte noch etwas schreiben.")
    assert all_of(session, Message) == []


@pytest.mark.parametrize("who", ["lena", "amira", "petra"])
def test_nobody_else_looks_here(cast: Cast, visit: Visit, who: str) -> None:
    stranger = visit.as_(getattr(cast, who)).open("/settings")
    sent = {"csrf_token": token_of(stranger), "body": "Hallo", "id": str(uuid.uuid4())}
    for path in ("messages/preview", "greetings/preview"):
        answer = stranger.client.post(f"/desk/people/{cast.amira.id}/{path}", data=sent)
        assert answer.status_code == 404, path
