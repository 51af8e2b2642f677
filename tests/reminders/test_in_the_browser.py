"""What the script shows on this very phone: asked only after a tap, and always an answer."""

import re
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.push import Subscription
from app.domain.access import Viewer
from app.domain.reminders import ReminderChoice
from app.domain.sign_in import LoginSession
from app.reminders import actions
from tests import make
from tests.people import Cast
from tests.support.browser import OpenPage
from tests.support.push_service import PushService

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
COUNTS_QUESTIONS = """
  window.asked = 0;
  Object.defineProperty(Notification, 'permission', { get: () => window.answer ?? 'default' });
  Notification.requestPermission = () => { window.asked += 1; return window.reply; };
"""
SWITCH_ON = "Auf diesem Gerät einschalten"


@pytest.fixture
def wanted(session: Session, cast: Cast) -> None:
    """Amira has chosen to be reminded; no phone is switched on yet."""
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    session.add(
        ReminderChoice(participant_id=cast.amira.id, meetings=True, chosen_at=cast.amira.created_at)
    )
    session.commit()


def at_reminders(open_page: OpenPage, cast: Cast, script: str, **options: Any) -> Page:
    page = open_page(cast.amira, **options)
    page.add_init_script(script)
    page.goto("/reminders")
    return page


@pytest.mark.usefixtures("wanted")
def test_the_browser_asks_only_after_a_tap(cast: Cast, open_page: OpenPage) -> None:
    page = at_reminders(open_page, cast, COUNTS_QUESTIONS)
    expect(page.get_by_text("Erinnerungen sind noch aus.")).to_be_visible()
    assert page.evaluate("window.asked") == 0
    page.evaluate("window.reply = Promise.resolve('denied')")
    page.get_by_role("button", name=SWITCH_ON).click()
    expect(page.get_by_text("Alles andere geht trotzdem.").first).to_be_visible()
    assert page.evaluate("window.asked") == 1
    expect(page.get_by_role("button", name=SWITCH_ON)).to_be_hidden()


@pytest.mark.usefixtures("wanted")
def test_a_browser_that_never_answers_gets_a_kind_sentence_after_a_while(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    page.clock.install()
    page.add_init_script(COUNTS_QUESTIONS)
    page.goto("/reminders")
    page.evaluate("() => { window.reply = new Promise(() => {}); }")
    page.get_by_role("button", name=SWITCH_ON).click()
    expect(page.get_by_text("Ihr Handy fragt Sie jetzt.")).to_be_visible()
    page.clock.fast_forward(15_000)
    expect(page.get_by_text("Das dauert gerade etwas.")).to_be_visible()
    expect(page.get_by_role("button", name=SWITCH_ON)).to_be_visible()


@pytest.mark.usefixtures("wanted")
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "Dieses Gerät kann keine Erinnerungen zeigen."),
        ({"user_agent": IPHONE}, "Öffnen Sie die App von dort."),
    ],
)
def test_a_phone_that_can_not_is_told_so_kindly(
    cast: Cast, open_page: OpenPage, options: dict[str, str], words: str
) -> None:
    page = at_reminders(open_page, cast, "delete window.PushManager", **options)
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("button", name=SWITCH_ON)).to_be_hidden()


@pytest.mark.usefixtures("wanted")
def test_a_push_service_that_does_not_work_is_no_dead_end(cast: Cast, open_page: OpenPage) -> None:
    failing = "PushManager.prototype.subscribe = () => Promise.reject(new Error('no'));"
    page = at_reminders(open_page, cast, COUNTS_QUESTIONS + failing)
    page.evaluate("window.reply = Promise.resolve('granted')")
    page.get_by_role("button", name=SWITCH_ON).click()
    expect(page.get_by_text("Das hat gerade nicht geklappt.")).to_be_visible()
    expect(page.get_by_role("button", name=SWITCH_ON)).to_be_visible()


@pytest.mark.usefixtures("wanted")
def test_reminders_that_died_are_said_quietly_when_the_app_starts(
    app: Flask, session: Session, cast: Cast, open_page: OpenPage, service: PushService
) -> None:
    page = open_page(cast.amira)
    page.goto("/messages")
    note = page.get_by_text("Erinnerungen sind auf diesem Gerät gerade aus.")
    expect(note).to_be_hidden()
    (login,) = session.scalars(select(LoginSession))
    phone: Subscription = service.subscribe(
        app.extensions["vapid"].public_key_base64url
    ).subscription
    viewer = Viewer(cast.amira.id, cast.amira.role, cast.programme.id)
    actions.reach_here(session, viewer, login.id, phone, now=cast.amira.created_at)
    session.commit()
    page.evaluate("localStorage.setItem('reminders', '1'); sessionStorage.clear()")
    page.goto("/goals")
    expect(note).to_be_visible()
    page.get_by_role("link", name="Ansehen").first.click()
    expect(page).to_have_url(re.compile("/reminders$"))
    page.goto("/messages")
    expect(note).to_be_hidden()  # said once per start


@pytest.mark.usefixtures("wanted")
def test_a_phone_nobody_switched_on_asks_the_server_nothing(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/messages")
    page.goto("/goals")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "push" in url]
