"""A phone that others use too: a code to come in, and nothing is left behind on the way out."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.people import Person
from app.domain.sign_in import DeviceKey, LoginSession
from tests import make
from tests.journeys.phone import answer_questions, is_on, kept_by, tap
from tests.people import Cast
from tests.support.browser import PHONE, chromium, lose_network, wait_for_worker
from tests.visit import sign_in_cookies

HandOver = Callable[[Person], tuple[str, str]]
CODE = "739214"
PLACE = "Beim alten Kirschbaum"
NAMELESS_KEY = [{"names": ["device", "privateKey"], "extractable": False}]


@pytest.fixture
def page(
    browser_page: Page, amira: Person, hand_over: HandOver, cast: Cast, session: Session
) -> Page:
    """The family's phone: Amira has typed her card and made a code, and her guide said yes."""
    make.appointment(session, to=amira, by=cast.jonas, place=PLACE)
    session.commit()
    page = browser_page
    page.goto("/welcome")
    tap(page, "Ich habe einen Zettel")
    page.get_by_label("Die 16 Ziffern vom Zettel").fill(hand_over(amira)[1])
    tap(page, "Weiter")
    tap(page, "Deutsch")
    answer_questions(page, others="Ja, andere Menschen auch")
    page.get_by_label("Ein Code mit 6 Ziffern").fill(CODE)
    tap(page, "Code einrichten")
    is_on(page, "Das war alles")
    amira.confirmed_at = clock.now()
    session.commit()
    tap(page, "Noch einmal schauen")
    expect(page.get_by_role("navigation")).to_be_visible()
    return page


def open_sessions(session: Session) -> int:
    """Count who is signed in, and let go of the database at once: the app writes next."""
    count = session.scalar(select(func.count()).select_from(LoginSession)) or 0
    session.rollback()
    return count


def see_something_personal(page: Page) -> str:
    """Open the meeting and return its path."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Ansehen")).first.tap()
    expect(page.get_by_text(PLACE).first).to_be_visible()
    return page.url


def sign_in(context: BrowserContext, app: Flask, person: Person, server: str) -> None:
    """Let the person be signed in with a passkey."""
    context.add_cookies(
        [
            {"name": name, "value": value, "url": server}
            for name, value in sign_in_cookies(app, person)
        ]
    )


def sign_out(page: Page) -> None:
    page.goto("/settings")
    tap(page, "Abmelden")


def test_signing_out_leaves_nothing_but_a_key_without_a_name(page: Page, session: Session) -> None:
    meeting = see_something_personal(page)
    wait_for_worker(page)
    assert kept_by(page)["keys"] == NAMELESS_KEY
    sign_out(page)
    is_on(page, "Guten Tag. Schön, dass Sie da sind.")

    assert not [each for each in page.context.cookies() if each["name"] == "here"]
    assert open_sessions(session) == 0
    kept = kept_by(page)
    assert kept["keys"] == NAMELESS_KEY
    assert kept["local"] == {}
    assert set(kept["visit"]) <= {"started"}
    assert kept["cookies"] == ""
    public = {"/offline", "/help"}
    assert {path for path in kept["cached"] if not path.startswith("/static/")} <= public

    page.goto(meeting)
    expect(page).to_have_url(re.compile("/welcome$"))
    page.go_back()
    expect(page.get_by_text(PLACE)).to_have_count(0)

    page.goto("/welcome")
    page.get_by_label("Ihr Code, 6 Ziffern").fill(CODE)
    tap(page, "Öffnen mit Code")
    expect(page.get_by_role("navigation")).to_be_visible()
    page.goto(meeting)
    expect(page.get_by_text(PLACE).first).to_be_visible()


def test_signing_out_without_a_network_holds_when_the_network_is_back(
    page: Page, session: Session
) -> None:
    meeting = see_something_personal(page)
    wait_for_worker(page)
    page.goto("/settings")
    lose_network(page)
    tap(page, "Abmelden")
    expect(page).to_have_url(re.compile("/help$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto(meeting)
    expect(page.get_by_text(PLACE)).to_have_count(0)
    assert kept_by(page)["cookies"] == ""

    page.context.set_offline(False)
    for path in (meeting, "/", "/appointments", "/messages", "/settings"):
        page.goto(path)
        expect(page).to_have_url(re.compile("/welcome$"))
        expect(page.get_by_text(PLACE)).to_have_count(0)
    for _step in range(6):
        page.go_back()
        expect(page.get_by_text(PLACE)).to_have_count(0)

    page.goto("/welcome")
    page.get_by_label("Ihr Code, 6 Ziffern").fill(CODE)
    tap(page, "Öffnen mit Code")
    expect(page.get_by_role("navigation")).to_be_visible()
    assert open_sessions(session) == 1, "the one from before is over"


def test_signing_out_on_a_network_that_never_answers_is_signing_out(
    page: Page, session: Session
) -> None:
    wait_for_worker(page)
    page.goto("/settings")
    page.context.route("**/sign-out", lambda _route: None)
    tap(page, "Abmelden")
    expect(page.get_by_text("Die App geht zu. Einen Moment.")).to_be_visible()
    other = page.context.new_page()
    other.goto("/")
    is_on(other, "Guten Tag. Schön, dass Sie da sind.")
    expect(page).to_have_url(re.compile("/help$"))
    assert open_sessions(session) == 1, "the server has not heard of it"

    page.context.unroute("**/sign-out")
    other.reload()
    other.wait_for_function("() => !localStorage.length")
    assert open_sessions(session) == 0, "told at the next start"


def test_a_page_that_lay_open_too_long_still_signs_out(page: Page, session: Session) -> None:
    page.goto("/settings")
    page.evaluate(
        "document.querySelectorAll('[name=csrf_token]').forEach((each) => { each.value = 'old' })"
    )
    tap(page, "Abmelden")
    is_on(page, "Guten Tag. Schön, dass Sie da sind.")
    assert open_sessions(session) == 0


def test_mother_and_daughter_each_come_in_with_their_own_code(
    page: Page, cast: Cast, hand_over: HandOver, session: Session
) -> None:
    sign_out(page)
    tap(page, "Ich habe einen Zettel")
    page.get_by_label("Die 16 Ziffern vom Zettel").fill(hand_over(cast.samir)[1])
    tap(page, "Weiter")
    tap(page, "Deutsch")
    answer_questions(page, others="Ja, andere Menschen auch")
    expect(
        page.get_by_text("Hier gibt es schon einen Code. Ihrer ist dann Code 2.")
    ).to_be_visible()
    page.get_by_label("Ein Code mit 6 Ziffern").fill("481526")
    tap(page, "Code einrichten")
    expect(page.get_by_role("navigation")).to_be_visible()
    assert kept_by(page)["keys"] == NAMELESS_KEY * 2
    sign_out(page)

    for number, code, name in (
        ("1", CODE, "Haddad"),
        ("2", "481526", "Aydin"),
        ("1", CODE, "Haddad"),
    ):
        page.get_by_label("Ihr Code, 6 Ziffern").fill(code)
        tap(page, "Öffnen mit Code")
        expect(page.get_by_text("Bitte tippen Sie zuerst auf Ihren Code.")).to_be_visible()
        page.get_by_label(f"Code {number}", exact=True).check()
        tap(page, "Öffnen mit Code")
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        sign_out(page)
        is_on(page, "Guten Tag. Schön, dass Sie da sind.")
    wrong = session.scalars(select(DeviceKey.wrong_tries)).all()
    session.rollback()
    assert wrong == [0, 0]


def test_a_wrong_code_says_so_calmly_and_the_next_one_may_be_right(page: Page) -> None:
    sign_out(page)
    page.get_by_label("Ihr Code, 6 Ziffern").fill("481526")
    tap(page, "Öffnen mit Code")
    expect(page.get_by_text("Dieser Code passt nicht.")).to_be_visible()
    page.get_by_label("Ihr Code, 6 Ziffern").fill("٧٣٩٢١٤")
    tap(page, "Öffnen mit Code")
    expect(page.get_by_role("navigation")).to_be_visible()


def test_somebody_with_a_passkey_signs_out_here_and_amiras_code_still_works(
    page: Page, app: Flask, server: str, cast: Cast
) -> None:
    sign_out(page)
    is_on(page, "Guten Tag. Schön, dass Sie da sind.")
    sign_in(page.context, app, cast.samir, server)  # who shares the phone and has a passkey
    page.goto("/settings")
    tap(page, "Abmelden")
    is_on(page, "Guten Tag. Schön, dass Sie da sind.")
    page.get_by_label("Ihr Code, 6 Ziffern").fill(CODE)
    tap(page, "Öffnen mit Code")
    expect(page.get_by_role("navigation")).to_be_visible()


# -- the way back, in a browser that keeps pages in memory


@pytest.fixture
def remembering_page(browser: Browser, server: str, app: Flask, cast: Cast) -> Iterator[Page]:
    """Amira's page in a Chromium with its back/forward cache, which Playwright switches off."""
    launched = browser.browser_type.launch(
        executable_path=chromium(),
        args=["--no-sandbox", "--disable-gpu"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    context = launched.new_context(
        base_url=server,
        viewport=PHONE,  # type: ignore[arg-type]
        locale="de",
        has_touch=True,
    )
    sign_in(context, app, cast.amira, server)
    yield context.new_page()
    launched.close()


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
def test_the_way_back_shows_nothing_personal_even_where_pages_are_kept_in_memory(
    offline: bool, remembering_page: Page, cast: Cast, session: Session
) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas, place=PLACE)
    session.commit()
    page = remembering_page
    see_something_personal(page)
    wait_for_worker(page)
    page.get_by_role("link", name="Hilfe").tap()
    page.wait_for_url("**/help")
    page.goto("/settings")
    page.context.set_offline(offline)
    tap(page, "Abmelden")
    expect(page).to_have_url(re.compile("/help$" if offline else r"/welcome(\?|$)"))
    for _step in range(5):
        page.go_back(wait_until="commit")  # a page from memory is not loaded again
        page.wait_for_function("() => document.readyState === 'complete'")
        expect(page.get_by_text(PLACE)).to_have_count(0)
        assert PLACE not in page.content()
