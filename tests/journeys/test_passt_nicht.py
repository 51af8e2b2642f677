"""„Passt nicht“: one tap, no reason, taken back with one tap, and another time with one more."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.domain.appointments import Appointment
from tests import make
from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.phone import is_on, tap
from tests.people import Cast
from tests.support.browser import OpenPage

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def meeting(session: Session, cast: Cast) -> Appointment:
    """A walk on Thursday, and two other times that Jonas offers."""
    made = make.appointment(session, to=cast.amira, by=cast.jonas)
    made.other_time_1 = make.in_days(4, 14).isoformat(timespec="minutes")
    made.other_time_2 = make.in_days(7, 10).isoformat(timespec="minutes")
    session.commit()
    return made


def fresh(session: Session, meeting: Appointment) -> Appointment:
    """Return the meeting as the database has it now; let the app write again."""
    session.refresh(meeting)
    session.commit()
    return meeting


def said(page: Page, words: str) -> None:
    """Fail unless the page says so, in a sentence of its own."""
    expect(page.get_by_text(words, exact=True).first).to_be_visible()


def test_no_reason_is_asked_and_undo_is_one_tap(
    cast: Cast, meeting: Appointment, open_page: OpenPage, session: Session
) -> None:
    page = open_page(cast.amira)
    page.goto("/")
    page.get_by_role("link", name="Ansehen: Donnerstag, 26. November, 10 Uhr").tap()
    is_on(page, "Donnerstag, 26. November, 10 Uhr")
    expect(page.locator("main :is(input:not([type=hidden]), textarea, select)")).to_have_count(0)

    tap(page, "Passt nicht")
    said(page, "Sie haben gesagt: Passt nicht.")
    expect(page.get_by_text("warum", exact=False)).to_have_count(0)
    tap(page, "Rückgängig")
    expect(page.get_by_role("button", name="Passt", exact=True)).to_be_visible()
    assert fresh(session, meeting).reply is None


def test_then_another_time_is_one_more_tap_and_the_guide_sees_it(
    cast: Cast, meeting: Appointment, open_page: OpenPage, session: Session
) -> None:
    page = open_page(cast.amira)
    page.goto(f"/appointments/{meeting.id}")
    tap(page, "Passt nicht")
    said(page, "Diese Zeiten gehen auch. Eine tippen reicht.")
    tap(page, "Freitag, 27. November, 14 Uhr")
    is_on(page, "Freitag, 27. November, 14 Uhr")
    assert fresh(session, meeting).starts.replace(tzinfo=None) == make.in_days(4, 14)

    desk = open_page(cast.jonas, desk=True)
    desk.goto("/desk")
    expect(desk.locator("#people")).to_contain_text("27. November")

    tap(page, "Rückgängig")
    is_on(page, "Donnerstag, 26. November, 10 Uhr")
    said(page, "Sie haben gesagt: Passt nicht.")


def test_on_a_phone_in_arabic_it_is_the_same_two_taps(
    cast: Cast, meeting: Appointment, open_page: OpenPage, session: Session
) -> None:
    cast.amira.language = "ar"
    session.merge(cast.amira)
    session.commit()
    page = open_page(cast.amira, language="ar")
    page.goto(f"/appointments/{meeting.id}")
    page.locator("button[value=does_not_fit]").tap()
    page.locator("button[name=time]").first.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("27")
