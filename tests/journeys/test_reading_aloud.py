"""Somebody listens: sentence by sentence, each in its language, until they have heard enough."""

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.letters import Letter
from tests import make
from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.listening import ARABIC, FRENCH, GERMAN, button, in_arabic, listen
from tests.journeys.phone import tap
from tests.people import Cast
from tests.support.browser import OpenPage, lose_network
from tests.support.speech import Voices
from tests.visit import Visit, folded

pytestmark = pytest.mark.usefixtures("monday")


def test_every_card_has_a_button_with_a_name_of_its_own(
    cast: Cast, letter: Letter, session: Session, visit: Visit
) -> None:
    for days in (2, 3):
        make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(days))
    off = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(1))
    off.cancelled_at = clock.now()
    goal = make.goal(session, of=cast.amira)
    make.step(session, of=cast.amira, goal_id=goal.id)
    for body in ("Guten Tag.", "Bis Dienstag."):
        make.message(session, of=cast.amira, by=cast.jonas, body=body)
    session.commit()
    amira = visit.as_(cast.amira)
    for path, at_least in (
        ("/", 5),
        ("/appointments", 2),
        ("/goals", 2),
        ("/messages", 2),
        ("/words", 100),
        (f"/letters/{letter.id}/official", 5),
    ):
        page = amira.open(path).page
        parts = [each for each in page.all() if "data-aloud" in each.attributes]
        assert len(parts) >= at_least, path
        for part in parts:
            mine = [each for each in part.all("button") if each.get("class") == "voice"]
            assert len(mine) == 1, f"{path}: {part.text}"
        buttons = [each for each in page.all("button") if each.get("class") == "voice"]
        names = [each.get("aria-label") for each in buttons]
        assert len(names) == len(set(names)), f"{path}: {names}"
        assert all("hidden" in each.attributes for each in buttons), "a promise without scripts"


def test_each_sentence_is_marked_while_it_is_read(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira, reduced_motion="reduce")
    phone = Voices(page, GERMAN)
    page.goto(f"/letters/{letter.id}/summary")
    listen(page)
    said = phone.wait_until_silent()
    texts = [each["text"] for each in said]
    assert texts[0] == "Zusammenfassung"
    assert "Das ist von Dienstag, 1. Dezember bis Sonntag, 28. Februar 2027 so." in texts
    assert "Es sind 168,90 Euro weniger im Monat." in texts
    assert texts == list(dict.fromkeys(texts[:-1])) + texts[-1:], "something was read twice"
    assert [folded(each["marked"]) for each in said] == texts
    assert {each["voice"] for each in said} == {"Phone de-DE"}
    assert page.evaluate("CSS.highlights.size") == 0


def test_the_mark_is_more_than_a_colour_and_stays_in_sight(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira, reduced_motion="reduce", forced_colors="active")
    phone = Voices(page, GERMAN, hold=True)
    page.goto(f"/letters/{letter.id}/summary")
    listen(page)
    for count in range(1, 20):
        phone.wait_for(count)
        top, bottom = page.evaluate(
            "(() => { const [it] = CSS.highlights.get('spoken');"
            "const { top, bottom } = it.getBoundingClientRect(); return [top, bottom]; })()"
        )
        bar = page.locator(".voice-bar").bounding_box()
        assert bar
        assert top >= 0, count
        assert bottom <= bar["y"], count
        phone.finish()
    mark = "getComputedStyle(document.body, '::highlight(spoken)').textDecorationLine"
    assert page.evaluate(mark) == "underline"


def test_stopping_going_on_and_from_the_start(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN, hold=True)
    page.goto(f"/letters/{letter.id}/summary")
    listen(page)
    phone.wait_for(1)
    phone.finish()
    assert phone.wait_for(2)[1]["text"] == "Vom Jobcenter"
    tap(page, "Anhalten")
    assert not phone.is_speaking
    expect(page.get_by_role("button", name="Weiter", exact=True)).to_be_focused()
    tap(page, "Weiter")
    assert phone.wait_for(3)[2]["text"] == "Vom Jobcenter"
    tap(page, "Von vorn")
    assert phone.wait_for(4)[3]["text"] == "Zusammenfassung"

    listen(page)  # a second tap
    assert not phone.is_speaking
    listen(page)
    assert phone.wait_for(5)[4]["text"] == "Zusammenfassung"

    page.keyboard.press("Escape")
    assert not phone.is_speaking
    expect(page.locator(".voice-bar")).to_be_hidden()
    assert page.evaluate("CSS.highlights.size") == 0
    expect(button(page)).not_to_have_attribute("aria-pressed", "true")


def test_it_falls_silent_when_the_page_is_left(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN, hold=True)
    page.goto(f"/letters/{letter.id}/summary")
    listen(page)
    phone.wait_for(1)
    assert phone.is_speaking
    page.evaluate(
        "() => { const { speechSynthesis: speech } = globalThis;"
        "addEventListener('pagehide', () => localStorage.setItem('spoke', speech.speaking)); }"
    )
    page.goto("/help")
    assert page.evaluate("localStorage.getItem('spoke')") == "false"


def test_it_falls_silent_when_another_app_comes_to_the_front(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN, hold=True)
    page.goto(f"/letters/{letter.id}/summary")
    listen(page)
    phone.wait_for(1)
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    assert not phone.is_speaking
    expect(page.get_by_role("button", name="Weiter", exact=True)).to_be_visible()


def test_a_part_is_read_in_the_voice_of_its_language(
    cast: Cast, letter: Letter, session: Session, open_page: OpenPage
) -> None:
    in_arabic(session, cast)
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN, ARABIC)
    page.goto(f"/letters/{letter.id}/summary")
    page.locator(".in-german summary").first.click()
    listen(page)
    said = phone.wait_until_silent()
    german = [each["text"] for each in said if each["lang"] == "de-DE"]
    assert "Es kommt eine Zeit lang weniger Geld." in german
    assert {each["voice"] for each in said} == {"Phone de-DE", "Phone ar-EG"}
    for each in said:
        is_arabic = any("\u0600" <= letter <= "\u06ff" for letter in each["text"])
        if is_arabic:
            assert each["lang"] == "ar-EG", each
    assert [each["text"] for each in said if "Was Sie tun können" in each["text"]] == []


def test_what_the_guide_suggests_is_read_in_the_guides_language(
    cast: Cast, session: Session, open_page: OpenPage
) -> None:
    in_arabic(session, cast)
    make.step(session, of=cast.amira, text="Zum Chor gehen.", suggested_by_id=cast.jonas.id)
    make.step(session, of=cast.amira, text="Die Noten holen.")  # taken from such a one
    make.step(session, of=cast.amira, text="أشرب الشاي.", language="ar")
    session.commit()
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN, ARABIC)
    page.goto("/goals")
    voices: dict[str, str] = {}
    for number in range(2):  # the suggestion, then this week
        button(page).nth(number).click()
        voices |= {each["text"]: each["lang"] for each in phone.wait_until_silent()}
    assert voices["Zum Chor gehen."] == voices["Die Noten holen."] == "de-DE"
    assert voices["أشرب الشاي."] == "ar-EG"
    page.goto("/")
    page.locator("section", has_text="Die Noten holen.").locator("button.voice").click()
    said = {each["text"]: each["lang"] for each in phone.wait_until_silent()}
    assert said["Die Noten holen."] == "de-DE"


def test_what_has_no_voice_is_left_out(cast: Cast, session: Session, open_page: OpenPage) -> None:
    in_arabic(session, cast)
    make.message(session, of=cast.amira, by=cast.jonas, body="Guten Tag. Bis Dienstag.")
    session.commit()
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN)
    page.goto("/messages")
    listen(page)
    assert [each["text"] for each in phone.wait_until_silent()] == ["Guten Tag.", "Bis Dienstag."]


@pytest.mark.parametrize("voices", [(), (FRENCH,)])
def test_without_a_voice_there_is_no_button(
    cast: Cast, letter: Letter, open_page: OpenPage, voices: tuple[tuple[str, bool], ...]
) -> None:
    page = open_page(cast.amira)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    phone = Voices(page, *voices)
    page.goto(f"/letters/{letter.id}/summary")
    page.wait_for_load_state("networkidle")
    expect(button(page)).to_have_count(0)
    assert [url for url in asked if url.endswith("/voice.js")] == [] or voices

    phone.arrive(*voices, GERMAN)  # as on Android, where voices come late
    expect(button(page)).to_have_count(1)


def test_without_scripts_nothing_promises_to_read(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira, java_script_enabled=False)
    page.goto(f"/letters/{letter.id}/summary")
    expect(page.locator("button.voice")).to_have_count(1)
    expect(button(page)).to_have_count(0)


def test_when_the_voice_breaks_off_it_is_said_calmly(
    cast: Cast, letter: Letter, open_page: OpenPage
) -> None:
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN, hold=True)
    page.goto(f"/letters/{letter.id}/summary")
    listen(page)
    phone.wait_for(1)
    phone.fail("network")
    expect(page.locator(".voice-bar")).to_contain_text("Das Vorlesen klappt gerade nicht.")
    tap(page, "Schließen")
    expect(page.locator(".voice-bar")).to_be_hidden()


def test_help_can_be_heard_without_a_network(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN)
    page.goto("/help")
    lose_network(page)
    page.goto("/help")
    listen(page)
    said = [each["text"] for each in phone.wait_until_silent()]
    assert "Ist ein Leben in Gefahr?" in said
    assert "112" in said
    assert "030 440 308 454" not in said, "a number without its words, which no voice reads here"
