"""The closed part for another day: by keyboard alone, and Enter beside it never means now."""

import pytest
from playwright.sync_api import Page, expect

from app.domain.calendar import working_days_after
from tests import make
from tests.people import Cast
from tests.support.browser import OpenPage

KEEP = """() => {
  window.pressed = [];
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    window.pressed.push(event.submitter.getAttribute("formaction") ?? event.submitter.value);
  });
}"""


def fold_out(page: Page) -> None:
    page.locator("summary", has_text="An einem anderen Tag").press("Enter")
    expect(page.locator("#then_day")).to_be_visible()


@pytest.mark.parametrize(
    ("where", "pressed"),
    [
        ("", "then"),
        ("/greetings/new", "preview"),
        ("/greetings/preview", "then"),
        ("/phrases/new?phrase=T40", ""),  # as typed: the day, or else the first button
    ],
)
def test_enter_beside_a_day_never_means_now(
    cast: Cast, open_page: OpenPage, where: str, pressed: str
) -> None:
    page = open_page(cast.jonas, desk=True)
    page.goto(f"/desk/people/{cast.amira.id}{where.replace('preview', 'new')}")
    if "preview" in where:
        page.locator("input[name=phrase]").first.check()
        page.get_by_role("button", name="Mit eigenen Worten").click()
        page.locator("textarea").fill("Ich rate Ihnen zu einer Pause.")
        page.get_by_role("button", name="Vorschau").click()
        expect(page.get_by_role("heading", name="Zum Überlegen")).to_be_visible()
    fold_out(page)
    page.evaluate(KEEP)
    for field in ("#then_day", "#then_time"):
        page.locator(field).press("Enter")
    found = [each.rpartition("/")[2] for each in page.evaluate("window.pressed")]
    assert found == [pressed, pressed]


def test_by_keyboard_alone(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.jonas, desk=True)
    page.goto(f"/desk/people/{cast.amira.id}")
    page.locator("textarea").fill("Alles Gute.")
    fold_out(page)
    day = working_days_after(make.in_days(10).date(), 1, "NW")
    page.locator("#then_day").fill(day.isoformat())
    page.get_by_role("button", name="Dann senden").press("Enter")
    expect(page.get_by_text("Wartet noch.")).to_be_visible()
    expect(page.locator("#last-line")).to_be_focused()
