"""Into Arabic and back: the place is kept, the page turns round, numbers and times do not."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.domain.sign_in import PhoneUse
from tests import make
from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.phone import tap
from tests.people import Cast
from tests.support.browser import OpenPage
from tests.visit import sign_in_cookies

pytestmark = pytest.mark.usefixtures("monday")

PHONE_NUMBER = "0221 4710 101"
#: For every phone number: does each of its digits stand to the right of the one before?
_RUNS_RIGHT = """number => {
  const right = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + 1);
    return range.getBoundingClientRect().left;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = node.data.indexOf(number);
    if (start < 0) continue;
    const places = [...number].map((_, offset) => right(node, start + offset));
    found.push(places.every((x, i) => !i || x >= places[i - 1]));
  }
  return found;
}"""


def is_in(page: Page, code: str, direction: str) -> None:
    """Fail unless the page is in this language and runs in its direction."""
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator("html")).to_have_attribute("dir", direction)


def numbers_run_left_to_right(page: Page) -> None:
    """Fail if a phone number is turned round, or a time is not kept apart from the words."""
    shown = page.evaluate(_RUNS_RIGHT, PHONE_NUMBER.replace(" ", "\u00a0"))
    assert shown
    assert all(shown)
    for number in page.locator("a[href^='tel:']").all():
        expect(number.locator("bdi[dir=ltr]")).to_have_count(1)
    for time in page.locator("h1, .when").filter(has_text=re.compile(r"\d")).all():
        expect(time.locator("bdi")).to_have_count(1)


def test_through_the_settings_and_back_at_the_same_place(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, phone=PHONE_NUMBER)
    session.commit()
    page = open_page(cast.amira)
    page.goto("/settings")
    is_in(page, "de", "ltr")
    page.get_by_label("العربية").check()
    tap(page, "Speichern")
    expect(page).to_have_url(re.compile("/settings$"))
    is_in(page, "ar", "rtl")
    expect(page.get_by_label("العربية")).to_be_checked()

    page.goto(f"/appointments/{meeting.id}")
    is_in(page, "ar", "rtl")
    numbers_run_left_to_right(page)
    # The guide's own German words stay German, also for somebody who listens to the page.
    place = page.get_by_text("Eingang vom Bahnhof, neben der Bäckerei")
    expect(place).to_have_attribute("lang", "de")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")

    page.goto("/settings")
    page.get_by_label("Deutsch", exact=True).check()
    page.locator("form[action='/settings'] button.main").tap()
    expect(page).to_have_url(re.compile("/settings$"))
    is_in(page, "de", "ltr")


def test_through_the_language_page_one_comes_back_to_where_one_was(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, phone=PHONE_NUMBER)
    session.commit()
    place = f"/appointments/{meeting.id}"
    page = open_page(cast.amira)
    page.goto(f"/language?next={place}")
    tap(page, "العربية")
    expect(page).to_have_url(re.compile(f"{place}$"))
    is_in(page, "ar", "rtl")
    numbers_run_left_to_right(page)

    page.goto(f"/language?next={place}")
    tap(page, "Deutsch")
    expect(page).to_have_url(re.compile(f"{place}$"))
    is_in(page, "de", "ltr")

    other = open_page(cast.amira)  # her other phone: the choice belongs to her, not to the phone
    other.goto("/")
    is_in(other, "de", "ltr")


def test_before_anyone_is_signed_in_the_choice_holds_from_page_to_page(
    open_page: OpenPage,
) -> None:
    page = open_page(language="de")
    page.goto("/welcome")
    is_in(page, "de", "ltr")
    tap(page, "العربية")
    expect(page).to_have_url(re.compile("/welcome$"))
    is_in(page, "ar", "rtl")
    page.goto("/help")
    is_in(page, "ar", "rtl")
    for number in page.locator("a[href^='tel:']").all():
        expect(number.locator("bdi[dir=ltr]")).to_have_count(1)


def test_a_way_to_another_site_is_no_place_to_come_back_to(open_page: OpenPage) -> None:
    page = open_page()
    for elsewhere in ("https://example.org/", "//example.org/", "/\\example.org"):
        page.goto(f"/language?next={elsewhere}")
        tap(page, "Deutsch")
        expect(page).to_have_url(re.compile("//localhost:[0-9]+/welcome$"))


TYPED = "Ich weiß noch nicht, wie ich es sage."


@pytest.mark.parametrize(
    ("path", "field"), [("/messages", "textarea[name=body]"), ("/goals/new", "[name=text]")]
)
def test_a_half_written_text_is_still_there_in_the_other_language(
    cast: Cast, open_page: OpenPage, path: str, field: str
) -> None:
    page = open_page(cast.amira)
    page.goto(path)
    with page.expect_response(re.compile("keep-typed")):
        page.reload()
    page.locator(field).fill(TYPED)
    page.locator("#to-language a").tap()
    tap(page, "فارسی")
    expect(page).to_have_url(re.compile(f"{path}$"))
    is_in(page, "fa", "rtl")
    expect(page.locator(field)).to_have_value(TYPED)
    kept = page.evaluate("sessionStorage.getItem('typed')")
    assert kept is None, "what was typed is in the field, and nowhere else"


def test_what_was_typed_is_brought_back_to_its_own_page_only(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    page.goto("/goals/new")
    page.wait_for_load_state("networkidle")
    page.locator("[name=text]").fill(TYPED)
    page.locator("#to-language a").tap()
    expect(page).to_have_url(re.compile("/language"))
    page.goto("/messages")
    expect(page.locator("textarea[name=body]")).to_have_value("")


def test_what_somebody_typed_is_not_brought_back_to_who_comes_next(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.amira, use=PhoneUse.SHARED)
    page.goto("/goals/new")
    page.wait_for_load_state("networkidle")
    page.locator("[name=text]").fill(TYPED)
    page.locator("#to-language a").tap()  # and walks away
    expect(page).to_have_url(re.compile("/language"))
    here = page.url.partition("/language")[0]
    page.context.add_cookies(
        [
            {"name": name, "value": value, "url": here}
            for name, value in sign_in_cookies(app, cast.samir, PhoneUse.SHARED)
        ]
    )
    page.goto("/goals/new")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[name=text]")).to_have_value("")
    assert page.evaluate("sessionStorage.getItem('typed')") is None
