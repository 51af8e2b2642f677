"""Jonas writes a letter, Amira reads it and asks to read it together. Jonas sees only that."""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session

from app.core import clock
from app.core.pdf import open_file
from app.desk.letters import actions
from tests import make
from tests.bench.figures import Figures
from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.phone import is_on, tap
from tests.letters import demo_letters
from tests.people import Cast
from tests.support.browser import OpenPage
from tests.visit import Visit, read

pytestmark = pytest.mark.usefixtures("monday")

NAME = "09-erstattung"
PDF = demo_letters.FOLDER / f"{NAME}.pdf"
MOST_TAPS = 20
MOST_SECONDS = 60  # of this machine's work; a person reads the letter in between


@dataclass
class Desk:
    """The guide's hand on the mouse: every click, choice and typed field is counted."""

    page: Page
    count: int = 0
    began: float = field(default_factory=time.monotonic)

    def click(self, what: Locator) -> None:
        self.count += 1
        what.click()

    def press(self, words: str | re.Pattern[str]) -> None:
        """Click the one button or link with these words."""
        exact = isinstance(words, str)
        button = self.page.get_by_role("button", name=words, exact=exact)
        self.click(button.or_(self.page.get_by_role("link", name=words, exact=exact)))

    def choose(self, words: str) -> None:
        self.click(self.page.get_by_label(words, exact=True))

    def type(self, label: str, words: str) -> None:
        self.count += 1
        self.page.get_by_label(label, exact=True).fill(words)

    def tick(self, role: str) -> None:
        """Say that the first place that seems to be this was looked up in the letter."""
        seems = self.page.locator("option:checked", has_text=role)
        place = self.page.locator("[data-place]").filter(has=seems).first
        self.click(place.get_by_label("Im Brief geprüft"))


def write_to_amira(desk: Desk, *, text: str = "", file: Path | None = None) -> None:
    """The eight steps, with the letter's text pasted or read from its file."""
    desk.page.goto("/desk")
    desk.press("Frau Haddad")
    desk.press("Briefe ansehen und schreiben")
    desk.press("Neuer Brief")
    if file:
        desk.count += 1
        desk.page.get_by_label("Datei vom Brief").set_input_files(file)
        desk.press("Weiter")
        expect(desk.page.get_by_role("status")).to_contain_text("Die Datei ist da: 2 Seiten.")
    else:
        desk.type("Text vom Brief", text)
    desk.press("Weiter")
    is_on(desk.page, "Art")
    desk.press("Aufhebung und Erstattung")
    is_on(desk.page, "Datum und Absender")
    expect(desk.page.get_by_label("Datum auf dem Brief")).to_have_value("2026-11-10")
    desk.press("Weiter")

    is_on(desk.page, "Daten und Beträge")
    expect(desk.page.locator("input:checked")).to_have_count(0)  # nothing is chosen beforehand
    desk.tick("Brief vom")
    desk.tick("Betrag zurück")
    desk.choose("Ja")
    desk.press("Weiter")
    is_on(desk.page, "Zusammenfassung")
    desk.press("Weiter")
    is_on(desk.page, "Was für eine Nachricht?")
    desk.press("Weiter")
    desk.type("Ein kurzer Gruß, wenn Sie möchten", "Ich bin für Sie da.")
    desk.press("Weiter")

    is_on(desk.page, "Vorschau")
    seen = desk.page.locator(".phone")
    expect(seen).to_contain_text("240 Euro")
    expect(seen).to_contain_text("Ich bin für Sie da.")
    expect(desk.page.get_by_text("Noch offen")).to_have_count(0)
    desk.press("Freigeben für Amira")
    expect(desk.page.get_by_role("status")).to_contain_text("Bis dahin können Sie ihn zurückholen.")
    desk.press("Sofort zeigen")
    expect(desk.page.get_by_role("status")).to_contain_text("Amira sieht den Brief jetzt.")


@pytest.mark.parametrize("way", ["pasted", "file"])
def test_jonas_writes_amira_reads_and_asks_and_jonas_sees_it(
    cast: Cast, open_page: OpenPage, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(open_page(cast.jonas, desk=True))
    if way == "file":
        write_to_amira(desk, file=PDF)
    else:
        write_to_amira(desk, text=demo_letters.read(NAME)["official_text"])
    figures = Figures()
    with capsys.disabled():
        figures.at_most(f"letter_{way}_taps", desk.count, "taps", MOST_TAPS)
        seconds = time.monotonic() - desk.began
        figures.at_most(f"letter_{way}_seconds", seconds, "s", MOST_SECONDS)
    assert desk.count <= MOST_TAPS

    phone = open_page(cast.amira)
    phone.goto("/")
    tap(phone, "Zusammenfassung lesen")
    tap(phone, "Jetzt lesen")
    is_on(phone, "Zusammenfassung")
    expect(phone.get_by_text("Ich bin für Sie da.")).to_be_visible()
    tap(phone, "Den genauen Brief zeigen")
    expect(phone.locator(".official")).to_contain_text("Von Ihnen sind 240,00 EUR zu erstatten.")
    expect(phone.get_by_role("link", name="Als Bild zeigen")).to_have_count(int(way == "file"))
    phone.go_back()

    desk.page.goto("/desk")
    row = desk.page.locator("#people > li", has_text="Haddad")
    expect(row).not_to_contain_text("zusammen lesen")
    tap(phone, "Zusammen lesen")
    expect(phone.get_by_role("status")).to_contain_text("liest den Brief mit Ihnen.")
    desk.page.reload()
    expect(row).to_contain_text("Möchte einen Brief zusammen lesen")


# -- sent on purpose, and nothing else


def walk(visitor: Visit, start: str) -> dict[str, str]:
    """Return every page below that links lead to, without what is new on each (nonces, ids)."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in found or (answer := visitor.client.get(path)).mimetype != "text/html":
            continue
        html = answer.get_data(as_text=True)
        found[path] = re.sub(r'nonce="[^"]+"|<input[^>]*type="hidden"[^>]*>', "", html)
        links = (urlsplit(urljoin(path, each.get("href"))).path for each in read(html).all("a"))
        waiting += [each for each in links if each.startswith(start)]
    return found


def read_whatever_there_is(page: Page) -> int:
    """Follow every link as Amira, in her browser; return how many pages she saw."""
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        page.goto(path)
        links = "all => all.filter((a) => !a.hasAttribute('download')).map((a) => a.pathname)"
        here = "a[href^='/']:not([href*='.ics']):not([href*='/pages/'])"
        waiting += page.locator(here).evaluate_all(links)
    return len(seen)


def test_reading_everything_changes_not_one_byte_of_what_the_guide_sees(
    app: Flask, cast: Cast, session: Session, visit: Visit, open_page: OpenPage
) -> None:
    letter = demo_letters.letter(session, NAME, to=cast.amira, by=cast.jonas, released_at=None)
    actions.attach(session, letter, open_file(PDF.read_bytes()), now=clock.now())
    actions.release(session, letter, now=clock.now())
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    make.goal(session, of=cast.amira)
    make.step(session, of=cast.amira)
    make.message(session, of=cast.amira, by=cast.jonas)
    session.commit()
    jonas = visit.as_(cast.jonas)
    before = walk(jonas, "/desk")
    assert walk(jonas, "/desk") == before
    assert len(before) > 10

    page = open_page(cast.amira)
    assert read_whatever_there_is(page) > 15
    assert walk(jonas, "/desk") == before

    page.goto(f"/appointments/{meeting.id}")
    tap(page, "Passt")
    expect(page.get_by_text("Sie haben gesagt: Passt.").first).to_be_visible()
    assert walk(jonas, "/desk") != before
