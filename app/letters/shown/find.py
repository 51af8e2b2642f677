"""The shown letter an address means, and the way back to it."""

import uuid

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import db, sessions
from app.core.i18n import _
from app.core.pages import notice
from app.domain.shown_letters import AlreadySent
from app.letters.shown import queries
from app.letters.shown.queries import Showing


def shown(shown_letter_id: uuid.UUID) -> Showing:
    """Return one; 404 for everybody else's. A POST locks it."""
    changes = request.method not in db.SAFE_METHODS
    found = queries.showing(db.session(), sessions.viewer(), shown_letter_id, lock=changes)
    if found is None:
        abort(404)
    return found


def unsent(shown_letter_id: uuid.UUID) -> Showing:
    """Return it if it is not sent; else the page says how it is, and nothing changes."""
    found = shown(shown_letter_id)
    try:
        found.it.check_is_open()
    except AlreadySent:
        notice(_("Der Brief ist schon geschickt. Nehmen Sie ihn dafür erst zurück."))
        abort(to_one(shown_letter_id))
    return found


def to_one(shown_letter_id: uuid.UUID) -> Response:
    """Go to its page."""
    address = url_for("letters.shown_letter", shown_letter_id=shown_letter_id)
    return redirect(address, code=303)


def to_all() -> Response:
    """Go to the page with all of them."""
    return redirect(url_for("letters.shown_letters"), code=303)
