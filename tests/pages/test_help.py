"""Help is there for everyone, with the numbers of the place, and also without a network."""

from datetime import time

import pytest
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.hours import Hours
from app.domain.people import Programme
from tests.people import Cast
from tests.visit import Visit


@pytest.fixture(autouse=True)
def crisis_service(session: Session, cast: Cast) -> None:
    """The programme names who helps at once."""
    cast.programme.crisis_name = "Sozialpsychiatrischer Dienst"
    cast.programme.crisis_phone = "0221 4710 240"
    cast.programme.crisis_hours = Hours.on(range(1, 6), time(8), time(16))
    session.commit()


@pytest.mark.parametrize("who", ["a stranger", "amira", "jonas"])
def test_the_crisis_service_is_one_tap_away(cast: Cast, visit: Visit, who: str) -> None:
    """A stranger is also the phone itself, which asks without cookies for its offline copy."""
    browser = visit if who == "a stranger" else visit.as_(getattr(cast, who))
    page = browser.open("/help").sees("Sozialpsychiatrischer Dienst")
    page.sees("Montag bis Freitag, 8 bis 16 Uhr")
    called = [each.get("href") for each in page.page.all("a")]
    assert "tel:02214710240" in called
    assert "tel:02214710100" in called, "the office"


def test_the_guide_is_there_with_hours_and_only_for_their_people(
    session: Session, cast: Cast, visit: Visit
) -> None:
    cast.jonas.phone = "0221 4710 101"
    session.commit()
    page = visit.as_(cast.amira).open("/help")
    page.sees("Herr Sommer liest Nachrichten: Montag bis Freitag, 9 bis 16 Uhr.", "0221 4710 101")
    visit.as_(cast.samir).open("/help").sees_not("Sommer", "0221 4710 101")
    visit.open("/help").sees_not("Sommer", "Nowak", "0221 4710 101")


def test_the_hours_are_said_in_the_readers_language(visit: Visit) -> None:
    visit.open("/help?language=en").sees("Monday").sees_not("Montag")


def test_with_two_programmes_a_stranger_gets_both_services_and_no_office(
    session: Session, cast: Cast, visit: Visit
) -> None:
    session.add(
        Programme(
            name="Anderswo",
            office_phone="0300 1",
            crisis_name="Krisendienst Anderswo",
            crisis_phone="0300 2",
            created_at=clock.now(),
        )
    )
    session.commit()
    page = visit.open("/help").sees("Sozialpsychiatrischer Dienst", "Krisendienst Anderswo")
    page.sees_not("0300 1", "0221 4710 100")
    visit.as_(cast.amira).open("/help").sees("0221 4710 100").sees_not("Anderswo")
