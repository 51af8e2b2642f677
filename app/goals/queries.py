"""Reads of goals and steps. What a viewer may not see does not exist."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access import Viewer, visible_goals, visible_steps
from app.domain.goals import Drawer, Goal, Step
from app.domain.people import Guidance, Person, Programme

# Suggestions by the desk all begin at position 0: the older one first, then by id, never at random.
_ORDER = (Step.position, Step.created_at, Step.id)


@dataclass(frozen=True)
class Board:
    """Everything on the page of steps, each list in the participant's order."""

    goals: list[Goal]
    suggestions: list[Step]
    this_week: list[Step]
    some_day: list[Step]
    put_away: list[Step]
    goals_put_away: list[Goal]
    is_empty: bool
    """Whether nothing was ever written down, or all of it is gone."""

    def goal_of(self, step: Step) -> Goal | None:
        """Return the open goal a step belongs to, if there is one."""
        return next((each for each in self.goals if each.id == step.goal_id), None)


def board(session: Session, viewer: Viewer) -> Board:
    """Return the participant's goals and steps that are not done, in two statements."""
    goals = session.scalars(
        select(Goal).where(visible_goals(viewer)).order_by(Goal.created_at, Goal.id)
    ).all()
    steps = session.scalars(
        select(Step).where(visible_steps(viewer), Step.done_at.is_(None)).order_by(*_ORDER)
    ).all()
    mine = [each for each in steps if not each.is_suggestion]
    done = select(Step.id).where(visible_steps(viewer), Step.done_at.is_not(None)).limit(1)
    return Board(
        goals=[each for each in goals if each.put_away_at is None],
        suggestions=[each for each in steps if each.is_suggestion and each.is_open],
        this_week=[each for each in mine if each.is_open and each.drawer is Drawer.THIS_WEEK],
        some_day=[each for each in mine if each.is_open and each.drawer is Drawer.SOME_DAY],
        put_away=[each for each in mine if not each.is_open],
        goals_put_away=[each for each in goals if each.put_away_at is not None],
        # Only who has nothing lying here is asked for what is done.
        is_empty=not (goals or steps) and session.scalar(done) is None,
    )


def open_goals(session: Session, viewer: Viewer) -> Sequence[Goal]:
    """Return the open goals, oldest first."""
    return session.scalars(
        select(Goal)
        .where(visible_goals(viewer), Goal.put_away_at.is_(None))
        .order_by(Goal.created_at, Goal.id)
    ).all()


def goal(session: Session, viewer: Viewer, goal_id: uuid.UUID) -> Goal | None:
    """Return one goal."""
    return session.scalar(select(Goal).where(Goal.id == goal_id, visible_goals(viewer)))


def step(session: Session, viewer: Viewer, step_id: uuid.UUID) -> Step | None:
    """Return one step."""
    return session.scalar(select(Step).where(Step.id == step_id, visible_steps(viewer)))


def drawer(
    session: Session, viewer: Viewer, lies_in: Drawer, *, to_change: bool = False
) -> list[Step]:
    """Return the open steps of a drawer in their order; `to_change` holds them meanwhile."""
    wanted = (
        select(Step)
        .where(
            visible_steps(viewer),
            Step.drawer == lies_in,
            Step.done_at.is_(None),
            Step.put_away_at.is_(None),
            Step.suggested_by_id.is_(None),
        )
        .order_by(*_ORDER)
    )
    return list(session.scalars(wanted.with_for_update() if to_change else wanted))


def done_steps(session: Session, viewer: Viewer) -> Sequence[Step]:
    """Return what worked, newest first, hidden ones included."""
    return session.scalars(
        select(Step)
        .where(visible_steps(viewer), Step.done_at.is_not(None))
        .order_by(Step.done_at.desc(), Step.id)
    ).all()


def guide(session: Session, viewer: Viewer) -> Person | None:
    """Return who accompanies the participant now."""
    return session.scalar(
        select(Person)
        .join(Guidance, Guidance.guide_id == Person.id)
        .where(Guidance.participant_id == viewer.person_id, Guidance.ended_at.is_(None))
    )


def zone(session: Session, viewer: Viewer) -> str:
    """Return the time zone (IANA name) of the viewer's programme."""
    wanted = select(Programme.zone).where(Programme.id == viewer.programme_id)
    return session.execute(wanted).scalar_one()
