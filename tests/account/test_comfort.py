"""How somebody likes to read: with them on every device, and on the phone before they come in."""

import io

import pytest
import time_machine
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.comfort import USUAL, Comfort
from app.domain.people import Person
from app.domain.sign_in import PhoneUse
from tests import make
from tests.account.conftest import MakeCard
from tests.account.phone import Phone
from tests.letters import demo_letters
from tests.people import Cast
from tests.pwa.test_installing import wait_for_help
from tests.support.browser import OpenPage, lose_network
from tests.visit import Visit

LARGE_AND_DARK = {"text_size": "26", "colours": "dark", "motion": "none"}


def drawn(visit: Visit) -> Comfort:
    """How the page is drawn from its first byte on."""
    html = visit.page.all("html")[0]
    size, colours, motion = (html.get(f"data-{each}") for each in ("text", "colours", "motion"))
    return Comfort(int(size), colours, motion)


def metas(visit: Visit, name: str) -> list[str]:
    return [each.get("content") for each in visit.page.all("meta") if each.get("name") == name]


def test_what_is_kept_is_read_again_and_anything_else_is_the_usual() -> None:
    for comfort in (USUAL, Comfort(26, "contrast", "none")):
        assert Comfort.from_text(str(comfort)) == comfort
    for junk in ("", "26", "26-dark", "19-dark-none", "26-pink-none", "26-dark-none-x", "<b>"):
        assert Comfort.from_text(junk) == USUAL


# -- before signing in


def test_a_stranger_chooses_and_the_phone_keeps_it(visit: Visit) -> None:
    visit.open("/welcome").follow("Schrift und Farben").press("Speichern", **LARGE_AND_DARK)
    assert visit.path == "/welcome"
    for path in ("/welcome", "/help", "/card", "/no-such-page"):
        assert drawn(visit.open(path)) == Comfort(26, "dark", "none"), path
    assert metas(visit, "color-scheme") == ["dark"]
    assert len(metas(visit, "theme-color")) == 1
    assert metas(Visit(visit.app).open("/welcome"), "color-scheme") == ["light dark"]


def test_nothing_but_that_is_in_the_cookie(visit: Visit) -> None:
    visit.open("/comfort").press("Speichern", **LARGE_AND_DARK)
    cookie = visit.client.get_cookie("comfort")
    assert cookie is not None
    assert (cookie.value, cookie.http_only) == ("26-dark-none", True)


@pytest.mark.parametrize("junk", ["99-red-none", "26", '"><script>'])
def test_a_cookie_that_is_none_of_ours_changes_nothing(visit: Visit, junk: str) -> None:
    visit.client.set_cookie("comfort", junk)
    assert drawn(visit.open("/welcome")) == USUAL
    assert drawn(visit.open("/welcome?comfort=99-red-none")) == USUAL


def test_what_nobody_offered_is_not_kept(visit: Visit) -> None:
    visit.open("/comfort").press("Speichern", text_size="1000", colours="red", motion="wild")
    assert visit.status == 422
    assert visit.client.get_cookie("comfort") is None


def test_what_was_chosen_on_the_way_in_comes_in_too(
    phone: Phone, cast: Cast, make_card: MakeCard, session: Session
) -> None:
    phone.post("/comfort", **LARGE_AND_DARK)
    phone.scan(make_card(cast.amira)).answer().make_passkey()
    session.refresh(cast.amira)
    assert cast.amira.comfort == Comfort(26, "dark", "none")


@pytest.mark.parametrize(
    ("use", "after"), [("own", Comfort(26, "dark", "none")), ("shared", USUAL)]
)
def test_letters_made_larger_before_signing_in_stay_large_on_ones_own_phone(
    phone: Phone, cast: Cast, make_card: MakeCard, session: Session, use: str, after: Comfort
) -> None:
    phone.scan(make_card(cast.amira)).answer(use=use).make_passkey()
    phone.post("/sign-out")
    phone.post("/comfort", **LARGE_AND_DARK)
    phone.come_back()
    session.refresh(cast.amira)
    assert cast.amira.comfort == after
    assert f'data-text="{after.text_size}"' in phone.get("/").text


def test_who_has_a_wish_already_keeps_it_on_a_new_phone(
    phone: Phone, cast: Cast, make_card: MakeCard, session: Session
) -> None:
    cast.amira.comfort = Comfort(22, "contrast")
    session.commit()
    phone.post("/comfort", **LARGE_AND_DARK)
    phone.scan(make_card(cast.amira)).answer().make_passkey()
    session.refresh(cast.amira)
    assert cast.amira.comfort == Comfort(22, "contrast")
    assert phone.client.get_cookie("comfort").value == "22-contrast-system"  # type: ignore[union-attr]


# -- with the person, and on the phone


def test_it_comes_along_to_another_device(cast: Cast, visit: Visit) -> None:
    visit.as_(cast.amira).open("/settings").press("Speichern", **LARGE_AND_DARK)
    assert drawn(visit.as_(cast.amira).open("/")) == Comfort(26, "dark", "none")
    assert drawn(visit.as_(cast.samir).open("/")) == USUAL


def sign_out(page: Visit) -> Visit:
    """Return the browser after signing out: without any cookie, where the answer leads."""
    page.open("/settings")
    (form,) = [each for each in page.page.all("form") if each.get("id") == "sign-out"]
    token = next(each.get("value") for each in form.all("input"))
    left = page.client.post("/sign-out", data={"csrf_token": token})
    assert left.headers["Location"] == form.get("data-next"), "where the script goes"
    return Visit(page.app).open(left.headers["Location"])


def test_it_stays_on_ones_own_phone_after_signing_out(cast: Cast, visit: Visit) -> None:
    here = visit.as_(cast.amira)
    here.open("/settings").press("Speichern", **LARGE_AND_DARK)
    cleared = sign_out(here)
    assert drawn(cleared.open("/welcome")) == Comfort(26, "dark", "none")
    assert drawn(cleared.open("/help")) == Comfort(26, "dark", "none")


def test_a_shared_phone_forgets_the_person_and_keeps_what_it_was_told(
    cast: Cast, visit: Visit
) -> None:
    for told, after in (("", USUAL), ("22-light-system", Comfort(22, "light"))):
        here = visit.as_(cast.amira, PhoneUse.SHARED)
        if told:
            here.client.set_cookie("comfort", told)
        here.open("/settings").press("Speichern", **LARGE_AND_DARK)
        for path in ("/", "/privacy", "/help"):
            assert drawn(here.open(path)) == Comfort(26, "dark", "none"), path
        closing = here.open("/").page.all("html")[0].get("data-next")
        cleared = sign_out(here)
        assert cleared.path == closing, "where the page goes that closes by itself"
        assert drawn(cleared.open("/welcome")) == after


def test_changing_the_size_while_reading_keeps_the_rest(
    cast: Cast, session: Session, visit: Visit
) -> None:
    cast.amira.comfort = Comfort(18, "dark", "none")
    letter = make.letter(session, to=cast.amira, by=cast.jonas)
    session.commit()
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/summary").press("Größer")
    assert drawn(page) == Comfort(22, "dark", "none")


def test_somebody_who_waits_can_make_letters_larger(
    cast: Cast, session: Session, visit: Visit
) -> None:
    cast.amira.confirmed_at = None
    session.commit()
    page = visit.as_(cast.amira).open("/comfort?next=/waiting").press("Speichern", text_size="26")
    assert page.path == "/waiting"
    assert drawn(page) == Comfort(26)


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_choosing_leads_nowhere_else(target: str, phone: Phone) -> None:
    answer = phone.post("/comfort", **LARGE_AND_DARK, next=target)
    assert answer.headers["Location"] == "/"


# -- in a browser


BACKGROUND = "getComputedStyle(document.body).backgroundColor"
MOVES = "getComputedStyle(document.querySelector('main')).animationName"
LIGHT, DARK = "rgb(250, 247, 242)", "rgb(22, 27, 31)"


def chosen(session: Session, person: Person, comfort: Comfort) -> None:
    person.comfort = comfort
    session.merge(person)
    session.commit()


@pytest.mark.parametrize(("colours", "seen"), [("system", DARK), ("light", LIGHT), ("dark", DARK)])
def test_the_first_picture_has_the_colours_without_any_script(
    cast: Cast, session: Session, open_page: OpenPage, colours: str, seen: str
) -> None:
    chosen(session, cast.amira, Comfort(22, colours))
    page = open_page(cast.amira, dark=True, java_script_enabled=False)
    page.goto("/")
    pixel = page.screenshot(clip={"x": 2, "y": 300, "width": 1, "height": 1})
    assert _colour_of(pixel) == seen
    assert page.locator("html").evaluate("it => getComputedStyle(it).fontSize") == "22px"


def _colour_of(picture: bytes) -> str:
    red, green, blue = Image.open(io.BytesIO(picture)).convert("RGB").getpixel((0, 0))  # type: ignore[misc]
    return f"rgb({red}, {green}, {blue})"


@pytest.mark.parametrize(
    ("motion", "phone", "moves"),
    [
        ("system", "no-preference", "calm"),
        ("system", "reduce", "none"),
        ("none", "no-preference", "none"),
    ],
)
def test_nothing_moves_for_whoever_wants_it_so(
    cast: Cast, session: Session, open_page: OpenPage, motion: str, phone: str, moves: str
) -> None:
    chosen(session, cast.amira, Comfort(motion=motion))
    page = open_page(cast.amira, reduced_motion=phone)
    page.goto("/")
    assert page.evaluate(MOVES) == moves


def test_in_the_readers_own_colours_nothing_vanishes(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    make.message(session, of=cast.amira, by=cast.jonas)
    session.commit()
    page = open_page(cast.amira, forced_colors="active")
    page.goto("/goals")
    edge = "it => [getComputedStyle(it).borderTopWidth, getComputedStyle(it).borderTopColor]"
    theirs = page.locator(".tabs a").first.evaluate("it => getComputedStyle(it).color")
    assert page.locator(".tabs .dot").first.evaluate(edge) == ["5px", theirs]
    assert page.locator(".tabs [aria-current]").evaluate(edge)[0] == "3px"
    assert page.locator(".tabs a:not([aria-current])").first.evaluate(edge)[0] == "0px"


def test_strong_contrast_is_black_on_white_with_strong_edges(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    make.step(session, of=cast.amira)
    chosen(session, cast.amira, Comfort(colours="contrast"))
    page = open_page(cast.amira, dark=True)
    page.goto("/")
    card = "it => { const s = getComputedStyle(it); return [s.color, s.borderTopWidth]; }"
    assert page.locator(".card").first.evaluate(card) == ["rgb(0, 0, 0)", "2px"]


def is_plain_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    for each in page.locator("button, .button:not([href^='tel:']), .tabs, .top, .reading").all():
        expect(each).to_be_hidden()
    colours = page.locator("main :not(svg *, svg)").evaluate_all(
        "all => [...new Set(all.filter((it) => it.checkVisibility())"
        ".map((it) => getComputedStyle(it).color))]"
    )
    assert colours == ["rgb(0, 0, 0)"]
    added = page.locator("main a").evaluate_all(
        "all => all.map((it) => getComputedStyle(it, '::after').content)"
    )
    assert set(added) <= {"none"}, "an address is printed"


def test_a_summary_prints_whole_and_plain(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    letter = demo_letters.letter(session, "09-erstattung", to=cast.amira, by=cast.jonas)
    cast.amira.language = "ar"
    chosen(session, cast.amira, Comfort(26, "dark"))
    page = open_page(cast.amira, dark=True)
    page.goto(f"/letters/{letter.id}/summary")
    is_plain_on_paper(page)
    expect(page.locator(".letter section").last).to_be_visible()
    german = page.locator(".in-german p", has_text="Eine Nachricht hier in der App").first
    expect(german).to_be_visible()


def test_numbers_to_call_are_on_paper_too(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.amira)
    page.goto("/help")
    is_plain_on_paper(page)
    expect(page.locator("a[href='tel:112']")).to_be_visible()


def test_help_looks_the_same_without_a_network(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    chosen(session, cast.amira, Comfort(26, "dark"))
    page = open_page(cast.amira)
    page.goto("/")
    wait_for_help(page, 'data-text="26"')
    lose_network(page)
    page.goto("/help")
    expect(page.locator("html")).to_have_attribute("data-text", "26")
    assert page.evaluate(BACKGROUND) == DARK


def test_the_phone_keeps_it_for_a_year(visit: Visit) -> None:
    with time_machine.travel(clock.now(), tick=False):
        visit.open("/comfort")
        (form,) = visit.page.all("form")
        token = next(each.get("value") for each in form.all("input"))
        answer = visit.client.post("/comfort", data={**LARGE_AND_DARK, "csrf_token": token})
    (cookie,) = [
        each for each in answer.headers.getlist("Set-Cookie") if each.startswith("comfort=")
    ]
    assert "Max-Age=31536000" in cookie
