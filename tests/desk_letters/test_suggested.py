"""What the words of a letter speak for is offered, with these words, and never decided."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calm.letter_kinds import KINDS, Sender
from app.domain.letters import Letter
from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Visit


def begin(visit: Visit, cast: Cast, text: str) -> Visit:
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/letters/new")
    return desk.press("Weiter", official_text=text)


def kept(session: Session) -> Letter:
    found = session.scalars(select(Letter).execution_options(populate_existing=True)).one()
    session.commit()  # lets the next request write
    return found


@pytest.mark.parametrize("name", ["01-bewilligung", "09-erstattung", "10-minderung"])
def test_the_likely_kind_is_one_tap_away_and_says_why(
    session: Session, cast: Cast, visit: Visit, name: str
) -> None:
    demo = demo_letters.read(name)
    desk = begin(visit, cast, demo["official_text"]).sees("Das könnte es sein. Sie entscheiden.")
    offered = [each for each in desk.page.all("button") if each.get("name") == "kind"]
    assert offered[0].get("value") == demo["kind"]
    assert "weil im Brief steht:" in desk.text
    assert not [each for each in desk.page.all("input") if "checked" in each.attributes]
    assert kept(session).kind == "sonstiges"  # nothing is decided by a machine
    desk.press(KINDS[demo["kind"]].title)
    assert desk.path.endswith("/sender")
    assert kept(session).kind == demo["kind"]


def test_another_kind_is_as_good(session: Session, cast: Cast, visit: Visit) -> None:
    text = demo_letters.read("01-bewilligung")["official_text"]
    begin(visit, cast, text).press("Weiter", kind="sonstiges")
    assert kept(session).kind == "sonstiges"


def test_the_date_that_was_found_stands_there_to_be_compared(
    session: Session, cast: Cast, visit: Visit
) -> None:
    demo = demo_letters.read("15-reha")
    desk = begin(visit, cast, demo["official_text"]).press("Weiter", kind="reha")
    desk.sees("Im Text gefunden. Bitte mit dem Brief vergleichen.")
    values = {e.get("name"): e.get("value") for e in desk.page.all("input")}
    assert values["letter_on"] == demo["letter_on"].isoformat()
    assert kept(session).letter_on is None  # until the guide goes on
    desk.press("Weiter")
    letter = kept(session)
    assert (letter.letter_on, letter.sender, letter.facts) == (demo["letter_on"], Sender.DRV, ())


def test_a_text_that_says_nothing_offers_all_kinds(cast: Cast, visit: Visit) -> None:
    desk = begin(visit, cast, "Guten Tag.").sees_not("Das könnte es sein")
    (everything,) = [e for e in desk.page.all("details") if "Alle Arten" in e.text]
    assert "open" in everything.attributes


def test_a_letter_without_a_kind_cannot_be_released(
    session: Session, cast: Cast, visit: Visit
) -> None:
    begin(visit, cast, demo_letters.read("01-bewilligung")["official_text"])
    letter = kept(session)
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview").sees("Noch offen")
    desk.sees_not("Freigeben für Amira")
