"""An appointment of an office: looks and reads differently, and is answered there, not here."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calm.facts import Fact
from app.calm.facts import Role as FactRole
from app.domain.appointments import Appointment, Kind
from app.domain.messages import Form, Message
from tests import make
from tests.people import Cast
from tests.taps import post, twice
from tests.visit import Visit


@pytest.fixture
def official(session: Session, cast: Cast) -> Appointment:
    """An appointment the Jobcenter set, in eleven days at half past nine."""
    made = make.appointment(
        session,
        to=cast.amira,
        by=cast.jonas,
        official=True,
        kind=Kind.OFFICE,
        at=make.in_days(11, 9, 30),
        place="Jobcenter, Zimmer 214",
        topic="Ihre berufliche Situation",
        phone="02345 / 67-89",
    )
    session.commit()
    return made


@pytest.fixture
def amira(visit: Visit, cast: Cast, official: Appointment) -> Visit:
    """Amira's phone, with the appointment open."""
    return visit.as_(cast.amira).open(f"/appointments/{official.id}")


def notes(session: Session, cast: Cast) -> list[Message]:
    found = list(session.scalars(select(Message).where(Message.participant_id == cast.amira.id)))
    session.commit()
    return found


def test_it_says_whose_it_is_and_where_to_call(amira: Visit) -> None:
    amira.sees(
        "Vom Jobcenter",
        "Dieser Termin ist vom Jobcenter. Ab- oder zusagen geht dort: 02345 / 67-89.",
        "Jobcenter, Zimmer 214",
        "Ihre berufliche Situation",
        "Im Brief steht, was dann mit dem Geld passieren kann.",
    ).sees_not("Freiwillig")
    call = next(each for each in amira.page.all("a") if each.get("href").startswith("tel:"))
    assert call.get("href") == "tel:023456789"


def test_it_leads_to_the_letter_in_which_it_was_set(
    session: Session, cast: Cast, amira: Visit, official: Appointment
) -> None:
    amira.sees("Zu den Briefen")
    for minutes in (0, 15):
        at = official.starts.replace(tzinfo=None) + timedelta(minutes=minutes)
        made = make.letter(
            session,
            to=cast.amira,
            by=cast.jonas,
            kind="meldetermin",
            facts=(Fact(FactRole.APPOINTMENT, at, "am"),),
        )
        if not minutes:
            its = made
    amira.open(f"/appointments/{official.id}").sees_not("Zu den Briefen")
    [button] = [each for each in amira.page.all("a") if each.text == "Brief ansehen"]
    assert button.get("href") == f"/letters/{its.id}"
    its.released_at = None
    amira.open(f"/appointments/{official.id}").sees("Zu den Briefen")


def test_it_has_no_button_that_would_not_reach_the_office(
    session: Session, official: Appointment, amira: Visit
) -> None:
    assert not [each for each in amira.page.all("button") if each.get("name") == "reply"]
    assert post(amira, f"/appointments/{official.id}/reply", reply="does_not_fit") == 404
    assert post(amira, f"/appointments/{official.id}/time", time="2030-01-01T10:00") == 404
    session.refresh(official)
    assert official.reply is None


@pytest.mark.parametrize(
    ("button", "told", "seen"),
    [
        (
            "Herr Sommer soll mit mir anrufen",
            "Bitte rufen Sie mit mir dort an.",
            "Herr Sommer weiß: Sie möchten zusammen anrufen.",
        ),
        (
            "Herr Sommer soll mitkommen",
            "Bitte kommen Sie mit.",
            "Herr Sommer weiß: Sie möchten nicht allein hingehen.",
        ),
    ],
)
def test_a_wish_is_told_to_the_guide_once_and_can_be_taken_back(
    session: Session, cast: Cast, amira: Visit, button: str, told: str, seen: str
) -> None:
    twice(amira, button).sees(seen)
    [note] = notes(session, cast)
    assert note.form is Form.NOTE
    assert told in note.body
    assert "9:30 Uhr" in note.body
    amira.press("Rückgängig").sees(button)
    assert notes(session, cast) == []


def test_the_note_speaks_the_guide_s_language(session: Session, cast: Cast, visit: Visit) -> None:
    cast.amira.language = "ar"
    made = make.appointment(session, to=cast.amira, by=cast.jonas, official=True)
    session.commit()
    amira = visit.as_(cast.amira).open(f"/appointments/{made.id}")
    assert amira.page.all("html")[0].get("dir") == "rtl"
    assert post(amira, f"/appointments/{made.id}/wishes/come-along") == 303
    [note] = notes(session, cast)
    assert (note.language, note.body.startswith("Termin vom Jobcenter am")) == ("de", True)


def test_a_new_time_of_the_office_can_be_wished_for_anew(
    session: Session, cast: Cast, official: Appointment, amira: Visit
) -> None:
    amira.press("Herr Sommer soll mitkommen")
    session.refresh(official)
    official.move(make.in_days(20, 8), now=make.clock.now())
    session.commit()
    amira.open(f"/appointments/{official.id}").press("Herr Sommer soll mitkommen")
    assert len(notes(session, cast)) == 2


def test_wishes_belong_to_coming_appointments_of_an_office(
    session: Session, cast: Cast, amira: Visit
) -> None:
    ours = make.appointment(session, to=cast.amira, by=cast.jonas)
    past = make.appointment(
        session, to=cast.amira, by=cast.jonas, official=True, at=make.in_days(-1)
    )
    session.commit()
    assert post(amira, f"/appointments/{ours.id}/wishes/come-along") == 404
    assert post(amira, f"/appointments/{past.id}/wishes/come-along") == 404
    assert post(amira, f"/appointments/{ours.id}/wishes/fly") == 404
    assert notes(session, cast) == []


def test_one_that_is_called_off_asks_for_nothing(
    session: Session, official: Appointment, amira: Visit
) -> None:
    official.cancel(now=make.clock.now())
    session.commit()
    amira.open(f"/appointments/{official.id}").sees(
        "Dieser Termin fällt aus.", "Sie brauchen nichts zu tun."
    ).sees_not("Wenn Sie nichts tun")


@pytest.mark.parametrize("code", ["ar", "de"])
def test_the_number_to_call_reads_left_to_right_in_every_language(
    session: Session, cast: Cast, visit: Visit, code: str
) -> None:
    cast.amira.language = code
    made = make.appointment(
        session, to=cast.amira, by=cast.jonas, official=True, phone="030 / 23125 214"
    )
    session.commit()
    amira = visit.as_(cast.amira).open(f"/appointments/{made.id}")
    raw = amira.client.get(f"/appointments/{made.id}").get_data(as_text=True)
    number = "030\u00a0/\u00a023125\u00a0214"
    assert 'href="tel:03023125214"><span>' in raw
    assert (f"\u2068{number}\u2069" in raw) == (code == "ar")
    assert f'<bdi dir="ltr">{number}</bdi>' in raw
