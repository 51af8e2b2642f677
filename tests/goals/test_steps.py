"""Small steps: written down, done, made smaller, put away, laid elsewhere - and all of it back."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.goals import Doer, Drawer, Step
from tests import make
from tests.people import Cast
from tests.taps import post, twice
from tests.visit import Visit


@pytest.fixture
def amira(visit: Visit, cast: Cast) -> Visit:
    """Amira's phone."""
    return visit.as_(cast.amira)


@pytest.fixture
def walk(session: Session, cast: Cast) -> Step:
    """An open step of this week."""
    made = make.step(session, of=cast.amira)
    session.commit()
    return made


def steps(session: Session, cast: Cast) -> list[Step]:
    session.expire_all()
    found = session.scalars(
        select(Step).where(Step.participant_id == cast.amira.id).order_by(Step.position)
    ).all()
    session.commit()
    return list(found)


def test_a_new_step_needs_nothing_but_a_few_words(
    session: Session, cast: Cast, amira: Visit
) -> None:
    amira.open("/steps/new").sees("Was wäre ein kleines bisschen leichter?", "überspringen")
    twice(amira, "Speichern", text="  Die Pflanze gießen ")
    amira.sees("Diese Woche", "Die Pflanze gießen")
    [step] = steps(session, cast)
    assert (step.text, step.doer, step.drawer) == (
        "Die Pflanze gießen",
        Doer.ME,
        Drawer.THIS_WEEK,
    )
    assert not step.shared, "what is shown is shown on purpose"


def test_a_new_step_may_belong_to_a_goal_and_to_both(
    session: Session, cast: Cast, amira: Visit
) -> None:
    goal = make.goal(session, of=cast.amira, text="Wieder öfter rausgehen")
    session.commit()
    amira.open("/goals").follow("Kleiner Schritt dazu: Wieder öfter rausgehen")
    amira.press("Speichern", text="Zum See", doer="together", drawer="some_day")
    amira.sees("Irgendwann", "Zum See", "Sie machen das zusammen.", "Ziel: Wieder öfter rausgehen")
    [step] = steps(session, cast)
    assert (step.goal_id, step.shared) == (goal.id, True)


def test_writing_a_step_down_can_be_undone(session: Session, cast: Cast, amira: Visit) -> None:
    amira.open("/steps/new").press("Speichern", text="Die Pflanze gießen").press("Rückgängig")
    assert not steps(session, cast)[0].is_open


@pytest.mark.parametrize(
    ("text", "hint"),
    [("  ", "Hier fehlt noch der Schritt."), ("gehen " * 60, "Bitte etwas kürzer.")],
)
@pytest.mark.parametrize("page", ["/steps/new", "/steps/{}/edit", "/steps/{}/smaller"])
def test_a_slip_in_the_form_loses_nothing(
    session: Session, cast: Cast, amira: Visit, walk: Step, page: str, text: str, hint: str
) -> None:
    amira.open(page.format(walk.id))
    button = "So ist er kleiner" if "smaller" in page else "Speichern"
    amira.press(button, text=text).sees(hint, text.strip())
    assert amira.status == 422
    assert [each.text for each in steps(session, cast)] == ["Einmal um den Block gehen"]


def test_a_goal_of_someone_else_cannot_be_chosen(
    session: Session, cast: Cast, amira: Visit
) -> None:
    theirs = make.goal(session, of=cast.samir)
    session.commit()
    amira.open(f"/steps/new?goal={theirs.id}")
    assert str(theirs.id) not in [each.get("value") for each in amira.page.all("input")]
    amira.press("Speichern", text="Etwas")
    made = steps(session, cast)[0]
    assert post(amira, f"/steps/{made.id}/edit/undo?doer=me&goal={theirs.id}&shared=0") == 404


def test_it_worked_and_back_again(session: Session, cast: Cast, amira: Visit, walk: Step) -> None:
    twice(amira.open(f"/steps/{walk.id}"), "Hat geklappt").sees("Was schon war")
    assert steps(session, cast)[0].done_at
    amira.press("Rückgängig").sees("Einmal um den Block gehen")
    assert steps(session, cast)[0].is_open


def test_what_has_been_is_a_list_with_days_that_can_be_hidden(
    session: Session, cast: Cast, amira: Visit
) -> None:
    amira.open("/steps/done").sees("Hier ist noch nichts. Das ist in Ordnung.")
    make.step(session, of=cast.amira, text="Beim Arzt anrufen", done_at=make.clock.now())
    session.commit()
    amira.open("/steps/done").sees("Beim Arzt anrufen")
    amira.press("Nicht zeigen: Beim Arzt anrufen").sees("Hier ist noch nichts.")
    amira.press("Rückgängig").press("Nicht zeigen: Beim Arzt anrufen")
    amira.press("Wieder zeigen: Beim Arzt anrufen")
    amira.press("Noch einmal hervorholen: Beim Arzt anrufen")
    assert steps(session, cast)[0].is_open


def test_smaller_keeps_the_former_words(
    session: Session, cast: Cast, amira: Visit, walk: Step
) -> None:
    amira.open(f"/steps/{walk.id}").follow("Kleiner machen")
    twice(amira, "So ist er kleiner", text="Bis zur Haustür gehen")
    amira.sees("Vorher hieß es: Einmal um den Block gehen")
    assert steps(session, cast)[0].text == "Bis zur Haustür gehen"
    amira.press("Rückgängig")
    assert steps(session, cast)[0].text == "Einmal um den Block gehen"


def test_a_changed_step_goes_back_to_its_words_its_goal_and_its_doer(
    session: Session, cast: Cast, amira: Visit, walk: Step
) -> None:
    goal = make.goal(session, of=cast.amira)
    session.commit()
    amira.open(f"/steps/{walk.id}/edit")
    amira.press("Speichern", text="Zum Kiosk", doer="guide", goal=str(goal.id))
    amira.sees("Zum Kiosk", "Herr Sommer macht das.")
    assert steps(session, cast)[0].shared
    amira.press("Rückgängig")
    [step] = steps(session, cast)
    assert (step.text, step.doer, step.goal_id) == ("Einmal um den Block gehen", Doer.ME, None)


def test_undoing_a_change_of_the_doer_alone_leaves_the_words(
    session: Session, cast: Cast, amira: Visit, walk: Step
) -> None:
    amira.open(f"/steps/{walk.id}/smaller").press("So ist er kleiner", text="Bis zur Tür")
    amira.open(f"/steps/{walk.id}/edit").press("Speichern", doer="together").press("Rückgängig")
    assert steps(session, cast)[0].text == "Bis zur Tür"


def test_put_away_is_not_gone(session: Session, cast: Cast, amira: Visit, walk: Step) -> None:
    twice(amira.open(f"/steps/{walk.id}"), "Weglegen").sees("Weggelegt")
    assert not steps(session, cast)[0].is_open
    amira.press("Rückgängig")
    assert steps(session, cast)[0].is_open
    amira.open(f"/steps/{walk.id}").press("Weglegen")
    amira.follow("Einmal um den Block gehen").press("Wieder hervorholen")
    assert steps(session, cast)[0].is_open


def test_steps_move_by_buttons_and_back(session: Session, cast: Cast, amira: Visit) -> None:
    made = [make.step(session, of=cast.amira, text=t, position=i) for i, t in enumerate("abc")]
    session.commit()
    twice(amira.open(f"/steps/{made[2].id}"), "Weiter nach oben")
    assert [each.text for each in steps(session, cast)] == ["a", "c", "b"]
    amira.press("Rückgängig")
    assert [each.text for each in steps(session, cast)] == ["a", "b", "c"]
    amira.open(f"/steps/{made[0].id}").press("Weiter nach unten")
    assert [each.text for each in steps(session, cast)] == ["b", "a", "c"]
    amira.open(f"/steps/{made[0].id}").press("Zu „Irgendwann“").sees("Irgendwann")
    assert steps(session, cast)[0].drawer is Drawer.SOME_DAY
    amira.press("Rückgängig")
    assert [each.text for each in steps(session, cast)] == ["b", "a", "c"]


def test_a_place_that_does_not_exist_is_refused(amira: Visit, walk: Step) -> None:
    assert post(amira, f"/steps/{walk.id}/place?drawer=never") == 400
    assert post(amira, f"/steps/{walk.id}/place?drawer=some_day&index=many") == 303


def test_an_own_step_is_shown_and_kept_to_oneself(
    session: Session, cast: Cast, amira: Visit, visit: Visit
) -> None:
    own = make.step(session, of=cast.amira, shared=False)
    session.commit()
    amira.open(f"/steps/{own.id}").sees("Diesen Schritt sehen nur Sie.")
    amira.press("Diesen Schritt zeigen").sees("Herr Sommer sieht diesen Schritt.")
    assert steps(session, cast)[0].shared
    amira.press("Rückgängig").sees("Diesen Schritt sehen nur Sie.")
    assert not steps(session, cast)[0].shared


def test_a_step_with_the_guide_cannot_be_hidden_from_the_guide(
    session: Session, cast: Cast, amira: Visit
) -> None:
    both = make.step(session, of=cast.amira, doer=Doer.TOGETHER)
    session.commit()
    amira.open(f"/steps/{both.id}").sees("Sie machen das zusammen.").sees_not("Nur für mich")
    assert post(amira, f"/steps/{both.id}/sharing/undo") == 404
    assert steps(session, cast)[0].shared


@pytest.mark.parametrize("path", ["", "/edit", "/smaller"])
def test_a_stranger_sees_nothing_of_it(cast: Cast, visit: Visit, walk: Step, path: str) -> None:
    assert visit.as_(cast.samir).open(f"/steps/{walk.id}{path}").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "edit",
        "edit/undo?doer=guide",
        "smaller",
        "smaller/undo",
        "completion",
        "completion/undo",
        "put-away",
        "put-away/undo",
        "later",
        "place?drawer=some_day",
        "sharing",
        "sharing/undo",
        "acceptance",
        "acceptance/undo",
    ],
)
def test_a_stranger_can_do_nothing_with_it(
    session: Session, cast: Cast, visit: Visit, walk: Step, path: str
) -> None:
    samir = visit.as_(cast.samir)
    assert post(samir, f"/steps/{walk.id}/{path}", text="fremd", doer="me", goal="") == 404
    [step] = steps(session, cast)
    assert step.is_open
    assert (step.text, step.drawer) == ("Einmal um den Block gehen", Drawer.THIS_WEEK)


def test_a_guide_has_no_such_pages(cast: Cast, visit: Visit, walk: Step) -> None:
    jonas = visit.as_(cast.jonas)
    assert [jonas.open(path).status for path in ("/goals", f"/steps/{walk.id}")] == [404, 404]
