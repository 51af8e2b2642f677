"""Where a step lies: this week or some day, and before or behind which others."""

import uuid

from flask import abort, request
from werkzeug.wrappers import Response

from app.core import db, sessions
from app.core.i18n import _
from app.core.pages import notice
from app.core.security import open_to
from app.domain.goals import Drawer, Step
from app.domain.people import Role
from app.goals import actions
from app.goals.routes import routes
from app.goals.routes.finding import back, the_step, to


def _open_step(step_id: uuid.UUID) -> Step:
    step = the_step(step_id)
    if not step.is_open or step.is_suggestion:
        abort(404)
    return step


@routes.post("/steps/<uuid:step_id>/later")
@open_to(Role.PARTICIPANT)
def later(step_id: uuid.UUID) -> Response:
    """Later: behind the others. The only one of this week goes to "some day"."""
    step = _open_step(step_id)
    drawer = step.drawer
    index = actions.later(db.session(), sessions.viewer(), step)
    # The second of two taps changes nothing, and keeps the way back.
    if step.drawer is not drawer:
        notice(
            _("In Ordnung. Der Schritt liegt jetzt bei „Irgendwann“."),
            undo=to("place", step, drawer=drawer, index=index),
        )
    elif step.position != index:
        notice(
            _("In Ordnung. Der Schritt kommt nach den anderen."),
            undo=to("place", step, drawer=drawer, index=index),
        )
    return back()


@routes.post("/steps/<uuid:step_id>/place")
@open_to(Role.PARTICIPANT)
def place(step_id: uuid.UUID) -> Response:
    """Into a drawer (`drawer`), at an index (`index`, the end if it is missing)."""
    step = _open_step(step_id)
    try:
        drawer = Drawer(request.args.get("drawer", ""))
    except ValueError:
        abort(400)
    former = step.drawer
    index = actions.move(
        db.session(),
        sessions.viewer(),
        step,
        drawer,
        at=request.args.get("index", type=int),
    )
    if (former, index) != (step.drawer, step.position):
        words = (
            _("Der Schritt liegt jetzt bei „Diese Woche“.")
            if drawer is Drawer.THIS_WEEK
            else _("Der Schritt liegt jetzt bei „Irgendwann“.")
        )
        notice(words, undo=to("place", step, drawer=former, index=index))
    return back()
