"""Trust P-05: an eager and a silent participant look the same to the guide.

Whatever a participant may open, opened again and again, changes no word on any page of the desk.
Only what is sent on purpose does.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.architecture.sweep import address, expectations, rules
from tests.architecture.world import THINGS, WORDS, World, make_world
from tests.people import Cast
from tests.visit import Visit, read

EXPECTED = expectations()


@pytest.fixture
def world(app: Flask, session: Session, cast: Cast) -> World:
    """The cast and the others."""
    return make_world(app, session, cast)


def own_pages(app: Flask, session: Session, world: World, role: str) -> list[str]:
    """Return every address of a page that somebody in this role may open, with own things."""
    return list(_own_pages(app, session, world, role))


def _own_pages(app: Flask, session: Session, world: World, role: str) -> Iterator[str]:
    side = world.own(world.asker(role))
    for endpoint, found in rules(app).items():
        access = EXPECTED[endpoint]
        for rule in found:
            if role in access.roles and "GET" in (rule.methods or ()):
                values = {
                    name: WORDS[name]
                    if name in WORDS
                    else THINGS[access.things.get(name, name)](session, side)
                    for name in rule.arguments
                }
                yield address(app, rule, values)


def seen(guide: Visit, pages: list[str]) -> dict[str, object]:
    """Return what stands on these pages, without the secrets of their forms."""
    found: dict[str, object] = {}
    for page in pages:
        answer = guide.client.get(page)
        is_page = answer.mimetype == "text/html"
        body = read(answer.get_data(as_text=True)).text if is_page else answer.get_data()
        found[page] = (answer.status_code, body)
    return found


def test_reading_everything_changes_no_word_at_the_desk(
    app: Flask, session: Session, visit: Visit, cast: Cast, world: World
) -> None:
    eager = own_pages(app, session, world, "participant")
    desk = own_pages(app, session, world, "guide")
    session.commit()
    amira, jonas = visit.as_(cast.amira), visit.as_(cast.jonas)
    silent = seen(jonas, desk)
    assert len(eager) > 20
    assert len(desk) > 15
    for _time in range(3):
        for page in eager:
            amira.client.get(page)
    assert seen(jonas, desk) == silent
    amira.open("/messages").press("Ja, das passt.")
    assert seen(jonas, desk) != silent
