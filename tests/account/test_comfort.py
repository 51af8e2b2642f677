"""How somebody likes to read: with them on every device, and on the phone before they come in."""

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.comfort import USUAL, Comfort
from app.domain.sign_in import PhoneUse
from tests import make
from tests.account.conftest import MakeCard
from tests.account.phone import Phone
from tests.people import Cast
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
