"""Finding the goal or step of an address, and the way back to where someone came from."""

import uuid

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import db, sessions
from app.core.names import called
from app.domain.goals import Goal, Step
from app.domain.people import Person
from app.goals import queries
from app.goals.forms import NO_GOAL


def the_goal(goal_id: uuid.UUID) -> Goal:
    """Return the goal of this address, or answer 404."""
    return queries.goal(db.session(), sessions.viewer(), goal_id) or abort(404)


def the_step(step_id: uuid.UUID) -> Step:
    """Return the step of this address, or answer 404."""
    return queries.step(db.session(), sessions.viewer(), step_id) or abort(404)


def chosen_goal(typed: str) -> Goal | None:
    """Return the goal of this id (text); "" is none. Somebody else's answers 404."""
    if typed == NO_GOAL:
        return None
    try:
        return the_goal(uuid.UUID(typed))
    except ValueError:
        abort(404)


def the_guide() -> Person | None:
    """Return who accompanies the participant now."""
    return queries.guide(db.session(), sessions.viewer())


def guide_name() -> str:
    """Return how the guide is called, "" if there is none."""
    guide = the_guide()
    return called(guide.name) if guide else ""


def came_from_today() -> bool:
    """Whether the button stood on the start page."""
    return request.args.get("back") == "today"


def back() -> Response:
    """Go back to where the button stood: the start page or the page of steps."""
    return redirect(url_for("today.index" if came_from_today() else "goals.index"), code=303)


def to(endpoint: str, step: Step, **more: object) -> str:
    """Return an address of a step that remembers where the button stood."""
    if came_from_today():
        more["back"] = "today"
    return url_for(f"goals.{endpoint}", step_id=step.id, **more)  # type: ignore[arg-type]
