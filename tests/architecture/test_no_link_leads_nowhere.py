"""Whoever reads can follow every link of every page, and from every page there is a way back."""

import re
from urllib.parse import urldefrag, urljoin

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import make
from tests.architecture.world import make_world
from tests.people import Cast
from tests.visit import Visit

STARTS = {"participant": "/", "guide": "/desk", "coordinator": "/office"}
ERROR = "/there-is-no-such-page"
MOST = 300  # pages; more is a link that makes new addresses for ever


def links(visit: Visit) -> set[str]:
    """Return the addresses inside the app that the page links to.

    The way to another language is on every page and names it: it is one page all the same.
    """
    hrefs = (each.get("href") for each in visit.page.all("a"))
    found = (urldefrag(urljoin(visit.path, href))[0] for href in hrefs)
    found = (re.sub(r"^(/language)\?next=.*", r"\1", each) for each in found)
    return {each for each in found if each.startswith("/")}


@pytest.mark.parametrize("role", STARTS)
def test_every_link_leads_somewhere(
    role: str, app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    world = make_world(app, session, cast)
    make.appointment(session, to=cast.amira, by=cast.jonas)
    make.appointment(session, to=cast.amira, by=cast.jonas, official=True)
    make.letter(session, to=cast.amira, by=cast.jonas)
    make.message(session, of=cast.amira, by=cast.jonas, body="Guten Tag.")
    make.step(session, of=cast.amira, text="Einmal um den Block")
    session.commit()
    person = world.asker(role)
    assert person is not None
    browser = visit.as_(person)
    assert browser.open("/").path == STARTS[role]
    browser.open(ERROR)
    assert browser.status == 404
    todo, seen = sorted(links(browser)), set[str]()
    todo += ["/help", "/privacy", "/settings", "/settings/devices"]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        assert len(seen) < MOST, sorted(seen)
        answer = browser.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        if answer.mimetype == "text/html":
            todo += sorted(links(browser.open(path)) - seen)
    assert len(seen) > 8, seen


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("amira", "Zurück zu Heute"),
        ("jonas", "Zurück zu Meine Leute"),
        ("petra", "Zurück zum Büro"),
    ],
)
def test_the_way_back_says_where_it_leads(cast: Cast, visit: Visit, who: str, words: str) -> None:
    person = getattr(cast, who)
    for path in ("/help", "/settings"):
        browser = visit.as_(person).open(path).follow(words)
        assert browser.path == STARTS[person.role]
    browser = visit.as_(person).open(ERROR).follow("Zur ersten Seite")
    assert browser.path == STARTS[person.role]


@pytest.mark.parametrize(("who", "home"), [("jonas", "Meine Leute"), ("petra", "Büro")])
def test_staff_find_home_at_the_foot_of_every_page(
    cast: Cast, visit: Visit, who: str, home: str
) -> None:
    person = getattr(cast, who)
    page = visit.as_(person).open("/settings/devices").follow(home)
    assert page.path == STARTS[person.role]
