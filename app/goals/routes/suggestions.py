"""What the guide suggests: taken, or not. Both are fine, both can be undone."""

import uuid

from flask import abort, session, url_for
from werkzeug.wrappers import Response

from app.core import db, sessions
from app.core.i18n import _
from app.core.pages import notice
from app.core.security import open_to
from app.domain.goals import Step
from app.domain.people import Role
from app.goals import actions
from app.goals.routes import routes
from app.goals.routes.finding import back, the_step

_TAKEN = "taken_suggestion"


def take(step: Step) -> None:
    """Make a suggestion one's own.

    Whose it was is kept in the browser's signed cookie until the undo: nobody can turn an own step
    into somebody's suggestion.
    """
    session[_TAKEN] = [str(step.id), str(step.suggested_by_id)]
    actions.take_suggestion(db.session(), sessions.viewer(), step)


def give_back(step: Step) -> bool:
    """Make it a suggestion again; False if it was not taken from one just now."""
    step_id, guide_id = session.get(_TAKEN, ("", ""))
    if step_id != str(step.id):
        return False
    step.suggested_by_id = uuid.UUID(guide_id)
    return True


@routes.post("/steps/<uuid:step_id>/acceptance")
@open_to(Role.PARTICIPANT)
def accept(step_id: uuid.UUID) -> Response:
    """Take the suggestion. A second tap finds it taken, and changes nothing."""
    step = the_step(step_id)
    if step.is_suggestion and step.is_open:
        take(step)
        notice(
            _("Der Schritt ist jetzt Ihrer. Wann Sie möchten."),
            undo=url_for("goals.give_suggestion_back", step_id=step_id),
        )
    return back()


@routes.post("/steps/<uuid:step_id>/acceptance/undo")
@open_to(Role.PARTICIPANT)
def give_suggestion_back(step_id: uuid.UUID) -> Response:
    """Not taken yet, after all."""
    if not give_back(the_step(step_id)):
        abort(404)
    notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return back()
