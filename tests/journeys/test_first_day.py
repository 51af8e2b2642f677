"""From the paper card to Heute, on a phone, in two languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy.orm import Session

from app.domain.people import Person
from tests import make
from tests.journeys.phone import answer_questions, is_on, tap
from tests.people import Cast
from tests.support.browser import Authenticator, OpenPage

HandOver = Callable[[Person], tuple[str, str]]


def test_from_the_scanned_card_to_heute(
    phone: tuple[Page, Authenticator],
    amira: Person,
    hand_over: HandOver,
    open_page: OpenPage,
    cast: Cast,
    session: Session,
) -> None:
    make.appointment(session, to=amira, by=cast.jonas, place="Eingang vom Bahnhof")
    session.commit()
    link, _digits = hand_over(amira)
    page, passkeys = phone

    page.goto(link)
    expect(page.get_by_text("Der Zettel ist da. Weiter geht es mit einem Tipp.")).to_be_visible()
    expect(page).to_have_url(re.compile("/k$"))  # the secret does not stay in the address
    tap(page, "Weiter")

    tap(page, "العربية")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page).to_have_url(re.compile("/start/about/1$"))
    page.goto("/language?next=/start/about/1")
    tap(page, "Deutsch")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_text("Guten Tag, Amira.")).to_be_visible()

    answer_questions(page)
    tap(page, "Passkey einrichten")
    is_on(page, "Das war alles")
    assert len(passkeys.keys()) == 1
    assert passkeys.keys()[0]["rpId"] == "localhost"

    page.goto("/appointments")
    is_on(page, "Das war alles")
    expect(page.get_by_text("Bahnhof")).to_have_count(0)

    desk = open_page(cast.jonas, desk=True)
    desk.goto("/desk")
    desk.get_by_role("button", name="Ja, das war").first.click()
    expect(desk.get_by_text("Danke. Frau Haddad sieht jetzt die eigenen Seiten.")).to_be_visible()

    tap(page, "Noch einmal schauen")
    expect(page).to_have_url(re.compile("//[^/]+/$"))
    expect(page.get_by_role("navigation")).to_contain_text("Heute")
    expect(page.get_by_role("heading", name="Ihr nächstes Treffen")).to_be_visible()


def test_a_phone_that_says_no_can_try_again_or_take_a_code(
    phone: tuple[Page, Authenticator], amira: Person, hand_over: HandOver
) -> None:
    page, passkeys = phone
    page.goto(hand_over(amira)[0])
    tap(page, "Weiter")
    tap(page, "Deutsch")
    answer_questions(page)
    passkeys.verifies(user=False)
    tap(page, "Passkey einrichten")
    calm = page.get_by_text("Nicht geöffnet. Sie können es noch einmal versuchen.")
    expect(calm).to_be_visible()
    page.get_by_text("Lieber mit Code").tap()
    page.get_by_label("Ein Code mit 6 Ziffern").fill("739214")
    tap(page, "Code einrichten")
    is_on(page, "Das war alles")


def test_an_old_phone_without_passkeys_is_offered_the_code(
    browser_page: Page, amira: Person, hand_over: HandOver
) -> None:
    page = browser_page
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto(hand_over(amira)[0])
    tap(page, "Weiter")
    tap(page, "Deutsch")
    answer_questions(page)
    expect(page.get_by_text("Dieses Handy kennt keinen Passkey.")).to_be_visible()
    expect(page.get_by_role("button", name="Passkey einrichten")).to_have_count(0)
    page.get_by_label("Ein Code mit 6 Ziffern").fill("123456")
    tap(page, "Code einrichten")
    expect(page.get_by_text("Bitte einen anderen Code")).to_be_visible()
    page.get_by_label("Ein Code mit 6 Ziffern").fill("739214")
    tap(page, "Code einrichten")
    is_on(page, "Das war alles")


def lose_the_answer(route: Route) -> None:
    """Let the request arrive and its answer get lost, cookies and all."""
    context = route.request.frame.page.context
    before = context.cookies()
    route.fetch()
    context.clear_cookies()
    context.add_cookies(before)  # type: ignore[arg-type]
    route.abort()


def lose_half_of_the_answer(route: Route) -> None:
    """Let the answer's cookies arrive, and nothing more."""
    route.fetch()
    route.abort()


@pytest.mark.parametrize(
    ("by", "then"),
    [("code", "taps again"), ("passkey", "taps again"), ("code", "loads the page again")],
)
def test_a_lost_answer_at_the_last_step_is_no_dead_end(
    by: str,
    then: str,
    phone: tuple[Page, Authenticator],
    amira: Person,
    hand_over: HandOver,
) -> None:
    page, _passkeys = phone
    page.goto(hand_over(amira)[0])
    tap(page, "Weiter")
    tap(page, "Deutsch")
    answer_questions(page)
    if by == "code":
        page.get_by_text("Lieber mit Code").tap()
        page.get_by_label("Ein Code mit 6 Ziffern").fill("739214")
    word = {"code": "Code einrichten", "passkey": "Passkey einrichten"}[by]
    page.route(re.compile("/(device-keys|passkeys)$"), lose_the_answer, times=1)
    tap(page, word)
    expect(page.get_by_text("Kein Internet.")).to_be_visible()
    if then == "taps again":
        tap(page, word)
    else:
        page.reload()
    is_on(page, "Guten Tag. Schön, dass Sie da sind.")
    expect(page.get_by_text("Der Zettel hat schon geklappt.")).to_be_visible()
    if by == "code":
        page.get_by_label("Ihr Code, 6 Ziffern").fill("739214")
        tap(page, "Öffnen mit Code")
    else:
        tap(page, "Öffnen")
    is_on(page, "Das war alles")


def test_an_answer_that_came_only_half_is_no_dead_end_either(
    phone: tuple[Page, Authenticator], amira: Person, hand_over: HandOver
) -> None:
    page, _passkeys = phone
    page.goto(hand_over(amira)[0])
    tap(page, "Weiter")
    tap(page, "Deutsch")
    answer_questions(page)
    page.route("**/passkeys", lose_half_of_the_answer, times=1)
    tap(page, "Passkey einrichten")
    expect(page.get_by_text("Kein Internet.")).to_be_visible()
    tap(page, "Passkey einrichten")
    is_on(page, "Das war alles")


def test_an_iphone_hears_first_what_keeps_a_code(
    browser_page: Page, amira: Person, hand_over: HandOver
) -> None:
    page = browser_page
    page.add_init_script("Object.defineProperty(navigator, 'standalone', { value: false })")
    page.goto(hand_over(amira)[0])
    tap(page, "Weiter")
    tap(page, "Deutsch")
    answer_questions(page, others="Ja, andere Menschen auch")
    expect(page.get_by_label("Ein Code mit 6 Ziffern")).to_be_hidden()
    page.get_by_text("Lieber mit Code").tap()
    expect(page.get_by_text("Ein iPhone vergisst den Code nach 7 Tagen Pause.")).to_be_visible()


def test_a_browser_that_keeps_nothing_does_not_use_the_card_up(
    browser_page: Page, amira: Person, hand_over: HandOver
) -> None:
    page = browser_page
    page.add_init_script(
        "indexedDB.open = () => { throw new DOMException('no', 'InvalidStateError'); }"
    )
    link, _digits = hand_over(amira)
    page.goto(link)
    tap(page, "Weiter")
    tap(page, "Deutsch")
    answer_questions(page, others="Ja, andere Menschen auch")
    page.get_by_label("Ein Code mit 6 Ziffern").fill("739214")
    tap(page, "Code einrichten")
    expect(page.get_by_text("Nicht geöffnet.")).to_be_visible()
    page.goto(link)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Zettel")


def test_without_scripts_the_pages_say_kindly_what_is_needed(
    open_page: OpenPage, amira: Person, hand_over: HandOver
) -> None:
    page = open_page(java_script_enabled=False)
    link, digits = hand_over(amira)
    page.goto("/welcome")
    needed = page.locator("noscript p")
    expect(needed).to_have_text(
        "Zum Öffnen braucht der Browser JavaScript. Danach geht alles ohne."
    )
    expect(needed).to_be_visible()
    expect(page.get_by_role("button", name="Öffnen")).to_have_count(0)
    page.goto(link)
    expect(page.get_by_text("Sie können die Ziffern auch tippen.")).to_be_visible()
    page.get_by_label("Die 16 Ziffern vom Zettel").fill(digits)
    tap(page, "Weiter")
    tap(page, "Deutsch")
    answer_questions(page)
    expect(needed).to_have_text("Dafür braucht der Browser JavaScript. Danach geht alles ohne.")
    expect(needed).to_be_visible()
    expect(page.get_by_role("button", name="Passkey einrichten")).to_have_count(0)
