"""A hard word on a phone: tapped, explained beside the text, closed; the place is still there."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from app.domain.letters import Letter
from tests.architecture.sweep import stored
from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.phone import is_on, tap
from tests.people import Cast
from tests.support.browser import OpenPage, wait_for_worker

pytestmark = pytest.mark.usefixtures("monday")


def test_a_tap_explains_and_the_place_stays(
    app: Flask, cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira, reduced_motion="reduce")
    page.goto(f"/letters/{letter.id}/official")
    wait_for_worker(page)
    before = stored(app)
    tapped = page.locator("a.word", has_text="Rechtsbehelfsbelehrung").first
    card = page.get_by_role("dialog")
    expect(card).to_have_count(0)

    tapped.tap()
    expect(card).to_contain_text("Text im Brief: So kann man widersprechen")
    expect(card).to_be_in_viewport()
    expect(card.get_by_role("button")).to_be_focused()
    expect(tapped).to_be_in_viewport()
    assert not page.url.endswith("#word-rechtsbehelfsbelehrung")

    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(tapped).to_be_focused()

    page.keyboard.press("Enter")
    expect(card).to_be_visible()
    tap(page, "Schließen")
    expect(card).to_have_count(0)
    expect(tapped).to_be_focused()
    assert page.locator(".official").text_content() == letter.official_text
    assert stored(app) == before


def test_under_the_letter_a_word_stands_close_to_what_it_means(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    page.goto(f"/letters/{letter.id}/official")
    word = page.locator(".words li").first
    parts = [each.bounding_box() for each in word.locator("p").all()]
    ends = [each and each["y"] + each["height"] for each in parts]
    gaps = [box and end and box["y"] - end for end, box in zip(ends, parts[1:], strict=False)]
    assert gaps, "a word has its meaning and a way back"
    assert all(gap is not None and gap < 12 for gap in gaps), gaps


def test_another_word_takes_the_place_of_the_first(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira, reduced_motion="reduce")
    page.goto(f"/letters/{letter.id}/official")
    words = page.locator("a.word")
    words.nth(0).tap()
    page.evaluate("document.querySelectorAll('a.word')[3].focus()")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(words.nth(3)).to_be_focused()


def test_without_scripts_the_word_leads_to_its_explanation_and_back(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira, java_script_enabled=False, reduced_motion="reduce")
    page.goto(f"/letters/{letter.id}/official")
    page.locator("a.word", has_text="Rechtsbehelfsbelehrung").first.tap()
    explained = page.locator("#word-rechtsbehelfsbelehrung")
    expect(explained).to_be_in_viewport()
    explained.get_by_role("link").tap()
    expect(page.locator("#at-rechtsbehelfsbelehrung")).to_be_in_viewport()


def test_letters_grow_and_the_place_stays(cast: Cast, letter: Letter, open_page: OpenPage) -> None:
    page = open_page(cast.amira, java_script_enabled=False, reduced_motion="reduce")
    page.goto(f"/letters/{letter.id}/summary")
    tap(page, "Größer")
    is_on(page, "Zusammenfassung")
    expect(page.locator("html")).to_have_attribute("data-text", "22")
    expect(page.get_by_role("button", name="Größer")).to_be_in_viewport()
