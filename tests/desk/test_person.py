"""One person's page: how to speak, what is ahead, what was said; and who may open it."""

import pytest
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.appointments import Reply
from app.domain.letters import PaperLetter
from app.domain.people import Person
from tests import make
from tests.desk.coming_in import token_of
from tests.desk.conftest import Counting
from tests.desk.looking import only
from tests.people import Cast
from tests.visit import Visit


def page_of(visit: Visit, cast: Cast) -> Visit:
    return visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")


def test_the_page_begins_with_how_to_speak_to_the_person(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = session.merge(cast.amira)
    amira.address, amira.language, amira.letters_on_paper = "du", "ar", True
    amira.phone = "0151 2345678"
    session.commit()
    page = page_of(visit, cast).sees(
        "Du sagen, العربية", "Briefe lieber nur auf Papier", "0151 2345678"
    )
    assert page.text.index("Du sagen, العربية") < page.text.index("Treffen")


def test_the_answer_stands_at_the_meeting(session: Session, cast: Cast, visit: Visit) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas).answer(
        Reply.RATHER_PHONE, now=clock.now()
    )
    session.commit()
    page_of(visit, cast).sees("Antwort: Lieber telefonieren")


def test_only_steps_that_are_shown_are_seen(session: Session, cast: Cast, visit: Visit) -> None:
    make.step(session, of=cast.amira, text="Einmal um den Block gehen")
    make.step(session, of=cast.amira, text="Etwas ganz Eigenes", shared=False)
    session.commit()
    page_of(visit, cast).sees("Einmal um den Block gehen").sees_not("Etwas ganz Eigenes")


def test_a_closed_letter_is_opened_together_and_that_can_be_undone(
    session: Session, cast: Cast, visit: Visit
) -> None:
    session.add(PaperLetter(participant_id=cast.amira.id, please_call=True, told_at=clock.now()))
    session.commit()
    page = page_of(visit, cast).sees("Mein Brief ist noch zu. Bitte anrufen.")
    page.press("Zusammen geöffnet").sees_not("Mein Brief ist noch zu")
    page.press("Rückgängig").sees("Mein Brief ist noch zu")


def test_a_name_and_a_number_can_be_mended(session: Session, cast: Cast, visit: Visit) -> None:
    page = page_of(visit, cast).follow("Name und Telefon ändern")
    page.press("Speichern", last_name="Haddad-Weber", phone="0221 5555 44")
    page.sees("Gespeichert.", "Frau Haddad-Weber", "0221 5555 44")
    page.follow("Name und Telefon ändern").press("Speichern", first_name=" ", phone="12")
    assert page.status == 422
    page.sees("Bitte noch den Vornamen.", "Bitte nur Ziffern")
    assert session.get_one(Person, cast.amira.id, populate_existing=True).phone == "0221 5555 44"


@pytest.mark.parametrize("who", ["lena", "amira", "petra"])
def test_the_page_is_not_there_for_anybody_else(
    session: Session, cast: Cast, visit: Visit, who: str
) -> None:
    letter = PaperLetter(participant_id=cast.amira.id, told_at=clock.now())
    session.add(letter)
    session.commit()
    stranger = visit.as_(getattr(cast, who)).open("/settings")
    token = token_of(stranger)
    own = f"/desk/people/{cast.amira.id}"
    for path in (own, f"{own}/details", f"{own}/card/new", f"{own}/messages"):
        assert stranger.open(path).status == 404, path
    for path in (
        f"{own}/details",
        f"{own}/card",
        f"{own}/devices/end",
        f"/desk/paper-letters/{letter.id}/opening",
        f"/desk/paper-letters/{letter.id}/opening/undo",
    ):
        assert stranger.client.post(path, data={"csrf_token": token}).status_code == 404, path
    assert only(session, PaperLetter).opened_together_at is None


def test_somebody_who_works_here_has_no_such_page(cast: Cast, visit: Visit) -> None:
    assert visit.as_(cast.jonas).open(f"/desk/people/{cast.lena.id}").status == 404
    assert visit.as_(cast.jonas).open(f"/desk/people/{cast.jonas.id}").status == 404


def test_the_page_asks_the_same_number_of_times_however_full_it_is(
    session: Session, cast: Cast, visit: Visit, counting: Counting
) -> None:
    desk = visit.as_(cast.jonas)
    _fill(session, cast, 1)
    with counting() as few:
        desk.open(f"/desk/people/{cast.amira.id}")
    _fill(session, cast, 5)
    with counting() as many:
        desk.open(f"/desk/people/{cast.amira.id}")
    assert len(few) == len(many)


def _fill(session: Session, cast: Cast, count: int) -> None:
    for _number in range(count):
        make.appointment(session, to=cast.amira, by=cast.jonas)
        make.letter(session, to=cast.amira, by=cast.jonas)
        make.step(session, of=cast.amira)
        make.message(session, of=cast.amira, by=cast.amira)
    session.commit()
