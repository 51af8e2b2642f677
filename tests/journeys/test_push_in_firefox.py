"""A reminder, all the way: switched on in Firefox, sent by our worker, decrypted and shown."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock, outside
from app.core.i18n import _, speaking
from app.core.push import Carrier
from app.core.settings import Settings
from app.domain.people import Person
from app.domain.reminders import PushSubscription
from app.reminders.deliver import deliver_due
from app.reminders.push_rules import push_rules
from tests import make
from tests.people import Cast
from tests.support.firefox import Firefox, FirefoxError
from tests.support.push_service import PushService
from tests.visit import sign_in_cookies

NOTIFICATIONS = """navigator.serviceWorker.ready
  .then((registration) => registration.getNotifications())
  .then((all) => all.map(({title, body, lang, dir, tag, data}) =>
    ({title, body, lang, dir, tag, url: data.url})))"""
ONE_BREATH = "new Promise((go) => setTimeout(go, 50))"
TRIES = 300
# Without a desktop there is nobody who would show it: Firefox draws it itself.
PREFS = {"alerts.useSystemBackend": False}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The push service of this test is on this machine."""
    return dataclasses.replace(settings, push_hosts=("127.0.0.1",), push_insecure=True)


@pytest.fixture
def service() -> Iterator[PushService]:
    """The push service that Firefox and we both talk to."""
    with PushService() as running:
        yield running


@pytest.fixture
def firefox(service: PushService, server: str) -> Iterator[Firefox]:
    """Firefox, in which the person lets this page show notices."""
    with Firefox(push_url=service.ws_url, prefs=PREFS) as started:
        started.allow_notifications(server)
        yield started


def until(firefox: Firefox, js: str) -> Any:
    """Return what the expression gives as soon as it gives something; pages may come and go."""
    for _try in range(TRIES):
        try:
            if found := firefox.evaluate(js):
                return found
            firefox.evaluate(ONE_BREATH)
        except FirefoxError:
            continue  # the page was just leaving
    raise AssertionError(f"never true: {js}\n{firefox.evaluate('document.body.innerText')}")


def press(firefox: Firefox, selector: str) -> None:
    """Press a button that leads to a new page, and wait for that page."""
    firefox.evaluate("window.isOld = true")
    firefox.evaluate(f"document.querySelector({json.dumps(selector)}).click()")
    until(firefox, "!window.isOld && document.readyState === 'complete'")


def sign_in(firefox: Firefox, app: Flask, person: Person, server: str) -> None:
    """Open the app as this person."""
    firefox.open(f"{server}/help")
    for name, value in sign_in_cookies(app, person):
        firefox.evaluate(f"document.cookie = '{name}={value}; Path=/; SameSite=Lax'")


@pytest.mark.browser
@pytest.mark.parametrize("code", ["de", "ar"])
def test_amira_switches_a_reminder_on_and_gets_it(
    app: Flask,
    session: Session,
    cast: Cast,
    server: str,
    service: PushService,
    firefox: Firefox,
    code: str,
) -> None:
    cast.amira.language = code
    session.merge(cast.amira)
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    session.commit()

    sign_in(firefox, app, cast.amira, server)
    firefox.open(f"{server}/reminders")
    firefox.evaluate("document.querySelector('[name=wanted][value=yes]').checked = true")
    firefox.evaluate("document.querySelector('[name=level][value=\"2\"]').checked = true")
    press(firefox, "form[action='/reminders'] button")
    until(firefox, "document.querySelector('[data-switch-on]:not([hidden])') !== null")
    assert service.received == [], "nobody was called so far"

    firefox.evaluate("document.querySelector('[data-switch-on]').click()")
    until(firefox, "document.querySelector('[data-state=on]:not([hidden])') !== null")
    session.rollback()
    kept = session.scalars(select(PushSubscription)).one()
    assert kept.endpoint.startswith(service.endpoint_origin)
    session.rollback()

    press(firefox, "form[action$='/test'] button")
    with Carrier(app.extensions["vapid"], **push_rules(app.extensions["settings"])) as carrier:
        assert deliver_due(app, carrier, now=clock.now()) == 1

    (shown,) = until(firefox, NOTIFICATIONS)
    with speaking(code) as spoken:
        assert shown["body"] == outside.reminder() == _("Eine kleine Erinnerung.")
        assert (shown["lang"], shown["dir"]) == (spoken.tag, spoken.direction)
    assert shown["title"] == "Kleine Schritte"
    assert shown["url"] == f"{server}/reminders"

    firefox.open(f"{server}/reminders")
    until(firefox, "document.querySelector('[data-state=on]:not([hidden])') !== null")
    press(firefox, "#switch-off-here button")
    until(firefox, "document.querySelector('[data-switch-on]:not([hidden])') !== null")
    session.rollback()
    assert session.scalar(select(PushSubscription.id)) is None
    nothing = "navigator.serviceWorker.ready.then((r) => r.pushManager.getSubscription())"
    assert firefox.evaluate(nothing) is None
