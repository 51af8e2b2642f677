"""What the script shows on this very phone: asked only after a tap, and always an answer."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.push import Subscription
from app.domain.access import Viewer
from app.domain.reminders import PushSubscription, ReminderChoice
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
FROM_THERE = "Object.defineProperty(navigator, 'standalone', { value: true })"
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
    ("options", "script", "words"),
    [
        ({}, "", "Dieses Gerät kann keine Erinnerungen zeigen."),
        ({"user_agent": IPHONE}, "", "Öffnen Sie die App von dort."),
        ({"user_agent": IPHONE}, FROM_THERE, "Dieses Gerät kann keine Erinnerungen zeigen."),
    ],
)
def test_a_phone_that_can_not_is_told_so_kindly(
    cast: Cast, open_page: OpenPage, options: dict[str, str], script: str, words: str
) -> None:
    page = at_reminders(open_page, cast, f"delete window.PushManager; {script}", **options)
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


def test_a_number_is_asked_for_once_a_call_is_wanted(
    session: Session, cast: Cast, open_page: OpenPage
) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    session.commit()
    page = open_page(cast.amira)
    page.goto("/reminders")
    number = page.get_by_label("Unter welcher Nummer?")
    expect(number).to_be_hidden()
    page.get_by_label("Bitte anrufen, vor einem Treffen").check()
    number.fill("bei mir")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Bitte nur Ziffern").first).to_be_visible()
    expect(number).to_have_value("bei mir")
    page.get_by_label("Bitte anrufen, vor einem Treffen").uncheck()
    expect(number).to_be_hidden()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()


def switched_on(
    app: Flask,
    session: Session,
    cast: Cast,
    service: PushService,
    phone: Subscription | None = None,
) -> Subscription:
    """Let the server believe that Amira's signed-in phone is reached there."""
    (login,) = session.scalars(select(LoginSession))
    key = app.extensions["vapid"].public_key_base64url
    phone = phone or service.subscribe(key).subscription
    viewer = Viewer(cast.amira.id, cast.amira.role, cast.programme.id)
    actions.reach_here(session, viewer, login.id, phone, now=cast.amira.created_at)
    session.commit()
    return phone


def has_subscription(phone: Subscription, key: str) -> str:
    """Return a script: this browser has that subscription, made with this key, and may notify."""
    made = json.dumps(
        {"endpoint": phone.endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}}
    )
    return f"""
      const made = {made};
      const key = Uint8Array.from(
        atob({key!r}.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
      window.unsubscribed = 0;
      const mine = {{
        endpoint: made.endpoint, options: {{ applicationServerKey: key.buffer }},
        toJSON: () => made, unsubscribe: async () => {{ window.unsubscribed += 1; }},
      }};
      PushManager.prototype.getSubscription = async () => mine;
      Object.defineProperty(Notification, 'permission', {{ get: () => 'granted' }});
    """


def starts(page: Page) -> None:
    """Open the app anew, on a phone where reminders were switched on once."""
    page.evaluate("localStorage.setItem('reminders', '1'); sessionStorage.clear()")
    page.goto("/")


OFF_NOW = "Erinnerungen sind auf diesem Gerät gerade aus."
LOST = "Hier waren Erinnerungen an. Gerade kommen sie nicht an."


@pytest.mark.usefixtures("wanted")
def test_what_died_is_said_once_on_heute_and_goes_with_a_tap(
    app: Flask, session: Session, cast: Cast, open_page: OpenPage, service: PushService
) -> None:
    page = open_page(cast.amira)
    page.goto("/messages")
    switched_on(app, session, cast, service)
    note = page.get_by_text(OFF_NOW)
    page.evaluate("localStorage.setItem('reminders', '1')")
    page.goto("/goals")
    expect(note).to_be_hidden()  # elsewhere nobody is interrupted
    page.goto("/")
    expect(note).to_be_visible()
    page.get_by_role("button", name="Ausblenden").click()
    expect(note).to_be_hidden()
    with page.expect_response("**/push-subscriptions/here"):
        starts(page)
    page.wait_for_load_state("networkidle")
    expect(note).to_be_hidden()  # no nag at the next start
    page.goto("/reminders")
    expect(page.get_by_text(LOST)).to_be_visible()  # here it stands always
    expect(page.get_by_role("button", name=SWITCH_ON)).to_be_visible()


@pytest.mark.usefixtures("wanted")
def test_a_permission_that_was_taken_back_is_noticed_at_the_next_start(
    app: Flask, session: Session, cast: Cast, open_page: OpenPage, service: PushService, server: str
) -> None:
    page = open_page(cast.amira)
    page.goto("/messages")
    switched_on(app, session, cast, service)
    notifications(page, server, "denied")
    starts(page)
    expect(page.get_by_text(OFF_NOW)).to_be_visible()
    page.get_by_role("link", name="Ansehen").first.click()
    expect(page).to_have_url(re.compile("/reminders$"))
    expect(page.get_by_text("Im Browser können Sie Mitteilungen")).to_be_visible()
    expect(page.get_by_role("button", name=SWITCH_ON)).to_be_hidden()


@pytest.mark.usefixtures("wanted")
def test_a_browser_that_really_says_no_is_a_fine_answer(
    cast: Cast, open_page: OpenPage, server: str
) -> None:
    page = open_page(cast.amira)
    page.goto("/reminders")
    expect(page.get_by_role("button", name=SWITCH_ON)).to_be_visible()
    notifications(page, server, "denied")
    page.get_by_role("button", name=SWITCH_ON).click()
    expect(page.get_by_text("Erinnerungen sind aus. Alles andere geht trotzdem.")).to_be_visible()


@pytest.mark.usefixtures("wanted")
def test_a_push_service_that_never_answers_gets_a_kind_sentence(
    cast: Cast, open_page: OpenPage, server: str
) -> None:
    page = open_page(cast.amira)
    page.clock.install()
    page.add_init_script("PushManager.prototype.subscribe = () => new Promise(() => {});")
    page.goto("/reminders")
    notifications(page, server, "granted")
    page.get_by_role("button", name=SWITCH_ON).click()
    page.clock.fast_forward(14_000)
    expect(page.get_by_text("Das dauert gerade etwas.")).to_be_hidden()
    page.clock.fast_forward(1_000)
    expect(page.get_by_text("Das dauert gerade etwas.")).to_be_visible()
    expect(page.get_by_role("button", name=SWITCH_ON)).to_be_visible()


@pytest.mark.usefixtures("wanted")
def test_what_cannot_be_mended_in_time_is_said_and_taken_back_once_it_is(
    app: Flask, session: Session, cast: Cast, open_page: OpenPage, service: PushService
) -> None:
    page = open_page(cast.amira)
    page.clock.install()
    page.goto("/messages")
    phone = switched_on(app, session, cast, service)
    session.scalars(select(PushSubscription)).one().gone_at = cast.amira.created_at
    session.commit()
    new = service.subscribe(app.extensions["vapid"].public_key_base64url).subscription
    made = {"endpoint": new.endpoint, "keys": {"p256dh": new.p256dh, "auth": new.auth}}
    page.add_init_script(
        has_subscription(phone, app.extensions["vapid"].public_key_base64url)
        + "const late = new Promise((give) => { window.answer = give; });"
        + f"PushManager.prototype.subscribe = async () => ({{ toJSON: () => ({json.dumps(made)}),"
        + " late: await late });"
    )
    with page.expect_response("**/push-subscriptions/here"):
        starts(page)
    page.wait_for_function("window.unsubscribed === 1")
    page.clock.fast_forward(14_000)
    expect(page.get_by_text(OFF_NOW)).to_be_hidden()
    page.clock.fast_forward(1_000)
    expect(page.get_by_text(OFF_NOW)).to_be_visible()
    page.evaluate("window.answer()")
    expect(page.get_by_text(OFF_NOW)).to_be_hidden()


@pytest.mark.usefixtures("wanted")
def test_what_is_still_the_same_is_left_alone(
    app: Flask, session: Session, cast: Cast, open_page: OpenPage, service: PushService
) -> None:
    page = open_page(cast.amira)
    page.goto("/messages")
    phone = switched_on(app, session, cast, service)
    page.add_init_script(has_subscription(phone, app.extensions["vapid"].public_key_base64url))
    with page.expect_response("**/push-subscriptions/here"):
        starts(page)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text(OFF_NOW)).to_be_hidden()
    assert page.evaluate("window.unsubscribed") == 0
    page.goto("/reminders")
    expect(page.get_by_text("Erinnerungen sind an.")).to_be_visible()


@pytest.mark.usefixtures("wanted")
@pytest.mark.parametrize("changed", ["endpoint", "keys", "vapid", "gone"])
def test_what_has_drifted_is_mended_quietly(
    app: Flask,
    session: Session,
    cast: Cast,
    open_page: OpenPage,
    service: PushService,
    changed: str,
) -> None:
    page = open_page(cast.amira)
    page.goto("/messages")
    phone = switched_on(app, session, cast, service)
    today = app.extensions["vapid"].public_key_base64url
    other = service.subscribe(today).subscription
    if changed == "gone":
        session.scalars(select(PushSubscription)).one().gone_at = cast.amira.created_at
        session.commit()
    has = {
        "endpoint": replace(phone, endpoint=other.endpoint),
        "keys": replace(phone, p256dh=other.p256dh),
    }.get(changed, phone)
    key = other.p256dh if changed == "vapid" else today
    new = json.dumps(
        {"endpoint": other.endpoint, "keys": {"p256dh": other.p256dh, "auth": other.auth}}
    )
    page.add_init_script(
        has_subscription(has, key)
        + f"PushManager.prototype.subscribe = async () => ({{ toJSON: () => ({new}) }});"
    )
    with page.expect_response("**/push-subscriptions") as answer:
        starts(page)
    assert answer.value.status == 201
    expect(page.get_by_text(OFF_NOW)).to_be_hidden()
    assert page.evaluate("window.unsubscribed") == 1, "the former one stood in the way"
    session.expire_all()
    assert session.scalars(select(PushSubscription)).one().endpoint == other.endpoint


@pytest.mark.usefixtures("wanted")
@pytest.mark.parametrize("user_agent", [None, IPHONE])
def test_help_is_for_this_very_phone(
    app: Flask,
    session: Session,
    cast: Cast,
    open_page: OpenPage,
    service: PushService,
    user_agent: str | None,
) -> None:
    page = open_page(cast.amira, **({"user_agent": user_agent} if user_agent else {}))
    page.goto("/messages")
    help_for_it = page.get_by_text("Kommt nichts an?")
    page.goto("/reminders")
    expect(help_for_it).to_be_hidden()  # reminders are still off here
    phone = switched_on(app, session, cast, service)
    page.add_init_script(has_subscription(phone, app.extensions["vapid"].public_key_base64url))
    page.goto("/reminders")
    help_for_it.click()
    expect(page.get_by_text("„Nicht stören“ ist gerade aus.")).to_be_visible()
    expect(page.get_by_text("Auf dem iPhone sind")).to_be_visible(visible=bool(user_agent))
    expect(page.get_by_text("für Ihren Browser erlaubt")).to_be_visible(visible=not user_agent)


@pytest.mark.usefixtures("wanted")
def test_what_has_drifted_is_said_on_the_page_of_reminders(
    app: Flask, session: Session, cast: Cast, open_page: OpenPage, service: PushService
) -> None:
    page = open_page(cast.amira)
    page.goto("/messages")
    phone = switched_on(app, session, cast, service)
    former = service.subscribe(app.extensions["vapid"].public_key_base64url).subscription.p256dh
    page.add_init_script(has_subscription(phone, former))  # the operator has a new key since
    page.goto("/reminders")
    expect(page.get_by_text(LOST)).to_be_visible()
    expect(page.get_by_text("Erinnerungen sind an.")).to_be_hidden()
    expect(page.get_by_role("button", name=SWITCH_ON)).to_be_visible()


def notifications(page: Page, origin: str, setting: str) -> None:
    """Answer the browser's question once and for all, as in its settings."""
    chromium = page.context.new_cdp_session(page)
    window = chromium.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    chromium.send(
        "Browser.setPermission",
        {
            "permission": {"name": "notifications"},
            "setting": setting,
            "origin": origin,
            "browserContextId": window,
        },
    )
    assert page.evaluate("Notification.permission") == setting


@pytest.mark.usefixtures("wanted")
def test_a_phone_nobody_switched_on_asks_the_server_nothing(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.goto("/goals")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "push" in url]
