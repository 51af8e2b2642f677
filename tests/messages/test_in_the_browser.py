"""Typing on a phone: nothing is lost, whatever happens to the connection."""

from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests import make
from tests.people import Cast
from tests.support.browser import OpenPage, lose_network

TYPED = "Ich überlege noch."


def test_what_is_typed_is_kept_by_itself(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.amira)
    page.goto("/messages")
    with page.expect_response("**/messages/draft") as kept:
        page.locator("textarea").fill(TYPED)
    assert kept.value.status == 204
    other = open_page(cast.amira)
    other.goto("/messages")
    expect(other.locator("textarea")).to_have_value(TYPED)


def test_leaving_in_the_middle_of_a_sentence_loses_nothing(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.amira)
    page.clock.install(time=0)
    page.goto("/messages")
    page.clock.pause_at(60)  # typing never pauses
    page.locator("textarea").fill(TYPED)
    with page.expect_response("**/messages/draft") as kept:
        page.get_by_role("link", name="Schritte", exact=True).focus()
    assert kept.value.status == 204


def test_a_card_in_the_middle_of_a_sentence_loses_nothing(cast: Cast, open_page: OpenPage) -> None:
    """On an iPhone, too, where a tap on a button leaves the field as it is."""
    page = open_page(cast.amira)
    page.goto("/messages")
    page.locator("textarea").fill(TYPED)
    with page.expect_navigation():
        card = page.get_by_role("button", name="Danke.", exact=True)
        card.evaluate("card => card.form.requestSubmit(card)")
    expect(page.locator(".bubble.mine")).to_contain_text("Danke.")
    expect(page.locator("textarea")).to_have_value(TYPED)


def test_without_a_network_sending_waits_and_the_text_stays(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    page.goto("/messages")
    lose_network(page)
    page.locator("textarea").fill(TYPED)
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_text("Gerade ist kein Internet da.")).to_be_visible()
    expect(page.locator("textarea")).to_have_value(TYPED)
    page.context.set_offline(False)
    page.get_by_role("button", name="Senden").click()
    expect(page.locator(".bubble.mine")).to_contain_text(TYPED)


def test_a_long_conversation_opens_at_its_newest_line(
    session: Session, cast: Cast, open_page: OpenPage
) -> None:
    for number in range(30):
        make.message(session, of=cast.amira, by=cast.jonas, body=f"Nummer {number}.")
    session.commit()
    page = open_page(cast.amira)
    page.goto("/messages")
    expect(page.locator("#newest")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
