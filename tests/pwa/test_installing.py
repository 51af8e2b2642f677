"""Installable and neutral; without a network there is help, and nothing personal."""

import json
import re
import struct

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.core.i18n import speaking
from app.core.languages import LANGUAGES
from app.core.outside import something_new
from app.pwa.routes import KEPT_FILES
from tests import make
from tests.people import Cast
from tests.support.browser import OpenPage, lose_network, wait_for_worker
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


def test_the_worker_is_the_same_for_everyone(cast: Cast, visit: Visit) -> None:
    german, arabic = (
        visit.client.get("/service-worker.js", headers={"Accept-Language": code}).data
        for code in ("de", "ar")
    )
    assert german == arabic == visit.as_(cast.amira).client.get("/service-worker.js").data


def test_the_worker_says_what_a_reminder_says_in_each_language(visit: Visit) -> None:
    script = visit.client.get("/service-worker.js").get_data(as_text=True)
    words = json.loads(re.search(r"const WORDS = (.*);", script).group(1))  # type: ignore[union-attr]
    assert set(words) == set(LANGUAGES)
    for code, said in words.items():
        with speaking(code) as language:
            assert said == {
                "body": something_new(),
                "lang": language.tag,
                "dir": language.direction,
            }


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
    lose_network(page)
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


#: The page of help that is kept, once these words stand in it; otherwise what it is at last.
KEPT_HELP = """async (words) => {
  let text = "";
  for (let tries = 0; tries < 200 && !text.includes(words); tries++) {
    await new Promise((go) => setTimeout(go, 50));
    const help = await caches.match("/help", { ignoreVary: true });
    text = (await help?.text()) ?? "";
  }
  return text;
}"""


def wait_for_help(page: Page, words: str) -> None:
    """Wait until the kept page of help says this."""
    assert words in page.evaluate(KEPT_HELP, words)


def test_the_language_of_the_reader_is_the_language_without_a_network(
    session: Session, cast: Cast, open_page: OpenPage
) -> None:
    cast.amira.language = "ar"
    session.merge(cast.amira)
    session.commit()
    page = open_page(cast.amira, language="de")
    page.goto("/messages")
    wait_for_worker(page)
    wait_for_help(page, '<html lang="ar"')
    lose_network(page)
    page.goto("/goals")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_help_that_was_kept_an_hour_ago_is_fetched_anew(
    session: Session, cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    page.goto("/messages")
    wait_for_worker(page)
    wait_for_help(page, "tel:112")
    page.evaluate(
        """async () => {
          const [name] = await caches.keys();
          const date = new Date(Date.now() - 3_601_000).toUTCString();
          const old = new Response("An old number.", { headers: { date } });
          await (await caches.open(name)).put("/help", old);
        }"""
    )
    cast.programme.crisis_phone = "0221 4710 241"
    session.commit()
    page.goto("/goals")
    wait_for_help(page, "tel:02214710241")


#: Titles and words of the notices that are shown now.
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 40; tries++) {
    const all = await registration.getNotifications();
    if (all.length) {
      return all.map(({title, body, lang, dir, tag, data}) =>
        ({title, body, lang, dir, tag, url: data.url}));
    }
    await new Promise((go) => setTimeout(go, 50));
  }
  return [];
}"""


def push(page: Page, data: str) -> list[dict[str, str]]:
    """Let the browser hand this to our worker, as if a push service had brought it.

    One notice in a hundred is gone at once: Chromium without a desktop says that it was shown and
    lists none. It is handed over again then.
    """
    cdp = page.context.new_cdp_session(page)
    versions: list[dict[str, str]] = []
    cdp.on("ServiceWorker.workerRegistrationUpdated", lambda e: versions.extend(e["registrations"]))
    cdp.send("ServiceWorker.enable")
    while not versions:
        origin = page.evaluate("location.origin")  # each call lets the browser's news in
    number = versions[0]["registrationId"]
    handed_over = {"origin": origin, "registrationId": number, "data": data}
    shown: list[dict[str, str]] = []
    for _ in range(5):
        cdp.send("ServiceWorker.deliverPushMessage", handed_over)
        shown = page.evaluate(SHOWN)
        if shown:
            break
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


STANDING = "async () => (await (await navigator.serviceWorker.ready).getNotifications()).length"


@pytest.fixture
def told(cast: Cast, open_page: OpenPage) -> Page:
    """Amira's phone, with a notice on its lock screen that came while the app was elsewhere."""
    page = open_page(cast.amira)
    page.goto("/goals")
    wait_for_worker(page)
    page.context.grant_permissions(["notifications"])
    assert push(page, "{}")
    return page


def test_what_stands_on_the_lock_screen_goes_once_heute_was_opened(told: Page) -> None:
    told.goto("/letters")
    told.wait_for_load_state("networkidle")
    assert told.evaluate(STANDING) == 1, "it may tell of something that is not said here"
    told.goto("/")
    told.wait_for_load_state("networkidle")
    assert told.evaluate(STANDING) == 0


def test_without_a_network_it_stays_since_heute_was_not_seen(told: Page) -> None:
    lose_network(told)
    told.goto("/")
    expect(told.get_by_role("heading", level=1)).to_have_text("Kein Internet")
    told.wait_for_load_state("networkidle")
    assert told.evaluate(STANDING) == 1


def test_it_does_not_outlive_signing_out_even_without_a_network(told: Page) -> None:
    told.goto("/settings")
    lose_network(told)
    told.get_by_role("button", name="Abmelden").click()
    expect(told).to_have_url(re.compile("/help$"))
    assert told.evaluate(STANDING) == 0
