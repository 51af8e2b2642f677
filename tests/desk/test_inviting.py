"""A guide invites somebody with a paper card; nobody else comes in with it unseen."""

import uuid
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.account import actions
from app.core import clock
from app.domain.consents import Consent, Purpose
from app.domain.people import Guidance, Person, Role, Salutation
from app.domain.sign_in import Card, LoginSession
from tests import make
from tests.desk.coming_in import come_in, digits_on, token_of, type_card
from tests.desk.looking import all_of
from tests.people import Cast, accompany, make_person
from tests.visit import Visit

NOOR = {
    "first_name": "Noor",
    "last_name": "Al-Hashimi",
    "salutation": "frau",
    "language": "ar",
    "phone": "0151 2345678",
}


def invite(visit: Visit, cast: Cast, **fields: str) -> Visit:
    form = visit.as_(cast.jonas).open("/desk").follow("Einladen")
    return form.press("Zettel machen", **(NOOR | fields))


def test_the_card_tells_only_the_first_name(cast: Cast, visit: Visit) -> None:
    page = invite(visit, cast, language="de")
    slip = next(e for e in page.page.all("section") if e.get("class") == "slip")
    assert "Noor" in slip.text
    assert "Der Zettel gilt 7 Tage." in slip.text
    assert "localhost:8000/card" in slip.text
    assert "0221 4710 100" in slip.text
    for hidden in ("Al-Hashimi", "PRO AKTIV", "Jobcenter", "Sommer", "0151"):
        assert hidden not in slip.text
    assert [e for e in slip.all("svg") if e.get("class") == "qr"]


def test_the_card_speaks_the_language_of_its_reader(cast: Cast, visit: Visit) -> None:
    page = invite(visit, cast)
    slip = next(e for e in page.page.all("section") if e.get("class") == "slip")
    assert (slip.get("lang"), slip.get("dir")) == ("ar", "rtl")


def test_from_the_card_to_heute_with_a_yes_in_between(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    card = invite(visit, cast, language="de")
    phone = come_in(app, digits_on(card))
    assert phone.path == "/waiting"
    noor = _invited(session, cast)
    make.appointment(session, to=noor, by=cast.jonas)
    session.commit()
    assert phone.open("/").path == "/waiting", "until the yes there is nothing to see"
    assert phone.open("/appointments").path == "/waiting"

    desk = visit.as_(cast.jonas).open("/desk")
    desk.sees("Der Zettel von Frau Al-Hashimi ist eingelöst.")
    desk.press("Ja, das war Frau Al-Hashimi").sees("Danke. Frau Al-Hashimi sieht jetzt")
    desk.open("/desk").sees_not("eingelöst")
    assert phone.open("/appointments").path == "/appointments"


def test_after_a_no_every_way_in_is_closed(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    phone = come_in(app, digits_on(invite(visit, cast, language="de")))
    desk = visit.as_(cast.jonas).open("/desk")
    desk.press("Nein, das war nicht Frau Al-Hashimi")
    desk.sees("Der Zugang ist zu.", "Gerade gilt kein Zettel.")
    assert phone.open("/waiting").path == "/welcome"
    desk.open("/desk").sees_not("eingelöst")


def test_a_yes_from_an_old_page_does_not_open_what_a_no_has_closed(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    come_in(app, digits_on(invite(visit, cast, language="de")))
    old_page = visit.as_(cast.jonas).open("/desk")
    visit.as_(cast.jonas).open("/desk").press("Nein, das war nicht Frau Al-Hashimi")
    old_page.press("Ja, das war Frau Al-Hashimi").sees("Für diesen Zettel gibt es schon")
    noor = _invited(session, cast)
    assert noor.confirmed_at is None


def test_a_yes_tapped_twice_is_one_yes(app: Flask, cast: Cast, visit: Visit) -> None:
    come_in(app, digits_on(invite(visit, cast, language="de")))
    first, second = visit.as_(cast.jonas).open("/desk"), visit.as_(cast.jonas).open("/desk")
    first.press("Ja, das war Frau Al-Hashimi")
    second.press("Ja, das war Frau Al-Hashimi").sees("Danke. Frau Al-Hashimi sieht jetzt")


def test_the_same_form_sent_twice_invites_one_person_and_the_newest_card_counts(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    form = visit.as_(cast.jonas).open("/desk/people/new")
    sent = {**NOOR, "language": "de", "csrf_token": token_of(form), "person": str(uuid.uuid4())}
    cards = []
    for _time in range(2):
        form.path = "/desk/people"
        cards.append(digits_on(form._follow(form.client.post("/desk/people", data=sent))))
    assert _participants(session) == 3
    assert type_card(app, cards[0]).status == 400
    assert type_card(app, cards[1]).status == 200


def test_the_form_filled_in_again_for_somebody_else_invites_somebody_else(
    session: Session, cast: Cast, visit: Visit
) -> None:
    form = visit.as_(cast.jonas).open("/desk/people/new")
    sent = {**NOOR, "csrf_token": token_of(form), "person": str(uuid.uuid4())}
    form.client.post("/desk/people", data=sent)
    page = form.client.post("/desk/people", data={**sent, "first_name": "Bilal"})
    assert "Bilal" in page.get_data(as_text=True)
    assert _participants(session) == 4


def test_nobody_is_invited_under_the_id_of_somebody_else(
    session: Session, cast: Cast, visit: Visit
) -> None:
    form = visit.as_(cast.jonas).open("/desk/people/new")
    sent = {**NOOR, "csrf_token": token_of(form), "person": str(cast.samir.id)}
    assert form.client.post("/desk/people", data=sent).status_code == 404
    assert all_of(session, Card) == []


def test_with_fifty_people_there_is_no_place_for_one_more(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    form = visit.as_(cast.jonas).open("/desk/people/new")
    _fill_places(app, session, cast)
    form.press("Zettel machen", **NOOR)
    assert form.status == 422
    form.sees("Sie begleiten gerade 50 Menschen.")
    assert _value_of(form, "first_name") == "Noor", "what was typed is still there"
    assert _participants(session) == 51
    form.open("/desk/people/new").sees("Sie begleiten gerade 50 Menschen.")


def test_a_place_that_became_free_is_taken_again(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    _fill_places(app, session, cast)
    session.execute(
        update(Guidance)
        .where(Guidance.guide_id == cast.jonas.id, Guidance.slot == 17)
        .values(slot=None, ended_at=clock.now())
    )
    session.commit()
    invite(visit, cast, language="de").sees("Für Noor")
    assert 17 in session.scalars(select(Guidance.slot)).all()


def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast, visit: Visit) -> None:
    page = invite(visit, cast, last_name="  ", phone="ruf mich an")
    assert page.status == 422
    page.sees("Bitte noch den Nachnamen.", "Bitte nur Ziffern")
    assert _value_of(page, "first_name") == "Noor"
    assert _value_of(page, "phone") == "ruf mich an"


def test_a_new_card_closes_the_lost_phone_and_loses_nothing(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    lost = visit.as_(cast.amira).open("/appointments")
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    desk.follow("Alle abmelden, neuer Zettel").sees("Nichts geht verloren.")
    card = desk.press("Abmelden und neuen Zettel machen").sees("Für Amira")
    assert lost.open("/appointments").path == "/welcome"

    phone = come_in(app, digits_on(card))
    assert phone.path == "/waiting"
    desk.open("/desk").press("Ja, das war Frau Haddad")
    phone.open(f"/appointments/{meeting.id}")
    assert phone.status == 200


def test_a_reload_of_the_new_card_does_not_sign_out_whoever_came_in_with_it(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/card/new")
    sent = {"csrf_token": token_of(desk), "card": str(uuid.uuid4())}
    desk.path = url = f"/desk/people/{cast.amira.id}/card"
    first = digits_on(desk._follow(desk.client.post(url, data=sent)))
    desk.path = url
    again = desk._follow(desk.client.post(url, data=sent))
    again.sees("Der vorige gilt nicht mehr.")
    second = digits_on(again)
    assert type_card(app, first).status == 400, "the newest card ends the older one"
    phone = come_in(app, second)
    desk.path = url
    desk._follow(desk.client.post(url, data=sent)).sees("Ein Zettel ist nicht nötig.")
    assert phone.open("/waiting").path == "/waiting"


def test_the_card_of_somebody_else_is_not_there(session: Session, cast: Cast, visit: Visit) -> None:
    card = Card(
        person_id=cast.samir.id,
        secret_hash=b"s" * 32,
        created_at=clock.now(),
        ends_at=clock.now() + timedelta(days=7),
        used_at=clock.now(),
    )
    session.add(card)
    session.commit()
    desk = visit.as_(cast.jonas).open("/desk/people/new")
    token = token_of(desk)
    for path in (
        f"/desk/cards/{card.id}/confirmation",
        f"/desk/cards/{card.id}/rejection",
        f"/desk/people/{cast.samir.id}/card",
        f"/desk/people/{cast.samir.id}/devices/end",
    ):
        assert desk.client.post(path, data={"csrf_token": token}).status_code == 404
    used = {"csrf_token": token, "card": str(card.id)}
    assert desk.client.post(f"/desk/people/{cast.amira.id}/card", data=used).status_code == 404


def test_what_a_stranger_answered_is_forgotten_and_the_answers_before_hold_again(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    actions.note_consents(
        session, cast.amira, {Purpose.STORE_LETTERS: (False, "Dürfen Briefe hier liegen?")},
        language="de", now=clock.now() - timedelta(days=9),
    )  # fmt: skip
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/card/new")
    come_in(app, digits_on(desk.press("Abmelden und neuen Zettel machen")))  # agrees to everything
    session.refresh(cast.amira)
    assert not cast.amira.letters_on_paper
    session.commit()
    desk.open("/desk").press("Nein")
    desk.sees("Zu sehen waren nur der Zettel und Ihr Name.")
    session.refresh(cast.amira)
    assert cast.amira.letters_on_paper
    assert [each.agreed for each in session.scalars(select(Consent))] == [False]


def test_signing_out_every_device_leaves_the_account_whole(
    session: Session, cast: Cast, visit: Visit
) -> None:
    visit.as_(cast.amira).open("/appointments")
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/card/new")
    desk.press("Nur alle Geräte abmelden").sees("Nichts ist verloren.")
    left = select(func.count()).where(LoginSession.person_id == cast.amira.id)
    assert session.scalar(left) == 0


def _participants(session: Session) -> int:
    return session.scalar(select(func.count()).where(Person.role == Role.PARTICIPANT)) or 0


def _invited(session: Session, cast: Cast) -> Person:
    known = {each.id for each in (cast.amira, cast.samir, cast.jonas, cast.lena, cast.petra)}
    (person,) = (each for each in all_of(session, Person) if each.id not in known)
    return person


def _fill_places(app: Flask, session: Session, cast: Cast) -> None:
    for slot in range(2, 51):
        person = make_person(
            session,
            app.extensions["keys"],
            cast.programme,
            Role.PARTICIPANT,
            "Mensch",
            f"Nummer {slot}",
            Salutation.FULL_NAME,
        )
        accompany(session, cast.jonas, person, slot=slot)
    session.commit()


def _value_of(visit: Visit, name: str) -> str:
    return next(e.get("value") for e in visit.page.all("input") if e.get("name") == name)
