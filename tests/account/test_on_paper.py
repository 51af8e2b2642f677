"""A no to keeping things here is an answer: it holds everywhere, and it can be changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.appointments import Appointment
from app.domain.consents import Consent, Purpose
from app.domain.goals import Step
from tests import make
from tests.people import Cast
from tests.visit import Visit


def on_paper(session: Session, cast: Cast) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas)
    make.step(session, of=cast.amira, text="Einmal um den Block gehen")
    cast.amira.meetings_on_paper = True
    session.add(cast.amira)
    session.commit()


SAID = "Neue Treffen und Schritte kommen auf Papier."


def test_what_is_here_already_stays_in_sight_of_both(
    session: Session, cast: Cast, visit: Visit
) -> None:
    on_paper(session, cast)
    amira = visit.as_(cast.amira)
    amira.open("/").sees("Ihr nächstes Treffen", "Einmal um den Block gehen")
    amira.open("/goals").sees(SAID, "Einmal um den Block gehen").sees_not("Neuer kleiner Schritt")
    amira.open("/appointments").sees(SAID, "Spaziergang")


def test_nothing_new_is_kept_here(session: Session, cast: Cast, visit: Visit) -> None:
    on_paper(session, cast)
    amira = visit.as_(cast.amira)
    for path in ("/goals/new", "/steps/new"):
        amira.open(path).sees(SAID)


def test_the_guide_is_told_and_can_plan_nothing_here(
    session: Session, cast: Cast, visit: Visit
) -> None:
    on_paper(session, cast)
    jonas = visit.as_(cast.jonas)
    said = "Frau Haddad möchte Treffen und Schritte nur auf Papier."
    for path in ("appointments", "steps"):
        jonas.open(f"/desk/people/{cast.amira.id}/{path}/new").sees(said)
    assert len(session.scalars(select(Appointment)).all()) == 1
    assert len(session.scalars(select(Step)).all()) == 1


def test_a_changed_answer_is_kept_with_the_words_that_were_asked(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira)
    amira.open("/settings").press("Speichern", meetings_on_paper="yes")
    amira.open("/settings").press("Speichern", text_size="22")
    (noted,) = session.scalars(select(Consent)).all()
    assert (noted.purpose, noted.agreed) == (Purpose.STORE_MEETINGS, False)
    assert noted.wording == "Dürfen wir Ihre Treffen und Schritte hier speichern?"
    amira.open("/goals").sees(SAID)
