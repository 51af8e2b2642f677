"""How somebody likes to read, as it is seen: from the first picture on, and on paper."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.domain.comfort import Comfort
from app.domain.people import Person
from tests import make
from tests.letters import demo_letters
from tests.people import Cast
from tests.pwa.test_installing import wait_for_help
from tests.support.browser import OpenPage, lose_network

BACKGROUND = "getComputedStyle(document.body).backgroundColor"
MOVES = "getComputedStyle(document.querySelector('main')).animationName"
LIGHT, DARK = "rgb(250, 247, 242)", "rgb(22, 27, 31)"


def chosen(session: Session, person: Person, comfort: Comfort) -> None:
    person.comfort = comfort
    session.merge(person)
    session.commit()


@pytest.mark.parametrize(("colours", "seen"), [("system", DARK), ("light", LIGHT), ("dark", DARK)])
def test_the_first_picture_has_the_colours_without_any_script(
    cast: Cast, session: Session, open_page: OpenPage, colours: str, seen: str
) -> None:
    chosen(session, cast.amira, Comfort(22, colours))
    page = open_page(cast.amira, dark=True, java_script_enabled=False)
    page.goto("/")
    pixel = page.screenshot(clip={"x": 2, "y": 300, "width": 1, "height": 1})
    assert _colour_of(pixel) == seen
    assert page.locator("html").evaluate("it => getComputedStyle(it).fontSize") == "22px"


def _colour_of(picture: bytes) -> str:
    red, green, blue = Image.open(io.BytesIO(picture)).convert("RGB").getpixel((0, 0))  # type: ignore[misc]
    return f"rgb({red}, {green}, {blue})"


@pytest.mark.parametrize(
    ("motion", "phone", "moves"),
    [
        ("system", "no-preference", "calm"),
        ("system", "reduce", "none"),
        ("none", "no-preference", "none"),
    ],
)
def test_nothing_moves_for_whoever_wants_it_so(
    cast: Cast, session: Session, open_page: OpenPage, motion: str, phone: str, moves: str
) -> None:
    chosen(session, cast.amira, Comfort(motion=motion))
    page = open_page(cast.amira, reduced_motion=phone)
    page.goto("/")
    assert page.evaluate(MOVES) == moves


def test_in_the_readers_own_colours_nothing_vanishes(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    make.message(session, of=cast.amira, by=cast.jonas)
    session.commit()
    page = open_page(cast.amira, forced_colors="active")
    page.goto("/goals")
    edge = "it => [getComputedStyle(it).borderTopWidth, getComputedStyle(it).borderTopColor]"
    theirs = page.locator(".tabs a").first.evaluate("it => getComputedStyle(it).color")
    assert page.locator(".tabs .dot").first.evaluate(edge) == ["5px", theirs]
    assert page.locator(".tabs [aria-current]").evaluate(edge)[0] == "3px"
    assert page.locator(".tabs a:not([aria-current])").first.evaluate(edge)[0] == "0px"


def test_strong_contrast_is_black_on_white_with_strong_edges(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    make.step(session, of=cast.amira)
    chosen(session, cast.amira, Comfort(colours="contrast"))
    page = open_page(cast.amira, dark=True)
    page.goto("/")
    card = "it => { const s = getComputedStyle(it); return [s.color, s.borderTopWidth]; }"
    assert page.locator(".card").first.evaluate(card) == ["rgb(0, 0, 0)", "2px"]


def is_plain_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    for each in page.locator("button, .button:not([href^='tel:']), .tabs, .top, .reading").all():
        expect(each).to_be_hidden()
    colours = page.locator("main :not(svg *, svg)").evaluate_all(
        "all => [...new Set(all.filter((it) => it.checkVisibility())"
        ".map((it) => getComputedStyle(it).color))]"
    )
    assert colours == ["rgb(0, 0, 0)"]
    added = page.locator("main a").evaluate_all(
        "all => all.map((it) => getComputedStyle(it, '::after').content)"
    )
    assert set(added) <= {"none"}, "an address is printed"


def test_a_summary_prints_whole_and_plain(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    letter = demo_letters.letter(session, "09-erstattung", to=cast.amira, by=cast.jonas)
    cast.amira.language = "ar"
    chosen(session, cast.amira, Comfort(26, "dark"))
    page = open_page(cast.amira, dark=True)
    page.goto(f"/letters/{letter.id}/summary")
    is_plain_on_paper(page)
    expect(page.locator(".letter section").last).to_be_visible()
    german = page.locator(".in-german p", has_text="Eine Nachricht hier in der App").first
    expect(german).to_be_visible()


def test_numbers_to_call_are_on_paper_too(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.amira)
    page.goto("/help")
    is_plain_on_paper(page)
    expect(page.locator("a[href='tel:112']")).to_be_visible()


def test_help_looks_the_same_without_a_network(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    chosen(session, cast.amira, Comfort(26, "dark"))
    page = open_page(cast.amira)
    page.goto("/")
    wait_for_help(page, 'data-text="26"')
    lose_network(page)
    page.goto("/help")
    expect(page.locator("html")).to_have_attribute("data-text", "26")
    assert page.evaluate(BACKGROUND) == DARK
