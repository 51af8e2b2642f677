"""The small dot on the tabs: something came, and nothing was said to it. Reading leaves it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.messages import Form
from tests import make
from tests.people import Cast
from tests.visit import Visit


@pytest.fixture
def amira(visit: Visit, cast: Cast) -> Visit:
    """Amira's phone."""
    return visit.as_(cast.amira)


def marked(amira: Visit) -> list[str]:
    """Return the words of the tabs that have a dot, as they are read aloud."""
    [tabs] = [each for each in amira.page.all("nav") if each.get("class") == "tabs"]
    return [
        f"{link.text}, {dot.get('aria-label')}"
        for link in tabs.all("a")
        for dot in link.all("span")
        if dot.get("class") == "dot"
    ]


def test_what_came_has_a_dot_and_no_number(session: Session, cast: Cast, amira: Visit) -> None:
    assert marked(amira.open("/")) == []
    for _number in range(2):
        make.step(session, of=cast.amira, suggested_by_id=cast.jonas.id)
        make.letter(session, to=cast.amira, by=cast.jonas)
        make.message(session, of=cast.amira, by=cast.jonas)
    for path in ("/", "/settings", "/letters", "/messages", "/appointments"):
        assert marked(amira.open(path)) == ["Schritte, neu", "Briefe, neu", "Nachrichten, neu"]


def test_a_dot_goes_with_an_answer_and_not_with_looking(
    session: Session, cast: Cast, amira: Visit
) -> None:
    make.step(session, of=cast.amira, text="Zum Chor", suggested_by_id=cast.jonas.id)
    letter = make.letter(session, to=cast.amira, by=cast.jonas)
    make.message(session, of=cast.amira, by=cast.jonas)
    session.commit()
    for path in ("/goals", f"/letters/{letter.id}", "/messages"):
        amira.open(path)
    assert len(marked(amira.open("/"))) == 3, "looking changes nothing"
    amira.open("/goals").press("Nein, danke: Zum Chor")
    amira.open("/messages").press("Danke.")
    assert marked(amira) == ["Briefe, neu"]
    amira.open(f"/letters/{letter.id}").press("Weglegen")
    assert marked(amira) == []
    amira.press("Rückgängig").open(f"/letters/{letter.id}").press("Zusammen lesen")
    assert marked(amira.open("/letters")) == []


def test_what_somebody_else_says_takes_no_dot_away(
    session: Session, cast: Cast, amira: Visit
) -> None:
    make.message(session, of=cast.amira, by=cast.amira)
    make.message(session, of=cast.amira, by=cast.jonas)
    make.message(session, of=cast.samir, by=cast.samir)
    assert marked(amira.open("/")) == ["Nachrichten, neu"]


def test_a_dot_goes_by_itself(session: Session, cast: Cast, amira: Visit) -> None:
    long_ago = make.clock.now() - timedelta(days=8)
    make.step(session, of=cast.amira, suggested_by_id=cast.jonas.id).created_at = long_ago
    make.letter(session, to=cast.amira, by=cast.jonas).released_at = long_ago
    make.message(session, of=cast.amira, by=cast.jonas).sent_at = long_ago
    assert marked(amira.open("/")) == []


def test_what_is_not_there_has_no_dot(session: Session, cast: Cast, amira: Visit) -> None:
    make.message(session, of=cast.amira, by=cast.jonas).form = Form.ENCOURAGEMENT
    make.message(session, of=cast.amira, by=cast.jonas).withdrawn_at = make.clock.now()
    make.message(session, of=cast.amira, by=cast.amira)
    make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    make.letter(
        session, to=cast.amira, by=cast.jonas, released_at=make.clock.now() + timedelta(minutes=9)
    )
    make.step(session, of=cast.amira)
    make.message(session, of=cast.samir, by=cast.lena)
    make.letter(session, to=cast.samir, by=cast.lena)
    make.step(session, of=cast.samir, suggested_by_id=cast.lena.id)
    assert marked(amira.open("/")) == []


def test_dots_can_be_switched_off(session: Session, cast: Cast, amira: Visit) -> None:
    make.message(session, of=cast.amira, by=cast.jonas)
    amira.open("/settings").press("Speichern", marks="no").sees("Gespeichert.")
    assert marked(amira) == []
    amira.open("/").sees("Eine neue Nachricht ist da.")
    assert marked(amira.open("/settings").press("Speichern", marks="yes")) == ["Nachrichten, neu"]
