"""Coming back: signed out yesterday, one tap today."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.people import Person
from app.domain.sign_in import LoginSession
from tests.journeys.phone import answer_questions, is_on, tap
from tests.support.browser import Authenticator, lose_network

HandOver = Callable[[Person], tuple[str, str]]
_OLDER_BROWSER = """
delete PublicKeyCredential.parseCreationOptionsFromJSON;
delete PublicKeyCredential.parseRequestOptionsFromJSON;
delete PublicKeyCredential.prototype.toJSON;
"""


@pytest.fixture
def back(
    phone: tuple[Page, Authenticator], amira: Person, hand_over: HandOver
) -> tuple[Page, Authenticator]:
    """Amira's phone with her passkey; she has signed out."""
    page, passkeys = phone
    page.goto(hand_over(amira)[0])
    tap(page, "Weiter")
    tap(page, "Deutsch")
    answer_questions(page)
    tap(page, "Passkey einrichten")
    is_on(page, "Das war alles")
    tap(page, "Abmelden")
    is_on(page, "Guten Tag. Schön, dass Sie da sind.")
    return page, passkeys


def test_one_tap_opens_the_app_again(back: tuple[Page, Authenticator]) -> None:
    page, passkeys = back
    (before,) = passkeys.keys()
    tap(page, "Öffnen")
    is_on(page, "Das war alles")
    (after,) = passkeys.keys()
    assert after["signCount"] > before["signCount"]


def test_whoever_taps_the_field_for_the_card_is_offered_the_passkey(
    back: tuple[Page, Authenticator],
) -> None:
    page, _passkeys = back
    page.goto("/card")  # the virtual authenticator chooses at once what the phone would offer
    expect(page).to_have_url(re.compile("/waiting$"))


def test_a_finger_that_does_not_fit_can_try_again(back: tuple[Page, Authenticator]) -> None:
    page, passkeys = back
    passkeys.verifies(user=False)
    tap(page, "Öffnen")
    calm = page.get_by_text("Nicht geöffnet. Sie können es noch einmal versuchen.")
    expect(calm).to_be_visible()
    passkeys.verifies(user=True)
    tap(page, "Öffnen")
    is_on(page, "Das war alles")


def test_without_a_network_it_says_so(back: tuple[Page, Authenticator]) -> None:
    page, _passkeys = back
    lose_network(page)
    tap(page, "Öffnen")
    expect(page.get_by_text("Kein Internet. Bitte versuchen Sie es später")).to_be_visible()
    page.context.set_offline(False)
    tap(page, "Öffnen")
    is_on(page, "Das war alles")


def test_a_page_that_lay_open_for_days_works_at_the_second_tap(
    back: tuple[Page, Authenticator],
) -> None:
    page, _passkeys = back
    page.evaluate(
        "document.querySelectorAll('[name=csrf_token]').forEach((each) => { each.value = 'old' })"
    )
    with page.expect_navigation():
        tap(page, "Öffnen")
    tap(page, "Öffnen")
    is_on(page, "Das war alles")


@pytest.mark.parametrize("status", [400, 429, 503])
def test_a_page_that_gets_no_answer_is_never_loaded_over_and_over(
    status: int, back: tuple[Page, Authenticator]
) -> None:
    page, _passkeys = back
    asked: list[str] = []
    page.on(
        "request", lambda each: asked.append(each.url) if each.is_navigation_request() else None
    )

    def answer(route: Route) -> None:
        route.fulfill(status=status, content_type="text/html; charset=utf-8", body="<p>Pause</p>")

    page.route("**/passkey-challenges", answer)
    with page.expect_response("**/passkey-challenges"):
        page.goto("/card")
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1
    page.goto("/welcome")
    tap(page, "Öffnen")
    if status == 400:  # as if it lay open too long: once, fresh from the server
        page.wait_for_function("() => sessionStorage.getItem('again')")
        page.wait_for_load_state("networkidle")
        tap(page, "Öffnen")
    expect(page.get_by_text("Nicht geöffnet. Sie können es noch einmal versuchen.")).to_be_visible()
    assert len(asked) == (3 if status == 400 else 2)


def test_a_browser_that_cannot_translate_passkeys_by_itself_comes_in_all_the_same(
    back: tuple[Page, Authenticator],
) -> None:
    page, _passkeys = back
    page.add_init_script(_OLDER_BROWSER)
    page.goto("/welcome")
    tap(page, "Öffnen")
    is_on(page, "Das war alles")


def test_a_browser_without_passkeys_says_so_at_the_door(browser_page: Page) -> None:
    browser_page.add_init_script("delete window.PublicKeyCredential")
    browser_page.goto("/welcome")
    expect(browser_page.get_by_text("Dieser Browser kennt keinen Passkey.")).to_be_visible()


def test_a_finger_is_shown_again_before_another_key_is_made(
    back: tuple[Page, Authenticator], session: Session
) -> None:
    page, _passkeys = back
    tap(page, "Öffnen")
    is_on(page, "Das war alles")
    session.execute(update(LoginSession).values(created_at=clock.now() - timedelta(minutes=6)))
    session.commit()
    page.goto("/settings/devices")
    expect(page.get_by_role("button", name="Weiteren Passkey einrichten")).to_have_count(0)
    tap(page, "Öffnen")
    expect(page.get_by_role("button", name="Weiteren Passkey einrichten")).to_be_visible()


def test_a_phone_that_has_a_passkey_makes_no_second_one(
    back: tuple[Page, Authenticator],
) -> None:
    page, passkeys = back
    tap(page, "Öffnen")
    is_on(page, "Das war alles")
    page.goto("/settings/devices")
    is_on(page, "Meine Geräte")
    expect(page.get_by_text("dieses Gerät")).to_be_visible()
    assert len(passkeys.keys()) == 1
    tap(page, "Weiteren Passkey einrichten")
    # The phone knows that it has one already and says no; nothing is lost by asking.
    expect(page.get_by_text("Nicht geöffnet.")).to_be_visible()
    assert len(passkeys.keys()) == 1
