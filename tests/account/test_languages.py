"""The languages: who has read each, and changing over without losing the place or one's words."""

from dataclasses import asdict, replace
from urllib.parse import urlencode

import pytest
from sqlalchemy.orm import Session

from app.core.i18n import _, review_of, speaking
from app.core.languages import LANGUAGES, SOURCE
from app.domain.comfort import USUAL, Comfort
from app.domain.people import Person
from tests.desk.coming_in import token_of
from tests.people import Cast
from tests.visit import Visit

DRAFT = "Diese Übersetzung ist noch nicht von Fachleuten geprüft. Im Zweifel gilt Deutsch."
DRAFTS = [each for each in LANGUAGES.values() if each.code != SOURCE and not each.reviewed]


def test_each_language_of_the_menu_says_in_its_own_words_who_has_read_it(visit: Visit) -> None:
    page = visit.open("/language").page
    notes = {(e.get("lang"), e.get("dir"), e.text) for e in page.all("p") if e.get("lang")}
    for each in DRAFTS:
        with speaking(each.code):
            assert (each.tag, each.direction, _(DRAFT)) in notes
    buttons = [each.text for each in page.all("button")]
    assert buttons == [each.own_name for each in LANGUAGES.values()]
    assert buttons[:3] == ["Deutsch", "Deutsch, extra einfach", "Deutsch, mit Du"]


def test_who_has_read_a_language_is_named_and_the_source_needs_nobody() -> None:
    read = replace(LANGUAGES["de_easy"], reviewed="Prüfgruppe Musterstadt, Mai 2027")
    assert review_of(read) == "Geprüft: Prüfgruppe Musterstadt, Mai 2027."
    assert review_of(LANGUAGES[SOURCE]) == ""


@pytest.mark.parametrize("place", ["/", "/goals/new", "/help", "/messages", "/privacy"])
def test_from_any_page_to_another_language_and_back_to_it(
    place: str, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira).open(place).follow("Sprache · Language").press("English")
    assert amira.path == place
    assert amira.page.all("html")[0].get("lang") == "en"
    amira.follow("Language").press("Deutsch")
    assert (amira.path, amira.page.all("html")[0].get("lang")) == (place, "de")


def test_the_place_is_kept_with_what_was_asked_for_there(cast: Cast, visit: Visit) -> None:
    guide = visit.as_(cast.jonas).open("/desk?q=Amira&language=ar")
    assert guide.follow("Sprache · Language").press("English").path == "/desk?q=Amira"


def test_a_page_that_only_a_form_leads_to_has_no_such_way(cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/settings").open("/messages")
    assert amira.press("Senden", body="").status == 422
    amira.sees("Sprache · Language")  # the same address shows the page by itself
    jonas = visit.as_(cast.jonas).open("/desk/people/new")
    sent = jonas.press("Zettel machen", first_name="")
    assert (sent.status, sent.path) == (422, "/desk/people")
    sent.sees_not("Sprache · Language")


def test_a_page_that_is_not_there_says_nothing_of_its_address(cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/letters/geheim")
    assert page.status == 404
    assert "geheim" not in str([each.attributes for each in page.page.all()])
    assert page.follow("Sprache · Language").press("English").path == "/"


def test_a_half_written_message_is_there_in_the_other_language_too(
    cast: Cast, visit: Visit
) -> None:
    """Without a script: kept by its own button. With one: tests/journeys/test_language_and_back."""
    typed = "Ich weiß noch nicht, wie ich es sage."
    amira = visit.as_(cast.amira).open("/messages").press("Für später behalten", body=typed)
    amira.follow("Sprache · Language").press("العربية")
    assert amira.page.all("html")[0].get("dir") == "rtl"
    assert amira.page.all("textarea")[0].text == typed


def test_what_staff_read_stays_german_beside_german_with_du(cast: Cast, visit: Visit) -> None:
    jonas = visit.as_(cast.jonas).open("/language").press("Deutsch, mit Du")
    jonas.open("/desk").sees("Meine Leute")
    assert jonas.page.all("html")[0].get("data-language") == "de_du"


def test_the_choice_belongs_to_the_person(session: Session, cast: Cast, visit: Visit) -> None:
    other_phone = visit.as_(cast.amira).open("/")
    visit.as_(cast.amira).open("/language").press("Українська")
    other_phone.open("/")
    for path in ("/", "/help", "/no-such-page"):
        assert other_phone.open(path).page.all("html")[0].get("lang") == "uk"
    session.expire_all()
    assert session.get_one(Person, cast.amira.id).language == "uk"


ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\r\n/evil.example",
    "\x01//evil.example",
    " //evil.example",
    "/\u2028/evil.example",
    "javascript:alert(1)",
    "evil.example",
    "?next=//evil.example",
]


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("path", ["/language", "/comfort"])
def test_nobody_is_led_elsewhere_by_a_way_back(path: str, target: str, visit: Visit) -> None:
    page = visit.open(path)
    form = {"csrf_token": token_of(page), "next": target}
    answer = page.client.post(path, data=form | {"language": "en"} | str_values(USUAL))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    page.open(f"{path}?{urlencode({'next': target})}")
    inputs = page.page.all("input")
    assert {each.get("value") for each in inputs if each.get("name") == "next"} == {"/"}


def str_values(comfort: Comfort) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(comfort).items()}


@pytest.mark.parametrize("path", ["/welcome", "/messages", "/help", "/language", "/comfort"])
def test_a_link_changes_nothing_of_how_somebody_reads(
    path: str, session: Session, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira).open("/")
    amira.client.get(f"{path}?language=ar&comfort=26-contrast-none")
    html = amira.open("/").page.all("html")[0]
    assert (html.get("lang"), html.get("data-text")) == ("de", "18")
    session.expire_all()
    kept = session.get_one(Person, cast.amira.id)
    assert (kept.language, kept.comfort) == ("de", USUAL)
    assert amira.open("/help").page.all("html")[0].get("lang") == "de"


@pytest.mark.parametrize("code", ["", "xx", "de'", "../de", "de\0", "DE"])
def test_a_language_that_is_none_changes_nothing(code: str, cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/language?next=/messages")
    form = {"csrf_token": token_of(amira), "language": code, "next": "/messages"}
    assert amira.client.post("/language", data=form).headers["Location"] == "/messages"
    assert amira.open("/messages").page.all("html")[0].get("lang") == "de"
