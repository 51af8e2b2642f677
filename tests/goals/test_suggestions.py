"""What the guide suggests is the participant's only once they take it."""

import pytest
from sqlalchemy.orm import Session

from app.domain.goals import Step
from tests import make
from tests.people import Cast
from tests.taps import post, twice
from tests.visit import Visit


@pytest.fixture
def idea(session: Session, cast: Cast) -> Step:
    """A step Jonas suggests to Amira, who has one already."""
    make.step(session, of=cast.amira, text="Einmal um den Block gehen")
    made = make.step(
        session, of=cast.amira, text="Zwei Minuten auf den Balkon", suggested_by_id=cast.jonas.id
    )
    session.commit()
    return made


@pytest.fixture
def amira(visit: Visit, cast: Cast, idea: Step) -> Visit:
    """Amira's phone, with the suggestion on the page."""
    return visit.as_(cast.amira).open("/goals").sees("Herr Sommer schlägt vor:")


def after(session: Session, idea: Step) -> Step:
    session.refresh(idea)
    session.commit()
    return idea


def test_taking_it_makes_it_an_own_step(
    session: Session, cast: Cast, amira: Visit, idea: Step
) -> None:
    twice(amira, "Annehmen: Zwei Minuten auf den Balkon").sees_not("schlägt vor")
    taken = after(session, idea)
    assert taken.suggested_by_id is None
    assert taken.position == 1, "behind the one that was there"
    amira.press("Rückgängig").sees("Herr Sommer schlägt vor:")
    assert after(session, idea).suggested_by_id == cast.jonas.id


def test_no_thanks_is_fine_and_can_be_undone(session: Session, amira: Visit, idea: Step) -> None:
    twice(amira, "Nein, danke: Zwei Minuten auf den Balkon").sees("In Ordnung.")
    assert after(session, idea).put_away_at
    amira.sees_not("Zwei Minuten auf den Balkon")
    amira.press("Rückgängig").sees("Herr Sommer schlägt vor:")


def test_changing_it_takes_it_and_undo_gives_it_back(
    session: Session, cast: Cast, amira: Visit, idea: Step
) -> None:
    amira.follow("Ändern: Zwei Minuten auf den Balkon")
    amira.press("Speichern", text="Kurz ans Fenster").sees_not("schlägt vor")
    assert (after(session, idea).text, idea.suggested_by_id) == ("Kurz ans Fenster", None)
    amira.press("Rückgängig").sees("Herr Sommer schlägt vor:", "Zwei Minuten auf den Balkon")
    assert after(session, idea).suggested_by_id == cast.jonas.id


def test_it_cannot_be_done_or_moved_before_it_is_taken(
    session: Session, amira: Visit, idea: Step
) -> None:
    for path in ("completion", "later", "place?drawer=some_day", "smaller"):
        assert post(amira, f"/steps/{idea.id}/{path}", text="anders") == 404
    assert after(session, idea).done_at is None


def test_an_own_step_cannot_be_turned_into_a_suggestion(
    session: Session, cast: Cast, amira: Visit, idea: Step
) -> None:
    own = make.step(session, of=cast.amira, text="Meins")
    session.commit()
    assert post(amira, f"/steps/{own.id}/acceptance/undo") == 404
    assert after(session, own).suggested_by_id is None


def test_it_does_not_stand_on_the_start_page(amira: Visit) -> None:
    amira.open("/").sees_not("Zwei Minuten auf den Balkon")
