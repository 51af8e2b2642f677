"""axe finds nothing: every page, for everybody, in German and Arabic, light and dark."""

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from tests.journeys.every_page import (
    VISITORS,
    look_at_everything,
    page_rules,
    places,
)  # fmt: skip
from tests.journeys.house import House, furnished, house, settings  # noqa: F401
from tests.support import axe
from tests.support.browser import OpenPage


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("language", ["de", "ar"])
def test_no_page_has_a_barrier_that_axe_knows(
    app: Flask,
    house: House,  # noqa: F811
    session: Session,
    open_page: OpenPage,
    language: str,
    visitor: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found: list[str] = []
    looked = 0

    def look(page: Page, where: str) -> None:
        nonlocal looked
        axe.unroll(page)
        page.emulate_media(color_scheme="light")
        found.extend(f"{where}: {each}" for each in axe.violations(page))
        page.emulate_media(color_scheme="dark")
        found.extend(f"{where}, dark: {each}" for each in axe.violations(page, axe.COLOURS))
        looked += 1

    look_at_everything(app, session, house, open_page, visitor, [language], look)
    with capsys.disabled():
        name = f"axe_{visitor}_{language}".replace(" ", "_")
        print(f"\nfigure {name} {looked} pages goal 0_barriers {'short' if found else 'ok'}")
    assert not found, f"{len(found)}:\n" + "\n".join(found)


def test_every_page_of_the_url_map_is_looked_at(app: Flask, house: House) -> None:  # noqa: F811
    seen = {place.endpoint for visitor in VISITORS for place in places(app, house, visitor)}
    assert {rule.endpoint for rule in page_rules(app)} <= seen


def test_axe_does_find_a_barrier(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/welcome")
    page.evaluate("document.querySelector('h1').style.color = '#bbb'")
    assert any(each.startswith("color-contrast") for each in axe.violations(page))
