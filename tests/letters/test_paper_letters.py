"""A closed letter at home: told with one tap, answered calmly, taken back any time."""

import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.letters import PaperLetter
from tests.people import Cast
from tests.visit import Visit


def count(session: Session) -> int:
    found = session.scalar(select(func.count()).select_from(PaperLetter)) or 0
    session.commit()  # lets the next request write
    return found


def the_one(session: Session) -> PaperLetter:
    again = select(PaperLetter).execution_options(populate_existing=True)
    found = session.scalars(again).one()
    session.commit()
    return found


def test_a_closed_letter_is_in_order(session: Session, cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/letters").press("Mein Brief ist noch zu")
    page.sees("Das ist in Ordnung.", "Bringen Sie ihn mit. Wir öffnen ihn zusammen.")
    page.open("/letters").sees("Ein Brief bei Ihnen zu Hause").sees_not("Alles ruhig")
    assert count(session) == 1


def test_a_double_tap_tells_of_one_and_a_new_page_of_another(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = visit.as_(cast.amira).open("/letters")
    values = next(
        v
        for form in page.page.all("form")
        if (v := {e.get("name"): e.get("value") for e in form.all("input")}).get("id")
    )
    for _ in range(2):
        page.client.post("/paper-letters", data=values)
    assert count(session) == 1
    page.open("/letters").press("Mein Brief ist noch zu")
    assert count(session) == 2


def test_a_call_before_can_be_wished_and_unwished(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = visit.as_(cast.amira).open("/letters").press("Mein Brief ist noch zu")
    page.press("Bitte vorher anrufen").sees("Gut. Herr Sommer ruft Sie vorher an.")
    assert the_one(session).please_call
    page.press("Rückgängig").sees("Zurückgenommen.", "Bitte vorher anrufen")
    assert not the_one(session).please_call


def test_it_can_be_taken_back_and_that_too(session: Session, cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/letters").press("Mein Brief ist noch zu")
    page.press("Zurücknehmen").sees("Zurückgenommen.", "Keine Briefe.")
    assert count(session) == 0
    page.press("Rückgängig").sees("Das ist in Ordnung.")
    assert count(session) == 1


def test_a_stranger_does_not_find_it(session: Session, cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/letters").press("Mein Brief ist noch zu")
    stranger = visit.as_(cast.samir)
    assert stranger.open(page.path).status == 404
    stranger.open("/letters").sees_not("Ein Brief bei Ihnen zu Hause")
    sent = {
        "csrf_token": next(
            e.get("value") for e in stranger.page.all("input") if e.get("name") == "csrf_token"
        )
    }
    for end in ("call", "call/undo", "undo"):
        assert stranger.client.post(f"{page.path}/{end}", data=sent).status_code == 404
    # Somebody else's id is taken: it stays theirs.
    stranger.client.post(f"{page.path}/again", data=sent)
    assert stranger.open(page.path).status == 404
    told = the_one(session)
    assert told.participant_id == cast.amira.id
    assert not told.please_call


def test_a_form_with_a_spoilt_id_tells_all_the_same(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = visit.as_(cast.amira).open("/letters").press("Mein Brief ist noch zu", id="kaputt")
    page.sees("Das ist in Ordnung.")
    assert uuid.UUID(page.path.rpartition("/")[2])
