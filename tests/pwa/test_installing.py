"""Installable and neutral; without a network there is help, and nothing personal."""

import json
import re
import struct

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from app.pwa.routes import KEPT_FILES
from tests import make
from tests.people import Cast
from tests.support.browser import OpenPage
from tests.visit import Visit

OFFICIAL = ("jobcenter", "reha", "gesund", "krank", "pro aktiv", "kreis")


def test_the_home_screen_shows_a_neutral_name_and_icon(app: Flask, visit: Visit) -> None:
    answer = visit.client.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.data)
    assert (manifest["name"], manifest["start_url"], manifest["scope"], manifest["display"]) == (
        "Kleine Schritte",
        "/",
        "/",
        "standalone",
    )
    assert not [word for word in OFFICIAL if word in answer.get_data(as_text=True).lower()]
    purposes = [icon["purpose"] for icon in manifest["icons"]]
    assert purposes == ["any", "any", "maskable"]
    for icon in manifest["icons"]:
        picture = visit.client.get(icon["src"]).data
        width, height = struct.unpack(">II", picture[16:24])
        assert icon["sizes"] == f"{width}x{height}"


def test_the_manifest_speaks_the_readers_language(visit: Visit) -> None:
    answer = visit.client.get("/manifest.webmanifest", headers={"Accept-Language": "ar"})
    manifest = json.loads(answer.data)
    assert (manifest["lang"], manifest["dir"]) == ("ar", "rtl")


def test_the_worker_is_asked_for_anew_each_time_and_keeps_only_public_files(
    app: Flask, visit: Visit
) -> None:
    answer = visit.client.get("/service-worker.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    script = answer.get_data(as_text=True)
    files = json.loads(re.search(r"const FILES = (.*);", script).group(1))  # type: ignore[union-attr]
    assert files == [app.extensions["assets"].url(name) for name in KEPT_FILES]
    assert 'const PAGES = ["/offline", "/help"];' in script


def test_another_language_is_another_worker(visit: Visit) -> None:
    german, arabic = (
        visit.client.get("/service-worker.js", headers={"Accept-Language": code}).data
        for code in ("de", "ar")
    )
    assert german != arabic


def test_the_worker_has_no_words_of_its_own(visit: Visit) -> None:
    from app.reminders.wording import something_new

    script = visit.client.get("/service-worker.js").get_data(as_text=True)
    told = re.search(r"body: told.body \?\? (\".*?\")", script)
    assert told is not None
    assert json.loads(told.group(1)) == something_new()


def test_the_offline_page_is_for_everyone_and_knows_nobody(cast: Cast, visit: Visit) -> None:
    stranger = visit.open("/offline").sees("Kein Internet", "Ihre Sachen sind sicher.", "Hilfe")
    words = visit.as_(cast.amira).open("/offline").text
    assert "Haddad" not in words
    assert stranger.text == words


@pytest.mark.parametrize("name", ["js/app.js"])
def test_what_every_page_loads_is_tiny(app: Flask, visit: Visit, name: str) -> None:
    url = app.extensions["assets"].url(name)
    answer = visit.client.get(url, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= 1500


KEYS = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const kept = await (await caches.open(name)).keys();
    found[name] = kept.map((request) => new URL(request.url).pathname);
  }
  return found;
}"""


def wait_for_worker(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_no_personal_page_is_ever_kept(
    app: Flask, session: Session, cast: Cast, open_page: OpenPage
) -> None:
    make.message(session, of=cast.amira, by=cast.jonas, body="Ganz persönlich.")
    make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    page = open_page(cast.amira)
    page.goto("/messages")
    wait_for_worker(page)
    for path in ("/", "/messages", "/appointments", "/letters", "/goals", "/reminders", "/help"):
        page.goto(path)
    (names,) = page.evaluate(KEYS).values()
    allowed = {app.extensions["assets"].url(name) for name in KEPT_FILES} | {"/offline", "/help"}
    assert set(names) == allowed


def test_without_a_network_there_is_help_and_a_calm_page(
    session: Session, cast: Cast, open_page: OpenPage
) -> None:
    make.message(session, of=cast.amira, by=cast.jonas, body="Ganz persönlich.")
    session.commit()
    page = open_page(cast.amira)
    page.goto("/messages")
    wait_for_worker(page)
    page.context.set_offline(True)
    page.goto("/messages")
    assert page.locator("h1").inner_text() == "Kein Internet"
    assert "Ganz persönlich" not in page.content()
    page.get_by_role("link", name="Hilfe").first.click()
    page.wait_for_url("**/help")
    assert page.locator("a[href='tel:112']").count() > 0
    page.goto("/messages")
    page.context.set_offline(False)
    page.get_by_role("link", name="Noch einmal versuchen").click()
    page.get_by_text("Ganz persönlich.").wait_for()


def test_the_language_of_the_reader_is_the_language_without_a_network(
    session: Session, cast: Cast, open_page: OpenPage
) -> None:
    cast.amira.language = "ar"
    session.merge(cast.amira)
    session.commit()
    page = open_page(cast.amira, language="de")
    page.goto("/messages")
    wait_for_worker(page)
    page.context.set_offline(True)
    page.goto("/goals")
    assert page.locator("html").get_attribute("dir") == "rtl"


def push(page: Page, data: str) -> list[dict[str, str]]:
    """Let the browser hand this to our worker, as if a push service had brought it."""
    cdp = page.context.new_cdp_session(page)
    versions: list[dict[str, str]] = []
    cdp.on("ServiceWorker.workerRegistrationUpdated", lambda e: versions.extend(e["registrations"]))
    cdp.send("ServiceWorker.enable")
    while not versions:
        origin = page.evaluate("location.origin")  # each call lets the browser's news in
    cdp.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": versions[0]["registrationId"], "data": data},
    )
    shown: list[dict[str, str]] = page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.ready;
          for (let tries = 0; tries < 100; tries++) {
            const all = await registration.getNotifications();
            if (all.length) {
              return all.map(({title, body, lang, dir, tag, data}) =>
                ({title, body, lang, dir, tag, url: data.url}));
            }
            await new Promise((go) => setTimeout(go, 50));
          }
          return [];
        }"""
    )
    return shown


@pytest.mark.parametrize("data", ["", "no json", "{}", '{"web_push": 8030}', "null"])
def test_whatever_arrives_something_calm_is_shown(open_page: OpenPage, data: str) -> None:
    page = open_page()
    page.goto("/help")
    wait_for_worker(page)
    page.context.grant_permissions(["notifications"])
    (shown,) = push(page, data)
    assert (shown["title"], shown["body"]) == ("Kleine Schritte", "Es ist etwas Neues für Sie da.")
    assert shown["url"] == "/"
