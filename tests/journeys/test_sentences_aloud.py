"""What is read of a page: whole sentences, and of what is folded up only what was opened."""

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.domain.letters import Letter
from tests import make
from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.listening import GERMAN, button, listen
from tests.people import Cast
from tests.support.browser import OpenPage
from tests.support.speech import Voices
from tests.visit import folded

pytestmark = pytest.mark.usefixtures("monday")

# Without the newest parts of a browser: then by rules of our own, and the whole block is marked.
OLD_BROWSER = "delete Intl.Segmenter; delete globalThis.Highlight; delete CSS.highlights;"
SAID = (
    "Guten Tag, Frau Haddad. Wir sehen uns am Dienstag, 24. November, um 10:30 Uhr, z. B. bei "
    "Dr. Lang in Nr. 5 im Hof. Passt das?\nSonst: 0221 4710 100\nBis bald\n"
    + "Es gibt viel zu erzählen, und manches davon dauert etwas länger, " * 3
    + "aber alles hat Zeit."
)
SENTENCES = [
    "Guten Tag, Frau Haddad.",
    "Wir sehen uns am Dienstag, 24. November, um 10:30 Uhr, z. B. bei Dr. Lang in Nr. 5 im Hof.",
    "Passt das?",
    "Sonst: 0221 4710 100",
    "Bis bald",
]


@pytest.mark.parametrize("old", [False, True])
def test_a_day_and_a_number_stay_whole_and_a_long_sentence_is_cut(
    cast: Cast, session: Session, open_page: OpenPage, old: bool
) -> None:
    make.message(session, of=cast.amira, by=cast.jonas, body=SAID)
    session.commit()
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN)
    if old:
        page.add_init_script(OLD_BROWSER)
    page.goto("/messages")
    listen(page)
    said = [each["text"] for each in phone.wait_until_silent()][1:]
    assert said[: len(SENTENCES)] == SENTENCES
    assert max(map(len, said)) <= 160
    assert " ".join(said) == folded(SAID)
    if old:
        assert phone.said[1]["marked"], "the block is marked"
        expect(page.locator(".spoken")).to_have_count(0)


def test_an_explained_word_can_be_heard(cast: Cast, letter: Letter, open_page: OpenPage) -> None:
    page = open_page(cast.amira)
    phone = Voices(page, GERMAN)
    page.goto(f"/letters/{letter.id}/official")
    expect(button(page).first).to_be_visible()
    page.locator("a.word", has_text="Rechtsbehelfsbelehrung").first.click()
    page.get_by_role("dialog").locator("button.voice").click()
    said = " ".join(each["text"] for each in phone.wait_until_silent())
    assert said.startswith("Text im Brief: So kann man widersprechen")
    assert "Schließen" not in said
