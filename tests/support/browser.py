"""Chromium, a phone's window in it, and a passkey authenticator that needs no finger.

    def test_it_works(browser_page: Page, server: str) -> None: ...
    def test_in_arabic(open_page: OpenPage, cast: Cast) -> None:
        page = open_page(cast.amira, language="ar", dark=True)

A page that a test opened is checked at the end: no error in its scripts, nothing against the
content security policy, no request to any other host.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Error,
    Page,
    sync_playwright,
)

from app.domain.people import Person
from app.domain.sign_in import PhoneUse
from tests.visit import sign_in_cookies

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
    "defaultBackupEligibility": True,
    "defaultBackupState": True,
}


class BrowserMissing(Exception):
    """Chromium is not installed; the message names what to install."""


def chromium() -> str:
    """Return the path of Chromium. Raises BrowserMissing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise BrowserMissing("Chromium is not installed: apt-get install chromium")
    return found


@dataclass
class Watch:
    """What went wrong in a page without anyone looking."""

    origin: str
    found: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, part: str) -> None:
        """Let messages with this text pass: the test causes them on purpose."""
        self.allowed.append(part)

    def over(self, page: Page) -> None:
        """Watch a page from now on."""
        page.on("pageerror", lambda error: self.found.append(f"error in a script: {error}"))
        page.on("console", lambda said: self._said(said.type, said.text))
        page.on("request", lambda request: self._asked(request.url))

    def _said(self, kind: str, text: str) -> None:
        # A refused request is a test's business (it looks at the status), a refused script is ours.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.found.append(f"the browser said: {text}")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and not url.startswith(self.origin):
            self.found.append(f"another host was asked: {url}")

    def check(self) -> None:
        """Fail with everything that was found."""
        bad = [each for each in self.found if not any(part in each for part in self.allowed)]
        assert not bad, "\n".join(bad)


class OpenPage(Protocol):
    """Opens a page in a window of its own."""

    def __call__(
        self,
        person: Person | None = None,
        *,
        language: str = "de",
        dark: bool = False,
        desk: bool = False,
        use: PhoneUse | None = None,
        **options: Any,
    ) -> Page:
        """Return an empty page; `options` go to Playwright's `new_context`."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the test run."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def watch(server: str) -> Iterator[Watch]:
    """What the pages of this test did wrong; asserted at its end."""
    watching = Watch(server)
    yield watching
    watching.check()


@contextmanager
def opening(app: Flask, browser: Browser, server: str, watch: Watch) -> Iterator[OpenPage]:
    """Open pages of this server until the end; `open_page` does so for one test."""
    contexts: list[BrowserContext] = []

    def open_(
        person: Person | None = None,
        *,
        language: str = "de",
        dark: bool = False,
        desk: bool = False,
        use: PhoneUse | None = None,
        **options: Any,
    ) -> Page:
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        context = browser.new_context(
            base_url=server,
            locale=language,
            viewport=DESK if desk else PHONE,  # type: ignore[arg-type]
            color_scheme=scheme,
            timezone_id="Europe/Berlin",
            has_touch=not desk,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        if person is not None:
            context.add_cookies(
                [
                    {"name": name, "value": value, "url": server}
                    for name, value in sign_in_cookies(app, person, use)
                ]
            )
        page = context.new_page()
        watch.over(page)
        return page

    yield open_
    for context in contexts:
        # What is under way arrives: a file that nobody takes would stay open in the server.
        for page in context.pages:
            with suppress(Error):
                page.wait_for_load_state(timeout=3_000)
        context.close()


@pytest.fixture
def open_page(app: Flask, browser: Browser, server: str, watch: Watch) -> Iterator[OpenPage]:
    """Open pages: a phone's window of 360 px, or a desk's; signed in if a person is given."""
    with opening(app, browser, server, watch) as open_:
        yield open_


@pytest.fixture
def browser_page(open_page: OpenPage) -> Page:
    """A stranger's page on a phone, in German."""
    return open_page()


def wait_for_worker(page: Page) -> None:
    """Wait until the service worker is there: it has kept help, and answers for the next page.

    Not for this one in every case: a page that was being opened as the worker came is not claimed.
    """
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def lose_network(page: Page) -> None:
    """Be without a network from now on. The worker is there by then, as on any later day."""
    wait_for_worker(page)
    page.context.set_offline(True)


@dataclass
class Authenticator:
    """A virtual authenticator of one page: it answers at once, as a finger would."""

    session: CDPSession
    id: str

    def keys(self) -> list[dict[str, Any]]:
        """Return the passkeys that it keeps."""
        answer = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        kept: list[dict[str, Any]] = answer["credentials"]
        return kept

    def verifies(self, *, user: bool) -> None:
        """Say whether the person is recognised from now on."""
        self.session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": user}
        )


def authenticator(page: Page) -> Authenticator:
    """Give the page's phone a passkey authenticator with a fingerprint that always fits."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": _AUTHENTICATOR})
    return Authenticator(session, added["authenticatorId"])


Check = Callable[[Page], None]
