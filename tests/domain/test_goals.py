"""Goals and steps: nothing fails, everything can be taken back."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.domain.goals import (
    Area,
    Doer,
    DoneTogether,
    Drawer,
    EnoughGoals,
    Goal,
    Step,
    check_room_for_a_goal,
)
from app.domain.sealed import lend_keyring
from tests.domain.keys import OneKey

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    with lend_keyring(OneKey()):
        yield


def a_step(text: str = "Einmal um den Block gehen", doer: Doer = Doer.ME) -> Step:
    return Step(
        participant_id=uuid.uuid4(),
        text=text,
        doer=doer,
        drawer=Drawer.THIS_WEEK,
        shared=False,
        position=0,
        created_at=NOW,
    )


def a_goal() -> Goal:
    return Goal(
        participant_id=uuid.uuid4(), area=Area.HEALTH, text="Ausruhen", why="", created_at=NOW
    )


def in_order(*steps: Step) -> list[str]:
    return [each.text for each in sorted(steps, key=lambda each: each.position)]


def test_a_step_made_smaller_remembers_the_words_before() -> None:
    step = a_step()
    step.make_smaller("Bis zur Tür gehen", language="de")
    assert (step.text, step.bigger_text) == ("Bis zur Tür gehen", "Einmal um den Block gehen")
    step.undo_smaller()
    assert (step.text, step.bigger_text) == ("Einmal um den Block gehen", "")


def test_the_same_words_make_no_step_smaller() -> None:
    step = a_step()
    step.make_smaller("Bis zur Tür gehen", language="de")
    step.make_smaller("Bis zur Tür gehen", language="de")
    step.undo_smaller()
    assert step.text == "Einmal um den Block gehen"


def test_undoing_twice_changes_nothing_more() -> None:
    step = a_step()
    step.make_smaller("Bis zur Tür gehen", language="de")
    step.undo_smaller()
    step.undo_smaller()
    assert step.text == "Einmal um den Block gehen"


def test_what_worked_keeps_its_first_day() -> None:
    step = a_step()
    step.complete(now=NOW)
    step.complete(now=LATER)
    assert step.done_at == NOW
    step.reopen()
    assert step.is_open


def test_what_is_put_away_comes_back_to_where_it_lay() -> None:
    step = a_step()
    step.lay(Drawer.SOME_DAY, [])
    step.put_away(now=NOW)
    step.put_away(now=LATER)
    assert not step.is_open
    assert step.put_away_at == NOW
    step.take_out()
    assert step.is_open
    assert step.drawer is Drawer.SOME_DAY


@pytest.mark.parametrize(
    ("at", "order"),
    [(0, "new a b"), (1, "a new b"), (2, "a b new"), (99, "a b new"), (-5, "new a b")],
)
def test_a_step_is_laid_between_the_others(at: int, order: str) -> None:
    a, b, new = a_step("a"), a_step("b"), a_step("new")
    new.lay(Drawer.SOME_DAY, [a, b], at=at)
    assert in_order(a, b, new) == order.split()


def test_a_step_is_laid_at_the_end_unless_said_otherwise() -> None:
    a, b, new = a_step("a"), a_step("b"), a_step("new")
    new.lay(Drawer.THIS_WEEK, [a, b])
    assert in_order(a, b, new) == ["a", "b", "new"]


def test_later_is_behind_the_others() -> None:
    a, b = a_step("a"), a_step("b")
    a.lay_behind([b], some_day=[])
    assert in_order(a, b) == ["b", "a"]
    assert a.drawer is Drawer.THIS_WEEK


def test_later_sends_the_only_step_of_this_week_to_some_day() -> None:
    only, waiting = a_step("only"), a_step("waiting")
    only.lay_behind([], some_day=[waiting])
    assert only.drawer is Drawer.SOME_DAY
    assert in_order(waiting, only) == ["waiting", "only"]


def test_a_step_of_the_guide_does_not_count_as_another_one() -> None:
    only = a_step("only")
    only.lay_behind([a_step("guide's", Doer.GUIDE)], some_day=[])
    assert only.drawer is Drawer.SOME_DAY


@pytest.mark.parametrize("doer", [Doer.GUIDE, Doer.TOGETHER])
def test_what_the_guide_takes_part_in_is_seen_by_the_guide(doer: Doer) -> None:
    step = a_step()
    step.give_to(doer)
    assert step.shared
    with pytest.raises(DoneTogether):
        step.show(shared=False)


def test_an_own_step_can_be_shown_and_kept_to_oneself() -> None:
    step = a_step()
    step.show(shared=True)
    assert step.shared
    step.show(shared=False)
    assert not step.shared


def test_there_is_room_for_three_goals() -> None:
    check_room_for_a_goal(2)
    with pytest.raises(EnoughGoals):
        check_room_for_a_goal(3)


def test_a_goal_comes_back_only_if_there_is_room() -> None:
    goal = a_goal()
    goal.put_away(now=NOW)
    with pytest.raises(EnoughGoals):
        goal.take_out(open_goals=3)
    assert goal.put_away_at == NOW
    goal.take_out(open_goals=2)
    assert goal.put_away_at is None


def test_taking_out_a_goal_that_is_out_needs_no_room() -> None:
    a_goal().take_out(open_goals=3)


def test_a_goal_in_other_words_remembers_the_former_ones() -> None:
    goal = a_goal()
    goal.reword("Schlafen", "Weil es guttut", language="de")
    goal.reword("Schlafen", "Weil es guttut", language="de")
    assert (goal.former_text, goal.former_why) == ("Ausruhen", "")
    goal.undo_reword()
    goal.undo_reword()
    assert (goal.text, goal.why) == ("Ausruhen", "")
