"""Every page, for everybody, in every language: it is there, and nothing in it was left in German.

No browser: `tests/visit.py` reads the pages. What stays German on purpose says so (`lang="de"`),
or somebody wrote it: whatever stands in the database is their own.
"""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.languages import LANGUAGES
from app.domain.base import Base
from app.domain.sealed import Sealed
from tests.journeys.every_page import VISITORS, places
from tests.journeys.house import House, furnished, house, settings, speak  # noqa: F401
from tests.support import catalogs
from tests.support.gaps import forms, is_translated
from tests.visit import Element, Visit, folded, read

# Words that no other of our languages has. No names of offices: they stay on purpose.
GERMAN = re.compile(
    r"\b(?:und|oder|nicht|ist|sind|Sie|Ihnen|Ihre?[mnrs]?|für|auf|vom|zum|zur|eine[mnrs]?|"
    r"keine?[mnrs]?|schon|bitte|Bitte|wird|haben|möchten?|Uhr|Brief\w*|Treffen|Termin\w*|Schritt\w*|"
    r"[Hh]eute|Nachricht\w*|wenn|dann|Seite|Hilfe|Danke|Zurück)\b"
)
SPOKEN_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "data-words")


def enter(visit: Visit, session: Session, home: House, visitor: str) -> Visit:
    """Return the visitor's browser; whoever holds a card has answered its questions."""
    name = VISITORS[visitor]
    if name:
        return visit.as_(home.person(session, name))
    browser = Visit(visit.app)
    if visitor == "card in hand":
        browser.open("/card")
        (form,) = [each for each in browser.page.all("form") if each.get("id") == "card-number"]
        browser._send(form, form.all("button")[0], {"number": home.digits})
        for path, answer in (
            ("/start/agreement/store_meetings", {"answer": "yes"}),
            ("/start/agreement/store_letters", {"answer": "yes"}),
            ("/start/phone", {"use": "own"}),
        ):
            browser.open(path)
            form = browser.page.all("main")[0].all("form")[0]
            browser._send(form, form.all("button")[0], dict(answer))
    return browser


def spoken(page: Element) -> Iterator[str]:
    """Return every text of a page that is in the page's own language."""
    own = page.all("html")[0].get("lang")

    def inside(node: Element, language: str) -> Iterator[str]:
        language = node.get("lang") or language
        for child in node.children:
            if isinstance(child, Element):
                if child.tag not in {"script", "style"}:
                    yield from inside(child, language)
            elif language == own and child.strip():
                yield folded(child)
        if language == own:
            yield from (folded(node.get(each)) for each in SPOKEN_ATTRIBUTES if node.get(each))

    yield from inside(page, own)


def own_words(session: Session) -> list[str]:
    """Return whatever people wrote and the house keeps, the longest first."""
    found = {"Kleine Schritte"}  # the name of the app
    for mapper in Base.registry.mappers:
        sealed = [n for n, each in vars(mapper.class_).items() if isinstance(each, Sealed)]
        plain = [each.key for each in mapper.column_attrs]
        for row in session.scalars(select(mapper.class_)):
            for name in (*sealed, *plain):
                value = getattr(row, name)
                if isinstance(value, str) and GERMAN.search(value):
                    found.update(folded(line) for line in (value, *value.splitlines()))
    session.commit()
    return sorted(found, key=len, reverse=True)


def known(catalog: Catalog) -> re.Pattern[str] | None:
    """Return what finds texts that the catalog lacks, and translations that keep German words."""
    texts = []
    for each in catalog:
        if each.id and not is_translated(each):
            texts += forms(each.id)
        elif each.id:
            texts += [form for form in forms(each.string) if GERMAN.search(form)]
    parts = (re.sub(r"%\\\(\w+\\\)s", ".{0,80}?", re.escape(folded(text))) for text in texts)
    together = "|".join(sorted(parts, key=len, reverse=True))
    return re.compile(together) if together else None


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_is_there_in_every_language(
    app: Flask,
    house: House,  # noqa: F811
    session: Session,
    visit: Visit,
    code: str,
) -> None:
    speak(session, code)
    language = LANGUAGES[code]
    theirs = [] if language.is_german else own_words(session)
    lacking = None if language.is_german else known(catalogs.read(code))
    found: list[str] = []
    looked = 0
    for visitor in VISITORS:
        browser = enter(visit, session, house, visitor)
        if not VISITORS[visitor]:
            browser.open("/language")
            form = browser.page.all("form")[0]
            (button,) = [each for each in form.all("button") if each.get("value") == code]
            browser._send(form, button, {})
        else:
            browser.open("/settings/devices")
        for place in places(app, house, visitor):
            browser.open(place.path)
            looked += 1
            html = browser.page.all("html")[0]
            assert (html.get("lang"), html.get("dir")) == (language.tag, language.direction), place
            assert browser.status in {200, 404}, place
            if not language.is_german:
                left = left_over(browser.page, theirs, lacking)
                found += [f"{visitor} {place.path}: {text}" for text in left]
    assert looked > 100
    assert not found, f"{len(found)}\n" + "\n".join(dict.fromkeys(found))


def left_over(page: Element, theirs: list[str], lacking: re.Pattern[str] | None) -> Iterator[str]:
    """Return the texts of a page that are still German."""
    for text in spoken(page):
        rest = text
        if not GERMAN.search(rest):
            continue
        if lacking:
            rest = lacking.sub(" ", rest)
        for words in theirs:
            rest = rest.replace(words, " ")
        if GERMAN.search(rest):
            yield text


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>Nothing to do today.</p>", []),
        ("<p>Heute ist nichts zu tun.</p>", ["Heute ist nichts zu tun."]),
        ('<p lang="de">Sehr geehrte Frau Haddad, Ihr Brief</p>', []),
        ('<div lang="de"><p><b>Ihr</b> Brief</p></div>', []),
        ('<button aria-label="Zurück">×</button>', ["Zurück"]),
        ("<p>Jonas wrote: Wir sehen uns am Treffen.</p>", []),
        ("<p>It is not translated yet: Danke. Jonas sieht: Passt.</p>", []),
        ("<p>The letter (Terminsache)</p>", []),
    ],
)
def test_what_is_left_in_german_is_seen(body: str, found: list[str]) -> None:
    catalog = Catalog(locale="en")
    catalog.add("Danke. %(guide)s sieht: Passt.", "")
    catalog.add("Eine Terminsache", "The letter (Terminsache)")
    page = read(f'<html lang="en"><head></head><body>{body}</body></html>')
    assert list(left_over(page, ["Wir sehen uns am Treffen."], known(catalog))) == found
