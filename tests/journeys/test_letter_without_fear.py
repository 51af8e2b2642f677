"""The hard letter, on a phone: seen, asked how, read, looked up, and read together after all."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.core import clock
from app.core.pdf import open_file
from app.desk.letters import actions
from app.domain.letters import Letter
from tests.architecture.sweep import stored
from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.phone import is_on, tap
from tests.letters import demo_letters
from tests.people import Cast
from tests.support.browser import OpenPage, wait_for_worker
from tests.visit import folded

pytestmark = pytest.mark.usefixtures("monday")

# calm.md 4.1: who, what kind of news, what it is about, the money, what can be done, the date,
# what happens otherwise, who helps.
IN_ORDER = [
    "Vom Jobcenter",
    "Brief vom 10. November",
    "Keine gute Nachricht",
    "Worum geht es?",
    "240 Euro",
    "Was Sie tun können",
    "Zeit haben Sie auf jeden Fall bis Donnerstag, 10. Dezember.",
    "Wenn Sie nichts tun",
    "Wer hilft?",
]


@pytest.fixture
def letter(app: Flask, session: Session, cast: Cast) -> Letter:
    """A hard letter with its PDF, just released."""
    name = "09-erstattung"
    made = demo_letters.letter(session, name, to=cast.amira, by=cast.jonas, released_at=None)
    actions.attach(session, made, open_file(demo_letters.pdf(name)), now=clock.now())
    actions.release(session, made, now=clock.now())
    session.commit()
    return made


def read_everything(page: Page, letter: Letter) -> None:
    """From the envelope on Heute to the picture of the page, and back."""
    page.goto("/")
    card = page.locator("section.card", has=page.get_by_role("img", name="Umschlag mit Smiley"))
    expect(card).not_to_contain_text(re.compile("240|Erstattung|schwer"))
    tap(page, "Zusammenfassung lesen")

    is_on(page, "Möchten Sie jetzt lesen oder zusammen mit Herrn Sommer?")
    expect(page.locator(".date-box")).to_be_in_viewport()
    expect(page.locator(".date-box")).to_contain_text("Dezember")
    expect(page.get_by_text("240")).to_have_count(0)
    tap(page, "Jetzt lesen")

    is_on(page, "Zusammenfassung")
    words = folded(page.locator("main").inner_text())
    places = [words.find(part) for part in IN_ORDER]
    assert -1 not in places, f"{places}\n{words}"
    assert places == sorted(places), f"{places}\n{words}"
    expect(page.get_by_text("Ob und wann Sie lesen, speichern wir nicht.")).to_be_visible()

    tap(page, "Den genauen Brief zeigen")
    is_on(page, "Der genaue Brief")
    printed = page.locator(".official").text_content() or ""
    assert printed == letter.official_text

    tap(page, "Als Bild zeigen")
    is_on(page, "Der Brief als Bild")
    picture = page.get_by_alt_text("Seite 1 vom Brief. Die Wörter stehen darunter.")
    expect(picture).to_be_visible()
    page.wait_for_function(
        "() => document.images[0].complete && document.images[0].naturalWidth > 600"
    )
    tap(page, "Zurück zur Zusammenfassung")
    is_on(page, "Zusammenfassung")


def is_wanted_together(session: Session, letter: Letter) -> bool:
    session.refresh(letter)
    session.commit()  # lets the app write again
    return letter.together_at is not None


def test_amira_reads_a_hard_letter_and_nothing_is_written(
    app: Flask, cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    page.goto("/letters")
    wait_for_worker(page)
    before = stored(app)
    read_everything(page, letter)
    assert stored(app) == before


def test_then_she_would_rather_read_it_together(
    cast: Cast, letter: Letter, open_page: OpenPage, session: Session
) -> None:
    page = open_page(cast.amira)
    read_everything(page, letter)

    tap(page, "Zusammen lesen")
    expect(page.get_by_role("status")).to_contain_text("Herr Sommer liest den Brief mit Ihnen.")
    is_on(page, "Sie lesen ihn zusammen mit Herrn Sommer.")
    tap(page, "Rückgängig")
    expect(page.get_by_role("status")).to_contain_text("Zurückgenommen.")
    is_on(page, "Möchten Sie jetzt lesen oder zusammen mit Herrn Sommer?")
    assert not is_wanted_together(session, letter)

    tap(page, "Zusammen lesen")
    is_on(page, "Sie lesen ihn zusammen mit Herrn Sommer.")
    assert is_wanted_together(session, letter)

    tap(page, "Briefe")
    expect(page.locator("main")).to_contain_text("Sie lesen ihn zusammen mit Herrn Sommer.")


def test_without_scripts_it_is_the_same_way(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira, java_script_enabled=False)
    page.goto("/")
    tap(page, "Zusammenfassung lesen")
    tap(page, "Jetzt lesen")
    is_on(page, "Zusammenfassung")
    tap(page, "Zusammen lesen")
    is_on(page, "Sie lesen ihn zusammen mit Herrn Sommer.")
