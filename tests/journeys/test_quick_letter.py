"""A letter of a known kind, from its pasted text to the release: few taps, or a few keys.

The seconds are this machine's; a person reads the letter in between.
"""

import time

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calm.facts import Role
from app.calm.letter_kinds import KINDS
from app.domain.letters import Letter
from tests.bench.figures import Figures
from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.phone import is_on
from tests.journeys.test_guide_writes_letter import Desk
from tests.letters import demo_letters
from tests.people import Cast
from tests.support.browser import OpenPage

pytestmark = pytest.mark.usefixtures("monday")

NAME = "01-bewilligung"
MOST_TAPS = 15
MOST_SECONDS = 90
TICKED = {Role.LETTER_DATE, Role.FROM, Role.UNTIL, Role.PER_MONTH}


def to_the_ticks(desk: Desk, cast: Cast) -> None:
    """From a new letter to the step with the dates and amounts."""
    desk.page.goto(f"/desk/people/{cast.amira.id}/letters")
    desk.press("Neuer Brief")
    desk.type("Text vom Brief", demo_letters.read(NAME)["official_text"])
    desk.press("Weiter")
    is_on(desk.page, "Art")
    desk.press(KINDS["bewilligung"].title)
    is_on(desk.page, "Datum und Absender")
    desk.press("Weiter")
    is_on(desk.page, "Daten und Beträge")
    expect(desk.page.locator("input:checked")).to_have_count(0)


def to_the_release(desk: Desk) -> None:
    """From the answered step to the release."""
    is_on(desk.page, "Zusammenfassung")
    desk.press("Weiter")
    is_on(desk.page, "Was für eine Nachricht?")
    desk.press("Ohne Gruß zur Vorschau")
    is_on(desk.page, "Vorschau")
    desk.press("Freigeben für Amira")
    expect(desk.page.get_by_role("status")).to_contain_text("Amira sieht den Brief ab")


def released_facts(session: Session) -> set[Role]:
    letter = session.scalars(select(Letter)).one()
    assert letter.released_at is not None
    return {fact.role for fact in letter.facts}


@pytest.mark.parametrize("hand", ["desk", "phone"])
def test_a_known_kind_takes_at_most_fifteen_taps(
    session: Session, cast: Cast, open_page: OpenPage, hand: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(open_page(cast.jonas, desk=hand == "desk"))
    to_the_ticks(desk, cast)
    for role in ("Brief vom", "Ab", "Bis", "Betrag im Monat"):
        desk.tick(role)
    desk.choose("Ja")
    desk.press("Weiter")
    to_the_release(desk)
    with capsys.disabled():
        figures = Figures()
        figures.at_most(f"quick_letter_taps_{hand}", desk.count, "taps", MOST_TAPS)
        seconds = time.monotonic() - desk.began
        figures.at_most(f"quick_letter_seconds_{hand}", seconds, "s", MOST_SECONDS)
    assert desk.count <= MOST_TAPS
    assert released_facts(session) == TICKED


def test_one_key_says_what_a_place_is_and_goes_on(cast: Cast, open_page: OpenPage) -> None:
    desk = Desk(open_page(cast.jonas, desk=True))
    to_the_ticks(desk, cast)
    page = desk.page
    expect(page.get_by_text("Mit der Tastatur:")).to_be_visible()
    first, second, third = (page.locator("[data-place]:visible").nth(each) for each in range(3))
    first.get_by_role("checkbox").focus()
    page.keyboard.press("3")
    expect(first.get_by_role("checkbox")).to_be_checked()
    assert first.locator("option:checked").inner_text() == "Bis"
    expect(second.get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("0")
    expect(second.get_by_role("checkbox")).not_to_be_checked()
    expect(third.get_by_role("checkbox")).to_be_focused()  # what is folded in between is left out
    page.keyboard.press("9")  # says nothing, changes nothing
    expect(page.locator("input:checked")).to_have_count(1)
