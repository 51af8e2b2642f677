"""Coming back: signed out yesterday, one tap today."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.domain.people import Person
from tests.journeys.phone import answer_questions, is_on, tap
from tests.support.browser import Authenticator

HandOver = Callable[[Person], tuple[str, str]]


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
    page.context.set_offline(True)
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
    tap(page, "Noch einen Passkey einrichten")
    # The phone knows that it has one already and says no; nothing is lost by asking.
    expect(page.get_by_text("Nicht geöffnet.")).to_be_visible()
    assert len(passkeys.keys()) == 1
