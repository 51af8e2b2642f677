"""Nobody there any more: the app closes by itself, and what was typed waits for its writer."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.goals import Step
from app.domain.people import Person
from app.domain.sign_in import LoginSession, PhoneUse
from tests.journeys.phone import is_on, tap
from tests.people import Cast
from tests.support.browser import OpenPage, lose_network
from tests.visit import sign_in_cookies

MINUTE = 60_000  # ms
CLOSES = 15 * MINUTE + 500  # and no more: the way out waits 4 s by the same clock
TEXT = "Einmal um den Teich gehen"


def hide(page: Page, *, hidden: bool) -> None:
    """Put the app into the background, or bring it back."""
    page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden,
    )


@pytest.fixture
def shared(open_page: OpenPage, cast: Cast) -> Page:
    """Amira's Heute on a phone that others use too; its clock is ours."""
    page = open_page(cast.amira, use=PhoneUse.SHARED)
    page.clock.install()
    page.goto("/")
    expect(page.get_by_text("Guten Tag, Frau Haddad.")).to_be_visible()
    return page


def sessions(session: Session) -> int:
    count = session.scalar(select(func.count()).select_from(LoginSession)) or 0
    session.commit()  # lets go of the database and still knows the cast
    return count


def test_in_the_background_a_shared_phone_closes_after_five_minutes(
    shared: Page, session: Session
) -> None:
    hide(shared, hidden=True)
    shared.clock.run_for(4 * MINUTE)
    expect(shared.get_by_text("Guten Tag, Frau Haddad.")).to_be_visible()
    shared.clock.run_for(MINUTE + 500)
    is_on(shared, "Guten Tag. Schön, dass Sie da sind.")
    assert sessions(session) == 0


def test_a_phone_that_slept_shows_nothing_when_it_wakes(shared: Page, session: Session) -> None:
    """The phone stops the page in the background: it hears of the time only when it is back."""
    hide(shared, hidden=True)
    shared.clock.set_system_time(shared.evaluate("Date.now()") + 6 * MINUTE)
    hide(shared, hidden=False)
    expect(shared.get_by_text("Guten Tag, Frau Haddad.")).to_be_hidden()
    shared.clock.run_for(1000)
    is_on(shared, "Guten Tag. Schön, dass Sie da sind.")
    assert sessions(session) == 0


def test_a_short_look_at_another_app_changes_nothing(shared: Page) -> None:
    for _while in range(2):
        hide(shared, hidden=True)
        shared.clock.run_for(4 * MINUTE)
        hide(shared, hidden=False)
        shared.clock.run_for(MINUTE)
    expect(shared.get_by_text("Guten Tag, Frau Haddad.")).to_be_visible()


def test_at_the_desk_nothing_is_seen_in_the_background(open_page: OpenPage, cast: Cast) -> None:
    page = open_page(cast.jonas, use=PhoneUse.STAFF, desk=True)
    page.clock.install()
    page.goto("/desk")
    name = page.get_by_role("heading", name="Meine Leute")
    hide(page, hidden=True)
    page.clock.run_for(6 * MINUTE)
    expect(name).to_be_hidden()
    hide(page, hidden=False)
    page.clock.run_for(1000)
    expect(name).to_be_visible()


def test_after_fifteen_minutes_without_a_touch_the_app_closes(
    shared: Page, session: Session
) -> None:
    shared.clock.run_for(CLOSES)
    is_on(shared, "Guten Tag. Schön, dass Sie da sind.")
    assert sessions(session) == 0


def test_whoever_is_still_there_is_left_in_peace(shared: Page) -> None:
    for _while in range(3):
        shared.clock.run_for(10 * MINUTE)
        shared.keyboard.press("Shift")
    expect(shared.get_by_text("Guten Tag, Frau Haddad.")).to_be_visible()


def test_ones_own_phone_stays_open(open_page: OpenPage, cast: Cast) -> None:
    page = open_page(cast.amira)
    page.clock.install()
    page.goto("/")
    page.clock.run_for(60 * MINUTE)
    expect(page.get_by_text("Guten Tag, Frau Haddad.")).to_be_visible()


def type_and_stay_away(page: Page) -> None:
    page.goto("/steps/new")
    page.locator("[name=text]").fill(TEXT)
    page.clock.run_for(CLOSES)
    is_on(page, "Sie waren eine Weile weg.")
    expect(page.get_by_text(TEXT)).to_have_count(0)


def come_in_here(page: Page, app: Flask, person: Person, server: str) -> None:
    """Somebody comes in in this browser; the page does what it does after that."""
    page.context.add_cookies(
        [
            {"name": name, "value": value, "url": server}
            for name, value in sign_in_cookies(app, person)
        ]
    )
    page.evaluate("document.getElementById('after').submit()")


def test_what_was_typed_waits_for_whoever_typed_it(
    shared: Page, session: Session, app: Flask, cast: Cast, server: str
) -> None:
    type_and_stay_away(shared)
    assert sessions(session) == 0
    come_in_here(shared, app, cast.amira, server)
    is_on(shared, "Bitte noch einmal senden")
    expect(shared.get_by_text(TEXT)).to_be_visible()
    tap(shared, "Noch einmal senden")
    expect(shared.get_by_role("navigation")).to_be_visible()
    texts = [each.text for each in session.scalars(select(Step))]
    assert texts == [TEXT]


def test_what_was_typed_is_never_sent_as_somebody_else(
    shared: Page, session: Session, app: Flask, cast: Cast, server: str
) -> None:
    type_and_stay_away(shared)
    come_in_here(shared, app, cast.samir, server)
    is_on(shared, "Der Text wurde nicht gesendet.")
    assert TEXT not in shared.content()
    assert session.scalar(select(func.count()).select_from(Step)) == 0


def test_without_a_network_what_was_typed_waits_unseen(shared: Page) -> None:
    shared.goto("/steps/new")
    shared.locator("[name=text]").fill(TEXT)
    lose_network(shared)
    shared.clock.run_for(16 * MINUTE)
    expect(shared.locator("[name=text]")).to_be_hidden()
    shared.context.set_offline(False)
    shared.clock.run_for(12_000)
    is_on(shared, "Sie waren eine Weile weg.")
