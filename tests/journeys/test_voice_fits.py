"""Reading aloud from right to left, with a voice there: nothing is cut, axe finds nothing."""

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.journeys.house import House, furnished, house, settings, speak  # noqa: F401
from tests.journeys.test_every_page_fits import Rule
from tests.support import axe
from tests.support.browser import OpenPage
from tests.support.speech import Voices


def test_listening_fits_and_has_no_barrier(
    house: House,  # noqa: F811
    session: Session,
    open_page: OpenPage,
) -> None:
    language, tag = "ar", "ar-EG"
    speak(session, language)
    page = open_page(house.person(session, "amira"), language=language, reduced_motion="reduce")
    phone = Voices(page, (tag, True), hold=True)
    rule, barriers = Rule(), list[str]()

    def look(page: Page, where: str) -> None:
        rule.look(page, where)
        barriers.extend(f"{where}: {each}" for each in axe.violations(page))

    letter = f"/letters/{house.ids['hard']}/summary"
    for path in ("/", "/messages", "/goals", f"/appointments/{house.ids['official']}", letter):
        page.goto(path)
        expect(page.locator("main button.voice").first).to_be_visible()
        look(page, path)
    page.locator("main button.voice").first.click()
    phone.wait_for(1)
    look(page, "reading")
    page.locator("[data-key=pause]").click()
    look(page, "paused")
    phone.arrive((tag, False))
    page.locator("[data-key=close]").click()
    page.locator("main button.voice").first.click()
    expect(page.locator("[data-part=question]")).to_be_visible()
    look(page, "asked")
    page.goto("/settings")
    expect(page.locator("#remote-voices")).to_be_hidden()
    phone.arrive((tag, False))
    expect(page.locator("#remote-voices")).to_be_visible()
    look(page, "settings")
    assert not rule.found, "\n".join(rule.found)
    assert not barriers, "\n".join(barriers)
