"""A letter of each kind on a phone: seen in the list, opened, read, looked up, read together.

The dates and sentences stand here as the letters print them, so that no slip in a template can
move them unseen. Five kinds, one for each kind of news, are read in Arabic and Turkish as well.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from app.calm.letter_kinds import KINDS, LABEL_TITLES, LIST_TITLES, Label
from app.core.i18n import _, speaking
from tests.architecture.sweep import stored
from tests.journeys.all_letters import Letters, all_letters  # noqa: F401
from tests.journeys.phone import is_on, tap
from tests.letters import demo_letters
from tests.letters.reading import in_this_order, is_advised, sender, summary_in_order
from tests.support import axe


class Kind(NamedTuple):
    """What is true of one demo letter."""

    listed: str
    """Its label in the list."""
    day: str
    """The sentence in the date box with the day to act by."""
    if_nothing: str
    """What happens if one does nothing."""


SAFE = "Zeit haben Sie auf jeden Fall bis {}."
PRINTED = "Im Brief steht: {}."
KINDS_READ = {
    "01-bewilligung": Kind(
        "Gute Nachricht", SAFE.format("Mittwoch, 16. Dezember"), "Das Geld kommt trotzdem."
    ),
    "02-weiter": Kind(
        "Eine Bitte an Sie",
        PRINTED.format("bis Donnerstag, 31. Dezember"),
        "Ohne das Formular kommt kein Geld mehr.",
    ),
    "03-aenderung": Kind(
        "Gute Nachricht", SAFE.format("Freitag, 18. Dezember"), "Dann gilt die neue Zahl."
    ),
    "04-aenderung": Kind(
        "Am besten zusammen lesen",
        SAFE.format("Freitag, 11. Dezember"),
        "Dann gilt die neue Zahl.",
    ),
    "05-einladung_programm": Kind(
        "Zur Information",
        PRINTED.format("Donnerstag, 3. Dezember, 14 Uhr"),
        "Dann passiert nichts.",
    ),
    "06-meldetermin": Kind(
        "Eine Bitte an Sie",
        PRINTED.format("Dienstag, 8. Dezember, 10 Uhr"),
        "Im Brief steht: Wer ohne wichtigen Grund nicht hingeht, "
        "kann später kein Geld mehr bekommen.",
    ),
    "07-mitwirkung": Kind(
        "Eine Bitte an Sie",
        PRINTED.format("bis Dienstag, 15. Dezember"),
        "Das Jobcenter kann das Geld anhalten, bis die Papiere da sind.",
    ),
    "08-anhoerung": Kind(
        "Eine Bitte an Sie",
        PRINTED.format("bis Freitag, 11. Dezember"),
        "Es kann sein, dass Sie weniger Geld bekommen oder Geld zurückzahlen.",
    ),
    "09-erstattung": Kind(
        "Am besten zusammen lesen",
        SAFE.format("Donnerstag, 10. Dezember"),
        "Später kommt ein Brief zum Bezahlen, oder jeden Monat geht ein Teil vom Geld ab.",
    ),
    "10-minderung": Kind(
        "Am besten zusammen lesen",
        SAFE.format("Freitag, 11. Dezember"),
        "Dann kommt in dieser Zeit weniger Geld.",
    ),
    "11-plan": Kind(
        "Zur Information",
        "Es gibt kein wichtiges Datum.",
        "Kommt kein Plan zustande, kann das Jobcenter Schritte selbst festlegen.",
    ),
    "12-verpflichtung": Kind(
        "Am besten zusammen lesen",
        SAFE.format("Donnerstag, 17. Dezember"),
        "Im Brief steht: Wer sie ohne wichtigen Grund nicht macht, "
        "kann später weniger Geld bekommen.",
    ),
    "13-zusage": Kind(
        "Gute Nachricht",
        PRINTED.format("bis Freitag, 26. Februar 2027"),
        "Danach können Sie neu fragen.",
    ),
    "14-nein": Kind(
        "Am besten zusammen lesen",
        SAFE.format("Freitag, 4. Dezember"),
        "Dann bleibt es bei dem Nein.",
    ),
    "15-reha": Kind(
        "Gute Nachricht",
        SAFE.format("Freitag, 18. Dezember"),
        "Die Klinik schlägt einen Tag vor. Passt er nicht, rufen wir zusammen an.",
    ),
    "16-untersuchung": Kind(
        "Eine Bitte an Sie",
        PRINTED.format("Donnerstag, 14. Januar 2027, 9:30 Uhr"),
        "Im Brief steht: Dann kann es kein Geld geben.",
    ),
    "17-sonstiges": Kind(
        "Teils gut, teils nicht gut",
        SAFE.format("Mittwoch, 16. Dezember"),
        "Dann bleibt es bei dieser Entscheidung.",
    ),
}
#: One letter for each kind of news, with a word or a number that stays German in it.
FOREIGN = {
    "01-bewilligung": "",
    "05-einladung_programm": "Café im Haus der Begegnung, Gartenstraße 8",
    "06-meldetermin": "030 23125 231",
    "10-minderung": "Sie haben den Lehrgang am 5. Oktober 2026 nicht angetreten",
    "17-sonstiges": "",
}
ENVELOPE = "Umschlag mit Smiley"


@pytest.fixture
def letters(all_letters: Letters) -> Iterator[Letters]:  # noqa: F811
    """The post, in German, and nothing wrong in the scripts of what was read."""
    all_letters.read_in("de")
    yield all_letters
    all_letters.watch.check()


def _lines(page: Page) -> list[str]:
    words = page.locator("main").inner_text()
    return [" ".join(line.split()) for line in words.split("\n") if line.split()]


def _row(letters: Letters, name: str) -> Locator:
    return letters.page.locator(f'a.row-link[href="/letters/{letters.ids[name]}"]')


def _has_no_barrier(page: Page) -> None:
    """The whole page at once: what one has not scrolled to yet lies behind the bar at the end."""
    size = page.viewport_size
    assert size is not None
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": height})
    page.emulate_media(color_scheme="light")
    found = axe.violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {each}" for each in axe.violations(page, axe.COLOURS)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(size)
    assert not found, f"{page.url}:\n" + "\n".join(found)


def _is_hard(name: str) -> bool:
    return bool(demo_letters.read(name)["label"] == "schwer")


def _lies_in_the_list(letters: Letters, name: str) -> None:
    letters.page.goto("/letters")
    row = _row(letters, name)
    expect(row.get_by_role("img", name=ENVELOPE)).to_be_visible()
    expect(row).to_contain_text(sender(name))
    expect(row.locator(".chip")).to_have_text(KINDS_READ[name].listed)
    expect(row.locator(".chip svg")).to_be_visible()
    expect(row).not_to_contain_text("Keine gute Nachricht")
    row.tap()


def _is_asked_first(page: Page, name: str) -> None:
    is_on(page, "Möchten Sie jetzt lesen oder zusammen mit Herrn Sommer?")
    expect(page.locator(".date-box")).to_contain_text(KINDS_READ[name].day)
    expect(page.locator(".date-box")).to_be_in_viewport()
    expect(page.locator("main")).not_to_contain_text("gute Nachricht")
    tap(page, "Jetzt lesen")


def _is_summed_up(page: Page, name: str) -> None:
    is_on(page, "Zusammenfassung")
    expect(page.locator(".letter").get_by_role("img", name=ENVELOPE)).to_be_visible()
    lines = _lines(page)
    amounts = page.locator(".money dd").all_inner_texts()
    assert bool(amounts) == any(
        isinstance(each["value"], int) for each in demo_letters.read(name)["fact"]
    )
    in_this_order(lines, *summary_in_order(name, *amounts))
    in_this_order(
        lines,
        "Wichtiges Datum", KINDS_READ[name].day,
        "Wenn Sie nichts tun", KINDS_READ[name].if_nothing,
        "Wer hilft?",
    )  # fmt: skip
    assert is_advised(name) == any(line.startswith("Unabhängige Beratung") for line in lines)


def _is_there_word_for_word(letters: Letters, name: str) -> None:
    page = letters.page
    tap(page, "Den genauen Brief zeigen")
    is_on(page, "Der genaue Brief")
    official = page.locator(".official")
    assert official.text_content() == demo_letters.read(name)["official_text"]
    expect(official).to_have_attribute("lang", "de")
    _has_no_barrier(page)
    original = page.get_by_role("link", name="Als Datei behalten").get_attribute("href")
    assert page.request.get(original or "").body().startswith(b"%PDF")
    tap(page, "Als Bild zeigen")
    is_on(page, "Der Brief als Bild")
    picture = page.get_by_alt_text("Seite 1 vom Brief. Die Wörter stehen darunter.")
    picture.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => document.images[0].complete && document.images[0].naturalWidth > 600"
    )
    tap(page, "Zurück zur Zusammenfassung")
    is_on(page, "Zusammenfassung")


def test_a_letter_of_every_kind_is_read() -> None:
    assert set(KINDS_READ) == set(demo_letters.NAMES)
    assert {demo_letters.read(name)["kind"] for name in KINDS_READ} == set(KINDS)
    assert {demo_letters.read(name)["label"] for name in FOREIGN} == set(Label)


@pytest.mark.parametrize("name", KINDS_READ)
def test_each_kind_is_read_from_the_list_to_the_last_page(letters: Letters, name: str) -> None:
    page = letters.page
    before = stored(letters.app)
    _lies_in_the_list(letters, name)
    if _is_hard(name):
        _is_asked_first(page, name)
    _is_summed_up(page, name)
    _has_no_barrier(page)
    _is_there_word_for_word(letters, name)
    assert stored(letters.app) == before  # nobody can tell that it was opened


@pytest.mark.parametrize("name", KINDS_READ)
def test_each_kind_can_be_read_together_after_all(letters: Letters, name: str) -> None:
    page = letters.open(name, "/summary")
    tap(page, "Zusammen lesen")
    expect(page.get_by_role("status")).to_contain_text("Herr Sommer liest den Brief mit Ihnen.")
    expect(page.locator("main")).to_contain_text("Sie lesen ihn zusammen mit Herrn Sommer.")
    tap(page, "Rückgängig")
    expect(page.get_by_role("status")).to_contain_text("Zurückgenommen.")
    expect(page.locator("main")).not_to_contain_text("Sie lesen ihn zusammen")


@pytest.mark.parametrize("language", ["ar", "tr"])
@pytest.mark.parametrize("name", FOREIGN)
def test_each_kind_of_news_can_be_read_in_another_language(
    letters: Letters, name: str, language: str
) -> None:
    letters.read_in(language)
    label = Label(demo_letters.read(name)["label"])
    shape = KINDS[demo_letters.read(name)["kind"]].as_ticked(demo_letters.facts(name))
    with speaking(language) as spoken:
        listed, said = _(LIST_TITLES[label]), _(LABEL_TITLES[label])
        heads = [_("Worum geht es?"), _("Was Sie tun können"), _("Wichtiges Datum"),
                 _("Wenn Sie nichts tun"), _("Wer hilft?")]  # fmt: skip
        if_nothing = _("".join(shape.if_nothing[:1]))
    assert said != LABEL_TITLES[label]
    letters.page.goto("/letters")
    expect(_row(letters, name).locator(".chip")).to_have_text(listed)

    page = letters.open(name, "/summary")
    html = page.locator("html")
    expect(html).to_have_attribute("lang", spoken.tag)
    expect(html).to_have_attribute("dir", spoken.direction)
    expect(page.locator(".letter .chip")).to_have_text(said)
    assert page.locator(".letter h2").all_inner_texts() == heads
    if shape.if_nothing:
        assert if_nothing != shape.if_nothing[0]
        assert if_nothing in _lines(page)
    _german_stands_beside(page, name)
    quoted = FOREIGN[name]
    if spoken.direction == "rtl":
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not quoted or f"\u2068{quoted}\u2069" in page.locator(".letter").inner_text()
    _has_no_barrier(page)

    page = letters.open(name, "/official")
    official = page.locator(".official")
    assert official.text_content() == demo_letters.read(name)["official_text"]
    assert (official.get_attribute("lang"), official.get_attribute("dir")) == ("de", "ltr")
    _has_no_barrier(page)


def _german_stands_beside(page: Page, name: str) -> None:
    """Each block of the template in German as well; the guide's own words only once."""
    demo = demo_letters.read(name)
    parts = page.locator("details.in-german")
    expect(parts).to_have_count(2 if "about" in demo else 4)
    for part in parts.all():
        box = part.locator("> div")
        assert (box.get_attribute("lang"), box.get_attribute("dir")) == ("de", "ltr")
        part.locator("summary").tap()
        expect(box).to_be_visible()
    expect(page.locator(".date-box .in-german")).to_contain_text(KINDS_READ[name].day)
    if "about" not in demo:
        return
    own = page.locator(".letter div[lang=de]").filter(
        has_text=re.compile(re.escape(KINDS_READ[name].if_nothing))
    )
    expect(own).to_have_attribute("dir", "ltr")
