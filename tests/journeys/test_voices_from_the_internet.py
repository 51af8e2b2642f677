"""A voice from the internet is sent what it reads: it hears nothing before somebody says yes."""

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.domain.letters import Letter
from app.domain.sign_in import PhoneUse
from tests import make
from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.listening import GERMAN, button, in_arabic, listen
from tests.journeys.phone import tap
from tests.people import Cast
from tests.support.browser import OpenPage
from tests.support.speech import Voices

pytestmark = pytest.mark.usefixtures("monday")

REMOTE_GERMAN, REMOTE_ARABIC = ("de-DE", False), ("ar-SA", False)


def test_a_voice_from_the_internet_gets_nothing_before_a_yes(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    phone = Voices(page, REMOTE_GERMAN)
    page.goto(f"/letters/{letter.id}/summary")
    listen(page)
    question = page.locator("[data-part=question]")
    expect(question).to_contain_text("geht der Text an ihren Anbieter")
    expect(question).to_contain_text("Cloud de-DE")
    expect(question).to_be_focused()
    assert phone.said == []
    tap(page, "Nein")
    expect(button(page)).to_have_count(0)
    assert phone.said == []

    page.goto("/settings")
    expect(page.get_by_role("button", name="Nur Stimmen vom Gerät")).to_have_attribute(
        "aria-pressed", "true"
    )
    tap(page, "Auch aus dem Internet")
    page.goto(f"/letters/{letter.id}/summary")
    listen(page)
    assert phone.wait_until_silent()[0]["voice"] == "Cloud de-DE"


def test_a_voice_of_the_phone_comes_first_and_asks_nothing(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    phone = Voices(page, REMOTE_GERMAN, ("de-AT", True))
    page.goto(f"/letters/{letter.id}/summary")
    listen(page)
    assert {each["voice"] for each in phone.wait_until_silent()} == {"Phone de-AT"}


def test_a_no_leaves_what_the_phone_can_read_itself(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    in_arabic(session, cast)
    make.message(session, of=cast.amira, by=cast.jonas, body="Guten Tag.")
    session.commit()
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN, REMOTE_ARABIC)
    page.goto("/messages")
    listen(page)
    page.locator("[data-answer=no]").click()
    assert [each["text"] for each in phone.wait_until_silent()] == ["Guten Tag."]


def test_on_a_shared_phone_a_yes_is_not_the_next_persons(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    for person in (cast.amira, cast.samir):
        make.step(session, of=person)
    session.commit()
    page = open_page(cast.amira, use=PhoneUse.SHARED)
    phone = Voices(page, REMOTE_GERMAN)
    page.goto("/")
    listen(page)
    tap(page, "Ja")
    phone.wait_until_silent()
    page.reload()
    listen(page)
    phone.wait_for(1)  # asked once

    theirs = page.evaluate("({ ...localStorage })")
    other = open_page(cast.samir, use=PhoneUse.SHARED)  # her session ran out, and he came in
    other_phone = Voices(other, REMOTE_GERMAN)
    other.goto("/")
    other.evaluate(
        "kept => Object.entries(kept).forEach(each => localStorage.setItem(...each))", theirs
    )
    other.reload()
    listen(other)
    expect(other.locator("[data-part=question]")).to_be_visible()
    assert other_phone.said == []
