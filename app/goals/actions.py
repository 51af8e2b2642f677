"""Writes of goals and steps by the participant. Each can be undone."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.core import notes
from app.core.i18n import _
from app.core.once import add_once, id_for
from app.domain.access import Viewer
from app.domain.goals import Area, Doer, Drawer, Goal, Step, check_room_for_a_goal
from app.domain.people import Person
from app.goals import queries


def create_goal(
    session: Session,
    viewer: Viewer,
    *,
    goal_id: uuid.UUID,
    area: Area,
    text: str,
    why: str,
    language: str,
    now: datetime,
) -> uuid.UUID:
    """Write a goal down, once per form; return its id. Raises EnoughGoals."""

    def is_same(known: Goal) -> bool:
        is_own = known.participant_id == viewer.person_id
        return is_own and (known.area, known.text, known.why) == (area, text, why)

    goal_id = id_for(session, Goal, goal_id, is_same)
    others = [each for each in queries.open_goals(session, viewer) if each.id != goal_id]
    check_room_for_a_goal(len(others))
    add_once(
        session,
        Goal(
            id=goal_id,
            participant_id=viewer.person_id,
            area=area,
            text=text,
            why=why,
            language=language,
            created_at=now,
        ),
    )
    return goal_id


def change_goal(goal: Goal, *, area: Area, text: str, why: str, language: str) -> None:
    """Say a goal in other words; the former ones are kept for the way back."""
    goal.area = area
    goal.reword(text, why, language=language)


def take_goal_out(session: Session, viewer: Viewer, goal: Goal) -> None:
    """Take a goal out again. Raises EnoughGoals."""
    goal.take_out(open_goals=len(queries.open_goals(session, viewer)))


@dataclass(frozen=True)
class Written:
    """What a participant writes about a step: the words, the goal it is for, and who takes it."""

    text: str
    language: str
    goal: Goal | None
    doer: Doer

    @property
    def goal_id(self) -> uuid.UUID | None:
        """The id of the goal, if there is one."""
        return self.goal.id if self.goal else None


def create_step(
    session: Session,
    viewer: Viewer,
    written: Written,
    *,
    step_id: uuid.UUID,
    drawer: Drawer,
    shared: bool,
    now: datetime,
) -> uuid.UUID:
    """Write a step down behind the others of its drawer, once per form; return its id."""

    def is_same(known: Step) -> bool:
        is_own = known.participant_id == viewer.person_id
        said = known.text, known.goal_id, known.doer
        return is_own and said == (written.text, written.goal_id, written.doer)

    step = Step(
        id=id_for(session, Step, step_id, is_same),
        participant_id=viewer.person_id,
        goal_id=written.goal_id,
        text=written.text,
        language=written.language,
        shared=shared,
        created_at=now,
    )
    step.give_to(written.doer)
    others = _lying_in(session, viewer, drawer)
    if add_once(session, step):
        step.lay(drawer, others)
    return step.id


def change_step(step: Step, written: Written) -> None:
    """Say a step in other words, give it to someone else or to another goal."""
    # Unchanged words leave no former ones: undo would bring back those of an older change.
    step.bigger_text = ""
    step.make_smaller(written.text, language=written.language)
    step.goal_id = written.goal_id
    step.give_to(written.doer)


def undo_change(step: Step, *, goal: Goal | None, doer: Doer, shared: bool) -> None:
    """Undo `change_step`: the former words, goal, and who takes it."""
    step.undo_smaller()
    step.goal_id = goal.id if goal else None
    step.shared = shared
    step.give_to(doer)


def move(session: Session, viewer: Viewer, step: Step, drawer: Drawer, *, at: int | None) -> int:
    """Lay an open step into a drawer at an index (None is the end); return its former index."""
    mates = _lying_in(session, viewer, step.drawer)
    former = mates.index(step)
    others = mates if step.drawer is drawer else _lying_in(session, viewer, drawer)
    step.lay(drawer, [each for each in others if each is not step], at=at)
    return former


def later(session: Session, viewer: Viewer, step: Step) -> int:
    """Lay an open step behind the others; return its former index."""
    mates = _lying_in(session, viewer, step.drawer)
    former = mates.index(step)
    mates.remove(step)
    some_day = _lying_in(session, viewer, Drawer.SOME_DAY)
    step.lay_behind(mates, some_day)
    return former


def take_suggestion(session: Session, viewer: Viewer, step: Step) -> None:
    """Make a suggested step one's own, behind the others of its drawer."""
    others = _lying_in(session, viewer, step.drawer)
    step.suggested_by_id = None
    step.lay(step.drawer, others)


def _lying_in(session: Session, viewer: Viewer, drawer: Drawer) -> list[Step]:
    return queries.drawer(session, viewer, drawer, to_change=True)


def together_id(viewer: Viewer, now: datetime) -> uuid.UUID:
    """Return the id of the note "a goal, together": one a day is enough."""
    return uuid.uuid5(viewer.person_id, f"goal together {now.date()}")


def ask_to_plan_together(session: Session, viewer: Viewer, guide: Person, *, now: datetime) -> None:
    """Tell the guide that the participant would like to find a goal together."""
    notes.tell_guide(
        session,
        viewer,
        guide,
        note_id=together_id(viewer, now),
        words=lambda: _("Ich möchte gern mit Ihnen zusammen ein Ziel anlegen."),
        now=now,
    )
