"""What a guide says: a message, a greeting from the phrase book, a step as a suggestion."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.calm.facts import Fact
from app.calm.facts import Role as FactRole
from app.calm.letter_kinds import Label
from app.calm.phrases import Occasion, encouragements
from app.core import clock
from app.core.i18n import day
from app.domain.goals import Doer, Step
from app.domain.messages import Form, Message
from tests import make
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of, only
from tests.people import Cast
from tests.visit import Visit


def page_of(visit: Visit, cast: Cast) -> Visit:
    return visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")


def test_a_message_arrives(session: Session, cast: Cast, visit: Visit) -> None:
    page_of(visit, cast).press("Jetzt senden", body="Guten Tag, bis Dienstag.").sees(
        "Gesendet.", "Guten Tag, bis Dienstag."
    )
    visit.as_(cast.amira).open("/messages").sees("Guten Tag, bis Dienstag.")


def test_a_message_sent_twice_arrives_once(session: Session, cast: Cast, visit: Visit) -> None:
    page = page_of(visit, cast)
    sent = {"csrf_token": token_of(page), "id": str(uuid.uuid4()), "body": "Bis Dienstag."}
    for _time in range(2):
        page.client.post(f"/desk/people/{cast.amira.id}/messages", data=sent)
    assert len(all_of(session, Message)) == 1


def test_an_empty_message_is_asked_for_in_a_sentence(cast: Cast, visit: Visit) -> None:
    page = page_of(visit, cast).press("Jetzt senden", body="   ")
    assert page.status == 422
    page.sees("Bitte noch etwas schreiben.", "Frau Haddad")


def test_what_was_typed_waits_until_it_is_sent(session: Session, cast: Cast, visit: Visit) -> None:
    page = page_of(visit, cast).press("Für später behalten", body="Noch nicht fertig")
    page.sees("Ihr Text ist hier aufgehoben. Nur Sie sehen ihn.")
    assert draft_in(page) == "Noch nicht fertig"
    visit.as_(cast.amira).open("/messages").sees_not("Noch nicht fertig")
    page.press("Jetzt senden")
    assert draft_in(page) == ""


def test_a_message_can_be_taken_back_and_brought_back(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = page_of(visit, cast).press("Jetzt senden", body="Aus Versehen")
    page.press("Zurücknehmen").sees_not("Aus Versehen")
    page.press("Rückgängig").sees("Aus Versehen")


def test_the_whole_conversation_is_one_tap_away(session: Session, cast: Cast, visit: Visit) -> None:
    for number in range(9):
        message = make.message(session, of=cast.amira, by=cast.amira, body=f"Zeile {number}")
        message.sent_at = clock.now() - timedelta(minutes=60 - number)
    session.commit()
    page = page_of(visit, cast).sees("Zeile 8").sees_not("Zeile 0")
    page.follow("Alles zeigen").sees("Zeile 0", "Zeile 8")


def test_three_greetings_fit_the_occasion_and_another_one_is_a_tap_away(
    cast: Cast, visit: Visit
) -> None:
    page = page_of(visit, cast).follow("Gruß senden").follow("schwere Zeit")
    first = offered(page)
    assert len(first) == 3
    page.follow("Anderer Vorschlag")
    assert len(offered(page)) == 3
    assert not set(first) & set(offered(page))


def test_a_greeting_does_not_come_twice_and_one_a_week_is_enough(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = page_of(visit, cast).follow("Gruß senden").sees_not("Der letzte Gruß")
    chosen = offered(page)[0]
    page.press("Jetzt senden", phrase=chosen).follow("Gruß senden")
    page.sees(f"Der letzte Gruß war am {day(make.in_days(0))}. Einer in der Woche reicht.")
    assert chosen not in offered(page)
    only(session, Message).sent_at -= timedelta(days=8)
    session.commit()
    page.open(page.path).sees_not("Der letzte Gruß")
    assert chosen not in offered(page), "not the same one again so soon"


def test_when_all_were_sent_they_are_offered_again(
    session: Session, cast: Cast, visit: Visit
) -> None:
    for each in encouragements(Occasion.FEIERTAG):
        make.message(session, of=cast.amira, by=cast.jonas, body="").phrase_id = each.id
    session.commit()
    page = page_of(visit, cast).follow("Gruß senden").follow("Feiertag")
    assert len(offered(page)) == 3


def test_a_greeting_travels_by_its_id_and_expects_nothing(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = page_of(visit, cast).follow("Gruß senden")
    chosen = offered(page)[0]
    page.press("Jetzt senden", phrase=chosen).sees("Gesendet.")
    sent = only(session, Message)
    assert (sent.form, sent.phrase_id, sent.body) == (Form.ENCOURAGEMENT, chosen, "")
    visit.as_(cast.amira).open("/messages").sees("Sie brauchen nicht zu antworten.")


def test_the_guide_may_let_a_greeting_be_answered(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = page_of(visit, cast).follow("Gruß senden")
    sent = {"csrf_token": token_of(page), "id": str(uuid.uuid4()), "phrase": "E1"}
    page.client.post(f"/desk/people/{cast.amira.id}/greetings", data=sent)
    assert only(session, Message).form is Form.PHRASE


@pytest.mark.parametrize("phrase", ["", "T7", "Q1", "E99", "E30"])
def test_only_a_greeting_that_is_true_now_can_be_sent(
    session: Session, cast: Cast, visit: Visit, phrase: str
) -> None:
    make.letter(
        session,
        to=cast.amira,
        by=cast.jonas,
        kind="mitwirkung",
        label=Label.BITTE,
        has_date=True,
        facts=(Fact(FactRole.PAPERS_UNTIL, make.in_days(9).date(), "bis"),),
    )
    session.commit()
    page = page_of(visit, cast).follow("Gruß senden")
    sent = {"csrf_token": token_of(page), "id": str(uuid.uuid4()), "phrase": phrase}
    answer = page.client.post(f"/desk/people/{cast.amira.id}/greetings", data=sent)
    assert answer.status_code == 422, "E30 says that nothing is to do, and there is a date"
    asks = "Bitte einen anderen auswählen." if phrase else "Bitte einen Gruß auswählen."
    assert asks in answer.get_data(as_text=True)
    assert all_of(session, Message) == []


def test_the_guide_sees_a_greeting_also_as_it_is_read(
    session: Session, cast: Cast, visit: Visit
) -> None:
    session.merge(cast.amira).language = "ar"
    session.commit()
    page = page_of(visit, cast).follow("Gruß senden")
    read = [e for e in page.page.all("span") if e.get("class") == "as-read"]
    assert [(e.get("lang"), e.get("dir")) for e in read] == [("ar", "rtl")] * 3


def test_an_unknown_occasion_is_not_there(cast: Cast, visit: Visit) -> None:
    page = page_of(visit, cast)
    own = f"/desk/people/{cast.amira.id}/greetings/new"
    assert page.open(f"{own}?occasion=quatsch").status == 404
    assert page.open(f"{own}?occasion=feiertag&from=-7").status == 200


def test_a_step_comes_as_a_suggestion_and_can_be_taken_back(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = page_of(visit, cast).follow("Schritt vorschlagen")
    page.press("Vorschlagen", text="Beim Chor anrufen", doer="together")
    page.sees("Vorgeschlagen. Frau Haddad entscheidet.", "Vorschlag, noch offen")
    step = only(session, Step)
    assert (step.suggested_by_id, step.doer, step.text) == (
        cast.jonas.id,
        Doer.TOGETHER,
        "Beim Chor anrufen",
    )
    page.press("Rückgängig").sees_not("Beim Chor anrufen")


def test_a_step_form_that_came_back_and_was_filled_in_anew_is_a_second_step(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = page_of(visit, cast).follow("Schritt vorschlagen")
    form, path = page.page, page.path
    for text in ("Beim Chor anrufen", "Beim Chor anrufen", "Noten ansehen"):
        page.page, page.path = form, path  # the browser's way back
        page.press("Vorschlagen", text=text).sees(text)
    assert sorted(each.text for each in all_of(session, Step)) == [
        "Beim Chor anrufen",
        "Noten ansehen",
    ]
    page.press("Rückgängig").sees("Beim Chor anrufen").sees_not("Noten ansehen")


def test_a_step_that_the_person_has_taken_is_not_taken_away_again(
    session: Session, cast: Cast, visit: Visit
) -> None:
    step = make.step(session, of=cast.amira, suggested_by_id=cast.jonas.id)
    session.commit()
    page = page_of(visit, cast).follow("Schritt vorschlagen")
    step.suggested_by_id = None
    session.commit()
    token = {"csrf_token": token_of(page)}
    assert page.client.post(f"/desk/steps/{step.id}/withdrawal", data=token).status_code == 404


def test_a_step_without_words_is_asked_for(cast: Cast, visit: Visit) -> None:
    page = page_of(visit, cast).follow("Schritt vorschlagen").press("Vorschlagen", text=" ")
    assert page.status == 422
    page.sees("Bitte noch den Schritt aufschreiben.")


def test_whoever_said_no_to_steps_in_the_app_gets_no_suggestion(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = page_of(visit, cast).follow("Schritt vorschlagen")
    session.merge(cast.amira).meetings_on_paper = True
    session.commit()
    page.press("Vorschlagen", text="Beim Chor anrufen").sees(
        "möchte Treffen und Schritte nur auf Papier."
    )
    page.open(f"/desk/people/{cast.amira.id}/steps/new").sees(
        "möchte Treffen und Schritte nur auf Papier."
    )
    assert all_of(session, Step) == []


@pytest.mark.parametrize("who", ["lena", "amira", "petra"])
def test_nobody_else_says_anything_in_this_place(
    session: Session, cast: Cast, visit: Visit, who: str
) -> None:
    message = make.message(session, of=cast.amira, by=cast.jonas)
    step = make.step(session, of=cast.amira, suggested_by_id=cast.jonas.id)
    session.commit()
    stranger = visit.as_(getattr(cast, who)).open("/settings")
    own = f"/desk/people/{cast.amira.id}"
    for path in (f"{own}/greetings/new", f"{own}/steps/new", f"{own}/messages"):
        assert stranger.open(path).status == 404, path
    sent = {"body": "Hallo", "phrase": "E1", "text": "Etwas", "id": str(uuid.uuid4())}
    sent["csrf_token"] = token_of(stranger.open("/settings"))
    for path in (
        f"{own}/messages",
        f"{own}/messages/draft",
        f"{own}/greetings",
        f"{own}/steps",
        f"/desk/messages/{message.id}/withdrawal",
        f"/desk/messages/{message.id}/withdrawal/undo",
        f"/desk/steps/{step.id}/withdrawal",
    ):
        assert stranger.client.post(path, data=sent).status_code == 404, path
    assert only(session, Message).withdrawn_at is None
    assert only(session, Step).text == step.text


def offered(visit: Visit) -> list[str]:
    return [e.get("value") for e in visit.page.all("input") if e.get("name") == "phrase"]


def draft_in(visit: Visit) -> str:
    return next(e.text for e in visit.page.all("textarea") if e.get("name") == "body")
