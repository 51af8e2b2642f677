"""Every page in a real browser at 360 px: axe-core finds nothing, nothing is wider than the phone,
and everything to tap is large enough - in German and Arabic, light and dark.

Pages come from access.toml, so a new one is looked at by itself.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.consents import Purpose
from app.domain.sign_in import Card
from tests.architecture.sweep import Access, address, expectations, rules
from tests.architecture.world import THINGS, WORDS, World, make_world
from tests.people import Cast
from tests.support import axe
from tests.support.browser import PHONE, OpenPage

EXPECTED = expectations()
NO_PAGE = {"pwa.manifest", "pwa.service_worker", "pages.healthz", "pages.readyz", "reminders.here"}
FILES = ("original", "page", "page_picture", "calendar")  # pictures and files, not pages
CARD_IN_HAND = {
    "account.start_language", "account.about", "account.agreement", "account.phone_use",
    "account.make_key",
}  # fmt: skip
TOO_SMALL = """() => [...document.querySelectorAll(
    'button, a.button, .tabs a, select, summary, input:not([type=hidden])')]
  .filter(e => e.checkVisibility({visibilityProperty: true}))
  .map(e => {
    const label = e.matches('[type=radio], [type=checkbox]') && e.labels.length
      ? e.closest('.choice') || e.labels[0] : e;
    const box = label.getBoundingClientRect();
    return [Math.round(box.width), Math.round(box.height), e.outerHTML.slice(0, 120)];
  })
  .filter(([width, height]) => Math.min(width, height) < 44 && width > 0)
  .map(found => found.join(' '))"""


def _pages(app: Flask, session: Session, world: World) -> Iterator[tuple[str, str, str]]:
    """Yield endpoint, role and path of every page that somebody can open."""
    for endpoint, access in sorted(EXPECTED.items()):
        rule = next((r for r in rules(app).get(endpoint, []) if "GET" in (r.methods or ())), None)
        name = endpoint.rsplit(".", 1)[1]
        if rule is None or endpoint in NO_PAGE or name in FILES:
            continue
        if access.own and endpoint not in CARD_IN_HAND:
            continue
        role = _role(endpoint, access)
        side = world.own(world.asker(role if role != "card" else "anonymous"))
        values = {
            each: WORDS[each]
            if each in WORDS
            else THINGS[access.things.get(each, each)](session, side)
            for each in rule.arguments
        }
        yield endpoint, role, address(app, rule, values)
    yield "nothing there", "anonymous", "/there-is-nothing"


def _role(endpoint: str, access: Access) -> str:
    if endpoint in CARD_IN_HAND:
        return "card"
    if access.roles == {"everyone"}:
        return "anonymous"
    if endpoint == "account.waiting":
        return "waiting"
    return next(role for role in ("participant", "guide", "coordinator") if role in access.roles)


def _card_cookie(app: Flask, session: Session, world: World) -> str:
    """Return the browser's cookie of somebody who holds a card and has got half-way."""
    now = clock.now()
    card = Card(
        person_id=world.waiting.id,
        secret_hash=b"c" * 32,
        created_at=now,
        ends_at=now + timedelta(days=1),
    )
    session.add(card)
    session.commit()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    agreed = {each.value: "yes" for each in Purpose}
    return str(signer.dumps({"card": card.id.hex, "agreed": agreed, "phone_use": "own"}))


def _faults(page: Page) -> list[str]:
    # As high as the page: what the tab bar covers for the moment is not too small.
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": PHONE["width"], "height": max(height, PHONE["height"])})
    found = axe.violations(page)
    width = page.evaluate("() => document.documentElement.scrollWidth")
    if width > PHONE["width"]:
        found.append(f"{width} px wide")
    return found + [f"too small to tap: {each}" for each in page.evaluate(TOO_SMALL)]


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_can_be_read_and_used_by_everyone(
    language: str, dark: bool, app: Flask, session: Session, cast: Cast, open_page: OpenPage
) -> None:
    world = make_world(app, session, cast)
    for person in (cast.amira, world.waiting, cast.jonas, cast.petra):
        person.language = language
    pages = list(_pages(app, session, world))
    cookie = _card_cookie(app, session, world)
    session.commit()
    windows: dict[str, Page] = {}
    wrong: list[str] = []
    for endpoint, role, path in pages:
        if role not in windows:
            person = world.asker(role) if role != "card" else None
            windows[role] = open_page(person, language=language, dark=dark)
            if role == "card":
                windows[role].context.add_cookies(
                    [
                        {
                            "name": "schritte",
                            "value": cookie,
                            "url": app.extensions["settings"].origin,
                        }
                    ]
                )
        page = windows[role]
        response = page.goto(path)
        assert response
        assert response.status < 500, (
            f"{endpoint} {path}: {page.locator('body').inner_text()[-2000:]}"
        )
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        wrong += [f"{endpoint}: {fault}" for fault in _faults(page)]
    assert len(pages) > 40
    assert not wrong, f"{len(wrong)} on {len(pages)} pages:\n" + "\n".join(wrong)
