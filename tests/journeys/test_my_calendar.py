"""„Mein Kalender“: switched on with one tap, copied with another, and all of it without scripts."""

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests import make
from tests.appointments.calendars import entries
from tests.journeys.phone import is_on, tap
from tests.journeys.test_every_page_fits import Rule
from tests.people import Cast
from tests.support import axe
from tests.support.browser import OpenPage


def test_the_address_is_copied_with_a_tap_and_a_calendar_reads_it(
    session: Session, cast: Cast, open_page: OpenPage, server: str
) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    page = open_page(cast.amira, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/appointments")
    tap(page, "Mein Kalender")
    is_on(page, "Mein Kalender")
    tap(page, "Adresse einschalten")
    tap(page, "Adresse kopieren")
    expect(page.get_by_text("Kopiert.", exact=True)).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == page.locator("#address").inner_text()
    answer = open_page().request.get(address)
    assert [each.title for each in entries(answer.body())] == ["Treffen"]

    tap(page, "Adresse ausschalten")
    expect(page.get_by_text("Die Adresse gilt nicht mehr.", exact=False)).to_be_visible()
    assert open_page().request.get(address).status == 404


def test_without_scripts_one_tap_selects_the_whole_address(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.amira, java_script_enabled=False)
    page.goto("/calendar")
    tap(page, "Adresse einschalten")
    expect(page.get_by_role("button", name="Adresse kopieren")).to_be_hidden()
    expect(page.locator("#address")).to_have_css("user-select", "all")
    expect(page.get_by_role("link", name="Mit meinem Kalender öffnen")).to_be_visible()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_page_with_the_address_fits_and_has_no_barrier(
    session: Session, cast: Cast, open_page: OpenPage, language: str
) -> None:
    session.merge(cast.amira).language = language
    session.commit()
    page = open_page(cast.amira, language=language, reduced_motion="reduce")
    page.goto("/calendar")
    page.locator("main form button").tap()
    expect(page.locator("#address")).to_have_css("direction", "ltr")
    rule = Rule()
    rule.look(page, "address")
    assert not rule.found
    axe.unroll(page)
    assert not axe.violations(page)
    page.emulate_media(color_scheme="dark")
    assert not axe.violations(page, axe.COLOURS)
