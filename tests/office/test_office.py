"""The coordinator's office: names, assignments and the programme's words - never content."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.hours import Hours
from app.domain.people import Person, Programme, Role, Salutation
from app.domain.sign_in import Attempt, Card, LoginSession, hash_secret
from tests import make
from tests.people import Cast, accompany, make_person
from tests.visit import Visit

LENE = {
    "first_name": "Lene",
    "last_name": "Vogt",
    "salutation": "frau",
    "role": "guide",
    "days": ["1", "2", "3", "4"],
    "opens": "9",
    "closes": "14.30",
    "phone": "0221 4710 120",
}


def office(visit: Visit, cast: Cast) -> Visit:
    return visit.as_(cast.petra).open("/office")


def test_the_office_shows_who_accompanies_whom_by_name(cast: Cast, visit: Visit) -> None:
    office(visit, cast).sees(
        "PRO AKTIV Musterkreis",
        "Jonas Sommer",
        "Begleitet: Frau Haddad",
        "Lena Nowak",
        "Petra Lang",
    )


def test_the_office_shows_nothing_that_anybody_wrote_or_received(
    session: Session, cast: Cast, visit: Visit
) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas, place="Geheimer Ort")
    make.letter(session, to=cast.amira, by=cast.jonas, note="Geheime Notiz")
    make.message(session, of=cast.amira, by=cast.amira, body="Geheime Nachricht")
    make.step(session, of=cast.amira, text="Geheimer Schritt")
    session.merge(cast.amira).phone = "0151 2345678"
    session.commit()
    page = office(visit, cast)
    page.sees_not("Geheim", "0151", "Jobcenter", "November", "Dezember")
    for path in (
        "/desk",
        "/letters",
        "/messages",
        "/appointments",
        "/steps",
        f"/desk/people/{cast.amira.id}",
        f"/desk/people/{cast.amira.id}/messages",
        f"/desk/people/{cast.amira.id}/card/new",
    ):
        assert page.open(path).status == 404, path


@pytest.mark.parametrize("who", ["amira", "jonas"])
def test_nobody_else_comes_into_the_office(cast: Cast, visit: Visit, who: str) -> None:
    stranger = visit.as_(getattr(cast, who))
    token = token_of(stranger.open("/settings"))
    for path in (
        "/office",
        "/office/staff/new",
        "/office/programme",
        f"/office/staff/{cast.lena.id}/link/new",
    ):
        assert stranger.open(path).status == 404, path
    for path in (
        "/office/staff",
        "/office/programme",
        f"/office/staff/{cast.lena.id}/link",
        f"/office/staff/{cast.lena.id}/sessions/end",
    ):
        sent = {"csrf_token": token, **LENE}
        assert stranger.client.post(path, data=sent).status_code == 404, path


def test_somebody_new_gets_a_link_that_is_shown_once(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = office(visit, cast).follow("Neu im Team").press("Link machen", **LENE)
    page.sees("Der Link für Frau Vogt", "Er wird nur einmal gezeigt.")
    address = next(e.text for e in page.page.all("bdi") if e.get("class") == "address")
    assert address.startswith("http://localhost:8000/k#")
    card = session.scalars(select(Card)).one()
    assert card.secret_hash == hash_secret(address.partition("#")[2])
    assert card.digits_hash is None
    lene = session.get_one(Person, card.person_id)
    assert (lene.role, lene.hours) == (Role.GUIDE, Hours.on((1, 2, 3, 4), time(9), time(14, 30)))
    session.commit()
    page.open("/office").sees("Lene Vogt", "Der Link ist noch nicht benutzt.")
    page.sees("Begleitet gerade niemanden.")


def test_the_link_opens_the_way_to_a_passkey(app: Flask, cast: Cast, visit: Visit) -> None:
    page = office(visit, cast).follow("Neu im Team").press("Link machen", **LENE)
    address = next(e.text for e in page.page.all("bdi") if e.get("class") == "address")
    computer = Visit(app).open("/card")
    computer.path = "/card"
    sent = {"csrf_token": token_of(computer), "secret": address.partition("#")[2]}
    computer._follow(computer.client.post("/card", data=sent))
    assert computer.path == "/start/key"
    computer.sees("Passkey").sees_not("Lieber mit Code")


def test_the_same_form_sent_twice_adds_one_person(
    session: Session, cast: Cast, visit: Visit
) -> None:
    form = office(visit, cast).open("/office/staff/new")
    sent = {**LENE, "csrf_token": token_of(form), "person": str(uuid.uuid4())}
    assert form.client.post("/office/staff", data=sent).status_code == 200
    assert form.client.post("/office/staff", data=sent).status_code == 200
    guides = select(func.count()).where(Person.role == Role.GUIDE)
    assert session.scalar(guides) == 3


def test_nobody_is_added_under_the_id_of_a_participant(
    session: Session, cast: Cast, visit: Visit
) -> None:
    form = office(visit, cast).open("/office/staff/new")
    sent = {**LENE, "csrf_token": token_of(form), "person": str(cast.amira.id)}
    sent |= {"first_name": "Amira", "last_name": "Haddad"}
    assert form.client.post("/office/staff", data=sent).status_code == 404
    assert session.scalars(select(Card)).all() == []


def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast, visit: Visit) -> None:
    page = office(visit, cast).follow("Neu im Team")
    page.press("Link machen", **(LENE | {"last_name": "", "phone": "Durchwahl"}))
    assert page.status == 422
    page.sees("Bitte noch den Nachnamen.", "Bitte nur Ziffern")
    typed = {e.get("name"): e.get("value") for e in page.page.all("input")}
    assert (typed["first_name"], typed["phone"]) == ("Lene", "Durchwahl")


def test_a_participant_cannot_be_made_in_the_office(
    session: Session, cast: Cast, visit: Visit
) -> None:
    form = office(visit, cast).open("/office/staff/new")
    sent = {**LENE, "csrf_token": token_of(form), "role": "participant"}
    assert form.client.post("/office/staff", data=sent).status_code == 422


def test_a_new_link_signs_out_everywhere_and_ends_the_old_one(
    session: Session, cast: Cast, visit: Visit
) -> None:
    at_work = visit.as_(cast.jonas).open("/desk")
    page = office(visit, cast).follow("Abmelden oder neuer Link: Herr Sommer")
    page.press("Abmelden und neuen Link machen").sees("Der Link für Herrn Sommer")
    assert at_work.open("/desk").path == "/welcome"


def test_a_reload_of_the_new_link_does_not_sign_out_whoever_came_in_with_it(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = office(visit, cast).open(f"/office/staff/{cast.jonas.id}/link/new")
    sent = {"csrf_token": token_of(page), "card": str(uuid.uuid4())}
    url = f"/office/staff/{cast.jonas.id}/link"
    assert page.client.post(url, data=sent).status_code == 200
    jonas = session.get_one(Person, cast.jonas.id, populate_existing=True)
    jonas.confirmed_at = clock.now()  # he came in with it
    session.commit()
    at_work = visit.as_(cast.jonas).open("/desk")
    assert page.client.post(url, data=sent).status_code == 303
    assert at_work.open("/desk").path == "/desk"


def test_a_colleague_can_be_signed_out_without_a_new_link(
    session: Session, cast: Cast, visit: Visit
) -> None:
    visit.as_(cast.jonas).open("/desk")
    page = office(visit, cast).follow("Abmelden oder neuer Link: Herr Sommer")
    page.press("Nur abmelden").sees("Herr Sommer ist überall abgemeldet.")
    left = select(func.count()).where(LoginSession.person_id == cast.jonas.id)
    assert session.scalar(left) == 0


@pytest.mark.parametrize("whose", ["amira", "petra"])
def test_only_colleagues_get_links(cast: Cast, visit: Visit, whose: str) -> None:
    page = office(visit, cast).open("/office/staff/new")
    person, token = getattr(cast, whose), token_of(page)
    assert page.open(f"/office/staff/{person.id}/link/new").status == 404
    for path in ("link", "sessions/end"):
        sent = {"csrf_token": token}
        url = f"/office/staff/{person.id}/{path}"
        assert page.client.post(url, data=sent).status_code == 404, path


def test_another_programme_is_another_world(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    other = Programme(name="Anderes Programm", created_at=clock.now())
    session.add(other)
    session.flush()
    keys = app.extensions["keys"]
    guide = make_person(session, keys, other, Role.GUIDE, "Ole", "Fremd", Salutation.HERR)
    someone = make_person(session, keys, other, Role.PARTICIPANT, "Ida", "Fern", Salutation.FRAU)
    accompany(session, guide, someone)
    session.commit()
    page = office(visit, cast).sees_not("Fremd", "Fern", "Anderes Programm")
    assert page.open(f"/office/staff/{guide.id}/link/new").status == 404


def test_the_words_of_the_programme_can_be_changed(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = office(visit, cast).follow("Angaben ändern")
    page.press(
        "Speichern",
        office_phone="0221 900 100",
        crisis_name="Krisendienst",
        crisis_phone="0221 112233",
        always="y",
        advice="  VdK, 0221 123456 \r\n\r\n EUTB,   0221 654321 ",
        land="BY",
    ).sees("Gespeichert.", "0221 900 100", "Beratung: EUTB, 0221 654321")
    kept = session.get_one(Programme, cast.programme.id, populate_existing=True)
    assert kept.advice == "VdK, 0221 123456\nEUTB, 0221 654321"
    assert kept.land == "BY"


def test_the_office_is_told_when_typing_rests_for_all(
    session: Session, cast: Cast, visit: Visit
) -> None:
    petra = visit.as_(cast.petra)
    petra.open("/office").sees_not("Das Tippen macht gerade eine Pause.")
    for scope in ("card-all:all", "card-hour:somebody"):
        session.add(Attempt(scope=scope, window_starts_at=clock.now(), tries=60))
    session.commit()
    petra.open("/office").sees("Das Tippen macht gerade eine Pause.")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("office_phone", "im Flur fragen", "Bitte nur Ziffern"),
        ("crisis_name", "x" * 201, "Bitte kürzer."),
        ("advice", "y" * 201, "Bitte eine Beratung pro Zeile."),
    ],
)
def test_words_that_do_not_fit_are_asked_again(
    session: Session, cast: Cast, visit: Visit, field: str, typed: str, said: str
) -> None:
    page = office(visit, cast).open("/office/programme").press("Speichern", **{field: typed})
    assert page.status == 422
    page.sees(said)
    kept = {e.get("name"): e.text or e.get("value") for e in page.page.all("input", "textarea")}
    assert kept[field] == typed


def test_an_unknown_land_is_refused(session: Session, cast: Cast, visit: Visit) -> None:
    page = office(visit, cast).open("/office/programme").press("Speichern", land="XX")
    assert page.status == 422
    assert session.get_one(Programme, cast.programme.id, populate_existing=True).land == "NW"


def test_the_office_asks_the_same_number_of_times_however_big_the_team_is(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    petra = visit.as_(cast.petra)
    with _counting(app) as few:
        petra.open("/office")
    keys = app.extensions["keys"]
    for number in range(6):
        guide = make_person(
            session, keys, cast.programme, Role.GUIDE, "Team", f"{number}", Salutation.FULL_NAME
        )
        person = make_person(
            session, keys, cast.programme, Role.PARTICIPANT, "M", f"{number}", Salutation.FULL_NAME
        )
        accompany(session, guide, person)
    session.commit()
    with _counting(app) as many:
        petra.open("/office").sees("Team 5")
    assert len(few) == len(many) <= 5


@contextmanager
def _counting(app: Flask) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    event.listen(app.extensions["engine"], "before_cursor_execute", note)
    yield asked
    event.remove(app.extensions["engine"], "before_cursor_execute", note)


def token_of(visit: Visit) -> str:
    return next(e.get("value") for e in visit.page.all("input") if e.get("name") == "csrf_token")
