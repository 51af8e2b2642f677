"""axe finds nothing: every page, for everybody, in German and Arabic, light and dark.

And every page once more in another language, another width, other colours: together these meet in
all pairs.
"""

from collections.abc import Iterator
from itertools import count, product

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from app.core.languages import LANGUAGES
from tests.journeys.every_page import (
    VISITORS,
    languages_in_turn,
    look_at_everything,
    page_rules,
    places,
)  # fmt: skip
from tests.journeys.house import House, furnished, house, settings  # noqa: F401
from tests.support import axe
from tests.support.browser import OpenPage

ALWAYS = ("de", "ar")
OTHERS = [code for code in LANGUAGES if code not in ALWAYS]
COLOURS, WIDTHS = ("light", "dark", "contrast"), (320, 390, 1024)


def ways() -> Iterator[tuple[str, int]]:
    """Return colours and a width for each page, without end."""
    return ((COLOURS[number % 3], WIDTHS[number // 3 % 3]) for number in count())


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("language", ALWAYS)
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


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_page_has_one_in_the_other_languages(
    app: Flask,
    house: House,  # noqa: F811
    session: Session,
    open_page: OpenPage,
    visitor: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found: list[str] = []
    turns, looked = ways(), 0

    def look(page: Page, where: str) -> None:
        nonlocal looked
        colours, width = next(turns)
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        page.evaluate(
            "colours => { document.documentElement.dataset.colours = colours }",
            colours if colours == "contrast" else "system",
        )
        axe.unroll(page)
        at = f"{where}, {colours}, {width} px"
        found.extend(f"{at}: {each}" for each in axe.violations(page))
        looked += 1

    look_at_everything(app, session, house, open_page, visitor, OTHERS, look)
    with capsys.disabled():
        name = f"axe_{visitor}_others".replace(" ", "_")
        print(f"\nfigure {name} {looked} pages goal 0_barriers {'short' if found else 'ok'}")
    assert not found, f"{len(found)}:\n" + "\n".join(found)


def test_languages_colours_and_widths_meet_in_all_pairs(app: Flask, house: House) -> None:  # noqa: F811
    met = set()
    for visitor in VISITORS:
        pages = places(app, house, visitor)
        for _page, code, way in zip(
            pages, languages_in_turn(visitor, OTHERS), ways(), strict=False
        ):
            met |= {(code, way[0]), (code, way[1]), way}
    pairs = [product(OTHERS, COLOURS), product(OTHERS, WIDTHS), product(COLOURS, WIDTHS)]
    assert met == {pair for some in pairs for pair in some}


def test_every_page_of_the_url_map_is_looked_at(app: Flask, house: House) -> None:  # noqa: F811
    seen = {place.endpoint for visitor in VISITORS for place in places(app, house, visitor)}
    assert {rule.endpoint for rule in page_rules(app)} <= seen


def test_axe_does_find_a_barrier(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/welcome")
    page.evaluate("document.querySelector('h1').style.color = '#bbb'")
    assert any(each.startswith("color-contrast") for each in axe.violations(page))
