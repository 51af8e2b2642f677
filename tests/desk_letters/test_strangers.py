"""A guide finds the letters of own people, and nobody else does."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core import clock
from app.core.pdf import Opened, Page
from app.desk.letters import actions
from app.domain.letters import Letter
from app.domain.shown_letters import ShownLetter
from tests import make
from tests.people import Cast
from tests.visit import Visit

GET, POST = "GET", "POST"


@pytest.fixture(params=["draft", "released"])
def letter(request: pytest.FixtureRequest, session: Session, cast: Cast) -> Letter:
    made = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    actions.attach(
        session, made, Opened("application/pdf", b"%PDF-", (Page(b"RIFF", "x"),)), now=clock.now()
    )
    if request.param == "released":
        actions.release(session, made, now=clock.now())
    session.commit()
    return made


def test_every_address_is_404_for_everybody_else(
    app: Flask, session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    now = clock.now()
    shown = ShownLetter(participant_id=cast.amira.id, began_at=now, sent_at=now)
    session.add(shown)
    session.commit()
    values = {
        "letter_id": letter.id,
        "participant_id": cast.amira.id,
        "shown_letter_id": shown.id,
        "number": 1,
    }
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("desk_letters.")]
    rules = [rule for rule in rules if rule.arguments]  # what belongs to somebody
    assert len(rules) >= 19
    for stranger in (cast.lena, cast.samir, cast.amira, cast.petra):
        other = visit.as_(stranger).open("/settings")
        token = next(
            e.get("value") for e in other.page.all("input") if e.get("name") == "csrf_token"
        )
        for rule in rules:
            wanted = {name: values[name] for name in rule.arguments}
            with app.test_request_context():
                path = app.url_map.bind("").build(rule.endpoint, wanted)
            for method in rule.methods & {GET, POST}:
                sent = {"csrf_token": token} if method == POST else {}
                answer = other.client.open(path, method=method, data=sent)
                assert answer.status_code == 404, (rule, method, stranger.role)


def test_a_former_guide_finds_nothing(session: Session, cast: Cast, visit: Visit) -> None:
    from sqlalchemy import update

    from app.domain.people import Guidance

    made = make.letter(session, to=cast.amira, by=cast.jonas)
    session.execute(
        update(Guidance)
        .where(Guidance.guide_id == cast.jonas.id)
        .values(ended_at=clock.now(), slot=None)
    )
    session.commit()
    desk = visit.as_(cast.jonas)
    assert desk.open(f"/desk/letters/{made.id}").status == 404
    assert desk.open(f"/desk/people/{cast.amira.id}/letters").status == 404


def test_the_guide_sees_pages_and_file(cast: Cast, visit: Visit, letter: Letter) -> None:
    desk = visit.as_(cast.jonas)
    assert desk.client.get(f"/desk/letters/{letter.id}/pages/1").data == b"RIFF"
    assert desk.client.get(f"/desk/letters/{letter.id}/original").data == b"%PDF-"
    assert desk.open(f"/desk/letters/{letter.id}/pages/0").status == 404
