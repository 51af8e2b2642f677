"""Words of a guide keep the guide's language until the participant says them anew.

Screen readers and reading aloud go by `lang`: an Arabic voice does not read German.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.languages import SOURCE
from app.domain.goals import Doer, Goal, Step
from tests import make
from tests.people import Cast
from tests.taps import post
from tests.visit import Element, Visit

CHOIR, ONLY_LISTEN = "Beim Chor anrufen", "فقط أستمع مرة واحدة"
OUTSIDE, LAKE = "أن أخرج أكثر", "أحب البحيرة"


@pytest.fixture
def amira(session: Session, cast: Cast, visit: Visit) -> Visit:
    """The phone of Amira, who reads Arabic."""
    session.merge(cast.amira).language = "ar"
    session.commit()
    return visit.as_(cast.amira)


@pytest.fixture
def choir(session: Session, cast: Cast, visit: Visit, amira: Visit) -> Step:
    """What Jonas, who writes German, suggests to her."""
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}").follow("Schritt vorschlagen")
    desk.press("Vorschlagen", text=CHOIR)
    return session.scalars(select(Step)).one()


def languages(visitor: Visit, words: str) -> set[str]:
    """Return in which languages these words stand on the page."""
    found = {_spoken(each) for each in visitor.page.all("bdi") if each.text == words}
    assert found, f"{words!r} is not on {visitor.path}"
    return found


def _spoken(element: Element) -> str:
    return next(each.get("lang") for each in _upwards(element) if each.get("lang"))


def _upwards(element: Element | None) -> Iterator[Element]:
    while element is not None:
        yield element
        element = element.parent


def test_a_suggestion_is_german_from_the_first_page_to_the_last(amira: Visit, choir: Step) -> None:
    own = f"/steps/{choir.id}"
    for page in ("/goals", own):
        assert languages(amira.open(page), CHOIR) == {"de"}, page
    assert post(amira, f"{own}/acceptance") == 303
    for page in ("/", "/goals", own, f"{own}/smaller"):
        assert languages(amira.open(page), CHOIR) == {"de"}, page
    assert post(amira, f"{own}/put-away") == 303
    assert languages(amira.open("/goals"), CHOIR) == {"de"}, "put away"
    assert post(amira, f"{own}/put-away/undo") == 303
    assert post(amira, f"{own}/completion") == 303
    assert languages(amira.open("/steps/done"), CHOIR) == {"de"}
    assert post(amira, f"{own}/put-away") == 303
    assert languages(amira.open("/steps/done"), CHOIR) == {"de"}, "not shown"


def test_smaller_words_are_her_own_and_the_way_back_leads_to_his(
    session: Session, amira: Visit, choir: Step
) -> None:
    own = f"/steps/{choir.id}"
    assert post(amira, f"{own}/acceptance") == 303
    assert post(amira, f"{own}/smaller", text=ONLY_LISTEN) == 303
    amira.open(own)
    assert languages(amira, ONLY_LISTEN) == {"ar"}
    assert languages(amira, CHOIR) == {"de"}, "what it was called before"
    assert languages(amira.open("/"), ONLY_LISTEN) == {"ar"}
    assert post(amira, f"{own}/smaller/undo") == 303
    assert languages(amira.open(own), CHOIR) == {"de"}


def test_saying_it_in_other_words_makes_it_hers_until_that_is_undone(
    amira: Visit, choir: Step
) -> None:
    own = f"/steps/{choir.id}"
    assert post(amira, f"{own}/edit", text=ONLY_LISTEN, doer=Doer.ME, goal="") == 303
    assert languages(amira.open("/goals"), ONLY_LISTEN) == {"ar"}
    assert post(amira, f"{own}/edit/undo?doer=me&goal=&shared=1") == 303
    assert languages(amira.open("/goals"), CHOIR) == {"de"}


def test_the_same_words_stay_his_when_only_who_does_it_changes(amira: Visit, choir: Step) -> None:
    own = f"/steps/{choir.id}"
    assert post(amira, f"{own}/edit", text=CHOIR, doer=Doer.TOGETHER, goal="") == 303
    for page in ("/", "/goals", own):
        assert languages(amira.open(page), CHOIR) == {"de"}, page


def test_another_guide_writes_another_language(
    session: Session, cast: Cast, visit: Visit, amira: Visit
) -> None:
    session.merge(cast.jonas).language = "pl"
    session.commit()
    desk = visit.as_(cast.jonas)
    words = {"text": "Zadzwonić do chóru", "doer": Doer.ME}
    assert post(desk.open("/desk"), f"/desk/people/{cast.amira.id}/steps", **words) == 303
    assert languages(amira.open("/goals"), "Zadzwonić do chóru") == {"pl"}


def test_her_own_words_stay_in_her_language_where_german_is_read(
    session: Session, cast: Cast, visit: Visit, amira: Visit
) -> None:
    assert post(amira, "/goals/new", text=OUTSIDE, why=LAKE, area="health") == 303
    goal = session.scalars(select(Goal)).one()
    step = {"text": ONLY_LISTEN, "drawer": "this_week", "shared": "y"}
    assert post(amira, "/steps/new", doer=Doer.ME, goal=goal.id, **step) == 303
    made = session.scalars(select(Step)).one()
    session.merge(cast.amira).language = SOURCE
    session.commit()
    in_german = visit.as_(cast.amira).open("/goals")
    for words in (OUTSIDE, LAKE, ONLY_LISTEN):
        assert languages(in_german, words) == {"ar"}, "the goal also beside its step"
    desk = visit.as_(cast.jonas)
    for is_done in (False, True):
        if is_done:
            assert post(in_german, f"/steps/{made.id}/completion") == 303
        desk.open(f"/desk/people/{cast.amira.id}")
        assert languages(desk, OUTSIDE) == languages(desk, ONLY_LISTEN) == {"ar"}


def test_a_goal_said_anew_in_german_remembers_that_it_was_arabic(
    session: Session, cast: Cast, visit: Visit, amira: Visit
) -> None:
    assert post(amira, "/goals/new", text=OUTSIDE, why="", area="health") == 303
    own = f"/goals/{session.scalars(select(Goal)).one().id}"
    session.merge(cast.amira).language = SOURCE
    session.commit()
    in_german = visit.as_(cast.amira).open(f"{own}/edit").press("Speichern", text="Zum See")
    assert languages(in_german, "Zum See") == {"de"}
    assert languages(in_german.open(f"{own}/edit"), OUTSIDE) == {"ar"}, "what it was called before"
    assert post(in_german, f"{own}/edit/undo?area=health") == 303
    assert languages(in_german.open("/goals"), OUTSIDE) == {"ar"}
    assert post(in_german, f"{own}/put-away") == 303
    assert languages(in_german.open("/goals"), OUTSIDE) == {"ar"}, "put away"


def test_where_to_go_for_an_official_date_is_said_as_it_was_written(
    session: Session, cast: Cast, amira: Visit
) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas, official=True, place="Zimmer 5")
    assert languages(amira.open("/"), "Zimmer 5") == {"de"}
