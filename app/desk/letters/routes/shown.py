"""Letters that people show: the guide looks, makes a letter of it, or puts it aside."""

import uuid

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk.letters import actions
from app.desk.letters.page import namesakes
from app.desk.letters.routes import routes
from app.domain.people import Role
from app.letters.delivery import file_answer
from app.letters.shown import queries
from app.letters.shown.queries import Showing


@routes.get("/shown-letters/<uuid:shown_letter_id>")
@open_to(Role.GUIDE)
def shown_letter(shown_letter_id: uuid.UUID) -> str:
    """The pages, large enough to read."""
    found = _showing(shown_letter_id)
    return render(
        "desk_letters/shown.html",
        it=found.it,
        owner=found.owner,
        namesakes=namesakes(found.owner),
        pages=found.pages,
        is_in_work=found.is_in_work,
    )


@routes.get("/shown-letters/<uuid:shown_letter_id>/pages/<int:number>")
@open_to(Role.GUIDE)
def shown_page(shown_letter_id: uuid.UUID, number: int) -> Response:
    """The picture of one page."""
    found = queries.page(db.session(), sessions.viewer(), shown_letter_id, number)
    return file_answer(found, download=False)


@routes.post("/shown-letters/<uuid:shown_letter_id>/letter")
@open_to(Role.GUIDE)
def start_from_shown(shown_letter_id: uuid.UUID) -> Response:
    """Begin a letter with these pages: its kind comes first."""
    found = _showing(shown_letter_id)
    if found.owner.letters_on_paper:
        address = url_for("desk_letters.shown_letter", shown_letter_id=shown_letter_id)
        return redirect(address, code=303)
    letter_id = actions.start_from_shown(
        db.session(), found, author_id=sessions.viewer().person_id, now=clock.now()
    )
    return redirect(url_for("desk_letters.kind", letter_id=letter_id), code=303)


@routes.post("/shown-letters/<uuid:shown_letter_id>/put-away")
@open_to(Role.GUIDE)
def put_shown_away(shown_letter_id: uuid.UUID) -> Response:
    """Put it aside: it was talked over."""
    found = _showing(shown_letter_id)
    found.it.put_away_at = found.it.put_away_at or clock.now()
    notice(
        _("Weggelegt."), undo=url_for("desk_letters.bring_shown_back", shown_letter_id=found.it.id)
    )
    return _to_person(found)


@routes.post("/shown-letters/<uuid:shown_letter_id>/put-away/undo")
@open_to(Role.GUIDE)
def bring_shown_back(shown_letter_id: uuid.UUID) -> Response:
    """Bring it back."""
    found = _showing(shown_letter_id)
    found.it.put_away_at = None
    notice(_("Der Brief ist wieder da."))
    return _to_person(found)


def _showing(shown_letter_id: uuid.UUID) -> Showing:
    changes = request.method not in db.SAFE_METHODS
    found = queries.showing(db.session(), sessions.viewer(), shown_letter_id, lock=changes)
    if found is None:
        abort(404)
    return found


def _to_person(found: Showing) -> Response:
    return redirect(url_for("desk.person.show", participant_id=found.owner.id), code=303)
