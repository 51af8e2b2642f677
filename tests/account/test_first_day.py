"""The first day, question by question, and what stays closed until the guide has said yes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.consents import Consent, Purpose
from app.domain.people import Person, Role
from app.domain.sign_in import DeviceKey, LoginSession, Passkey, PhoneUse
from tests import make
from tests.account.conftest import MakeCard
from tests.account.phone import Paper, Phone
from tests.people import Cast
from tests.visit import Visit, check_page, read

NewPhone = Callable[..., Phone]
STEPS = [
    "/start/language", "/start/about/1", "/start/about/2", "/start/about/3",
    "/start/agreement/store_meetings", "/start/agreement/store_letters", "/start/phone",
    "/start/key",
]  # fmt: skip


@pytest.mark.parametrize("path", STEPS)
def test_without_a_card_no_page_of_the_first_day_is_there(path: str, phone: Phone) -> None:
    assert phone.get(path).status_code == 404


def test_with_a_card_the_first_day_goes_page_by_page(
    phone: Phone, newcomer: Person, make_card: MakeCard
) -> None:
    phone.scan(make_card(newcomer))
    assert phone.get("/start/language").status_code == 200
    for number in (1, 2, 3):
        page = phone.get(f"/start/about/{number}")
        check_page(read(page.text))
    assert "Guten Tag, Amira." in phone.get("/start/about/1").text
    assert "Haddad" not in phone.get("/start/about/1").text, "a stolen card tells the first name"
    assert phone.get("/start/about/4").status_code == 404
    assert phone.get("/start/agreement/everything").status_code == 404
    assert phone.answer().get("/start/key").status_code == 200


@pytest.mark.parametrize(
    ("answered", "too_early"),
    [
        ([], ["/start/agreement/store_letters", "/start/phone", "/start/key"]),
        (["/start/agreement/store_meetings"], ["/start/phone", "/start/key"]),
        (["/start/agreement/store_meetings", "/start/agreement/store_letters"], ["/start/key"]),
    ],
)
def test_no_question_can_be_jumped_over(
    answered: list[str],
    too_early: list[str],
    phone: Phone,
    newcomer: Person,
    make_card: MakeCard,
) -> None:
    phone.scan(make_card(newcomer))
    for path in answered:
        assert phone.post(path, answer="no").status_code == 303
    for path in too_early:
        assert phone.get(path).status_code == 404
        assert phone.post(path, answer="yes", use="own").status_code == 404
    # A phone that made a passkey before anybody could keep it would show it for ever.
    assert phone.send("/passkey-registrations").status_code == 404
    assert phone.send("/passkeys").status_code == 404
    assert phone.make_code().status_code == 404


@pytest.mark.parametrize("answer", ["", "maybe", "YES"])
def test_a_question_wants_one_of_its_two_answers(
    answer: str, phone: Phone, newcomer: Person, make_card: MakeCard
) -> None:
    phone.scan(make_card(newcomer))
    again = phone.post("/start/agreement/store_meetings", answer=answer)
    assert again.status_code == 422
    assert 'class="error"' in again.text
    assert phone.get("/start/agreement/store_letters").status_code == 404


def consents(session: Session, person: Person) -> dict[Purpose, Consent]:
    session.expire_all()
    found = select(Consent).where(Consent.participant_id == person.id)
    return {each.purpose: each for each in session.scalars(found)}


def test_each_answer_is_kept_with_its_exact_words(
    phone: Phone, newcomer: Person, make_card: MakeCard, session: Session
) -> None:
    phone.scan(make_card(newcomer))
    asked = {
        purpose: read(phone.get(f"/start/agreement/{purpose}").text).all("h1")[0].text
        for purpose in [Purpose.STORE_MEETINGS]
    }
    phone.answer(meetings="yes", letters="no").make_passkey()
    kept = consents(session, newcomer)
    assert kept[Purpose.STORE_MEETINGS].agreed
    assert kept[Purpose.STORE_MEETINGS].wording == asked[Purpose.STORE_MEETINGS]
    assert not kept[Purpose.STORE_LETTERS].agreed
    assert kept[Purpose.STORE_LETTERS].wording == "Dürfen Briefe hier liegen?"
    assert {each.language for each in kept.values()} == {"de"}


def test_in_another_language_the_words_of_that_language_are_kept(
    phone: Phone, newcomer: Person, make_card: MakeCard, session: Session
) -> None:
    phone.scan(make_card(newcomer))
    phone.post("/language", language="ar", next="/start/about/1")
    question = read(phone.get("/start/agreement/store_meetings").text).all("h1")[0].text
    phone.answer().make_passkey()
    kept = consents(session, newcomer)
    assert kept[Purpose.STORE_MEETINGS].language == "ar"
    assert kept[Purpose.STORE_MEETINGS].wording == question
    session.refresh(newcomer)
    assert newcomer.language == "ar"


def test_no_to_letters_leaves_them_on_paper_and_everything_else_works(
    phone: Phone, newcomer: Person, make_card: MakeCard, session: Session
) -> None:
    phone.scan(make_card(newcomer)).answer(letters="no").make_passkey()
    session.refresh(newcomer)
    assert newcomer.letters_on_paper
    assert phone.get("/waiting").status_code == 200


# -- until the guide has said "yes, that was this person"


def participant_pages(app: Flask) -> list[str]:
    """Every page without an id that is for participants and not for those who wait."""
    pages = [
        str(rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments
        for view in [app.view_functions[rule.endpoint]]
        if Role.PARTICIPANT in view.open_to and not view.open_unconfirmed
    ]
    assert len(pages) >= 5
    return pages


def test_until_it_is_confirmed_every_page_of_the_account_leads_to_the_waiting_room(
    app: Flask,
    phone: Phone,
    newcomer: Person,
    cast: Cast,
    make_card: MakeCard,
    session: Session,
) -> None:
    meeting = make.appointment(session, to=newcomer, by=cast.jonas, place="Beim Kirschbaum")
    session.commit()
    phone.scan(make_card(newcomer)).answer().make_passkey()
    pages = participant_pages(app)
    for path in [*pages, f"/appointments/{meeting.id}"]:
        answer = phone.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/waiting"), path
    waiting = phone.get("/waiting").text
    assert "Herr Sommer sieht jetzt: Der Zettel ist angekommen." in waiting
    assert "Kirschbaum" not in waiting

    newcomer.confirmed_at = clock.now()
    session.commit()
    assert phone.get("/waiting").headers["Location"] == "/"
    assert "Kirschbaum" in phone.get(f"/appointments/{meeting.id}").text


def test_nothing_can_be_written_before_it_is_confirmed(
    phone: Phone, newcomer: Person, make_card: MakeCard, session: Session
) -> None:
    phone.scan(make_card(newcomer)).answer().make_passkey()
    answer = phone.post("/settings", text_size="26", colours="dark", language="de", address="du")
    assert answer.headers["Location"] == "/waiting"
    session.refresh(newcomer)
    assert newcomer.text_size == 18


# -- staff


def test_a_staff_link_leads_to_a_passkey_and_to_nothing_else(
    phone: Phone, cast: Cast, make_card: MakeCard, session: Session
) -> None:
    link = make_card(cast.jonas)
    assert link.number == "", "nobody types a guide's link"
    answer = phone.post("/card", number="", secret=link.secret)
    assert answer.headers["Location"] == "/start/key"
    page = phone.get("/start/key").text
    assert 'id="make-passkey"' in page
    assert 'id="make-device-key"' not in page
    assert phone.make_code().status_code == 404
    assert phone.make_passkey().json == {"next": "/desk"}
    assert "Sie haben erst einen Passkey." in phone.get("/desk").text
    assert session.scalars(select(DeviceKey)).all() == []
    (login,) = session.scalars(select(LoginSession).where(LoginSession.person_id == cast.jonas.id))
    (passkey,) = session.scalars(select(Passkey).where(Passkey.person_id == cast.jonas.id))
    assert login.phone_use is passkey.phone_use is PhoneUse.STAFF
    assert consents(session, cast.jonas) == {}


def test_a_staff_session_ends_after_a_quarter_of_an_hour_without_work(
    phone: Phone, cast: Cast, make_card: MakeCard
) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False) as hands:
        phone.scan(make_card(cast.jonas)).make_passkey()
        for _page in range(5):
            hands.shift(timedelta(minutes=14))
            assert phone.is_in
        hands.shift(timedelta(minutes=16, seconds=1))
        assert not phone.is_in


def test_a_staff_session_ends_after_ten_hours_whatever_happens(
    phone: Phone, cast: Cast, make_card: MakeCard
) -> None:
    with time_machine.travel(clock.now(), tick=False) as hands:
        phone.scan(make_card(cast.jonas)).make_passkey()
        for _page in range(43):  # ten hours less five minutes
            hands.shift(timedelta(minutes=13, seconds=50))
            assert phone.is_in
        hands.shift(timedelta(minutes=6))
        assert not phone.is_in


# -- pages that work with nothing but HTML


def test_the_whole_way_to_the_key_needs_no_script(
    visit: Visit, newcomer: Person, make_card: MakeCard
) -> None:
    card = make_card(newcomer)
    visit.open("/welcome").sees("Guten Tag. Schön, dass Sie da sind.")
    visit.follow("Ich habe einen Zettel")
    shown = next(form for form in visit.page.all("form") if form.get("id") == "card-number")
    visit._send(shown, shown.all("button")[0], {"number": card.number}).press("Deutsch")
    visit.sees("Guten Tag, Amira.").follow("Weiter").follow("Weiter").follow("Weiter")
    visit.press("Weiter").sees("Beide sind in Ordnung.")  # nothing chosen: one calm sentence
    visit.press("Weiter", answer="yes").press("Weiter", answer="no").press("Weiter", use="own")
    visit.sees("Sicher öffnen", "Dafür braucht der Browser JavaScript. Danach geht alles ohne.")


def test_a_scanned_code_without_scripts_can_be_typed(visit: Visit) -> None:
    visit.open("/k").sees("Der Code wurde nicht gelesen. Sie können die Ziffern auch tippen.")


def test_a_paper_that_is_no_card_says_so(phone: Phone) -> None:
    answer = phone.post("/card", number="", secret=Paper("x" * 200).secret)
    assert answer.status_code == 422
