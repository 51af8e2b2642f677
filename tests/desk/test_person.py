"""One person's page: how to speak, what is ahead, what was said; and who may open it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.calm.facts import Fact
from app.calm.facts import Role as FactRole
from app.calm.letter_kinds import Label
from app.core import clock
from app.core.i18n import day
from app.domain.appointments import Reply
from app.domain.letters import PaperLetter
from app.domain.people import Person
from app.domain.sign_in import CARD_LIFE, Card
from tests import make
from tests.desk.coming_in import token_of
from tests.desk.conftest import Counting
from tests.desk.looking import only
from tests.people import Cast
from tests.visit import Visit, folded


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


def test_what_worked_is_shown_without_a_sum_if_the_step_is_shown(
    session: Session, cast: Cast, visit: Visit
) -> None:
    now = clock.now()
    make.step(session, of=cast.amira, text="Zum Kiosk", done_at=now)
    make.step(session, of=cast.amira, text="Ganz für mich", done_at=now, shared=False)
    make.step(session, of=cast.amira, text="Nicht zeigen", done_at=now, put_away_at=now)
    make.step(session, of=cast.amira, text="Lange her", done_at=now - timedelta(days=40))
    session.commit()
    page = page_of(visit, cast).sees("Das hat geklappt Zum Kiosk Gruß senden")
    page.sees_not("Ganz für mich", "Nicht zeigen", "Lange her")
    visit.as_(cast.amira).open("/goals").sees("Was schon war").sees_not("Hier ist noch nichts.")


def test_letters_stand_by_their_dates(session: Session, cast: Cast, visit: Visit) -> None:
    for days, kind in ((20, "mitwirkung"), (5, "anhoerung")):
        make.letter(
            session,
            to=cast.amira,
            by=cast.jonas,
            kind=kind,
            label=Label.BITTE,
            has_date=True,
            letter_on=None,
            facts=(Fact(FactRole.REPLY_UNTIL, make.in_days(days).date(), "bis"),)
            if days == 5
            else (Fact(FactRole.PAPERS_UNTIL, make.in_days(days).date(), "bis"),),
        )
    session.commit()
    text = page_of(visit, cast).text
    assert text.index(folded(day(make.in_days(5)))) < text.index(folded(day(make.in_days(20))))


def test_a_card_nobody_used_can_be_withdrawn_and_holds_again(
    session: Session, cast: Cast, visit: Visit
) -> None:
    now = clock.now()
    session.merge(cast.amira).confirmed_at = None
    card = Card(
        person_id=cast.amira.id, secret_hash=b"s" * 32, created_at=now, ends_at=now + CARD_LIFE
    )
    session.add(card)
    session.commit()
    page = page_of(visit, cast).press("Zettel zurückziehen")
    page.sees("Der Zettel gilt nicht mehr.", "Gerade gilt kein Zettel.")
    assert only(session, Card).ends_at <= clock.now()
    page.press("Rückgängig").sees("Der Zettel ist gemacht und noch nicht eingelöst.")
    assert only(session, Card).ends_at == now + CARD_LIFE
    card.used_at = now
    session.commit()
    for path in ("withdrawal", "withdrawal/undo"):
        sent = {"csrf_token": token_of(page)}
        page.client.post(f"/desk/people/{cast.amira.id}/card/{path}", data=sent)
        assert only(session, Card).ends_at == now + CARD_LIFE, "it was used"


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
