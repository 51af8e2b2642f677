"""A closed letter at home, "Mein Brief ist noch zu", told without any upload (calm 4.7)."""

import uuid

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.names import called
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.letters import PaperLetter
from app.domain.people import Person, Role
from app.letters import actions, queries
from app.letters.forms import PaperLetterForm
from app.letters.routes import routes


@routes.post("/paper-letters")
@open_to(Role.PARTICIPANT)
def tell_paper_letter() -> Response:
    """Tell of one closed letter; the same form twice tells of one."""
    viewer, new_id = sessions.viewer(), form_id(PaperLetterForm().id.data)
    actions.tell_paper_letter(db.session(), viewer.person_id, new_id, now=clock.now())
    return _to(new_id)


@routes.get("/paper-letters/<uuid:paper_letter_id>")
@open_to(Role.PARTICIPANT)
def paper_letter(paper_letter_id: uuid.UUID) -> str:
    """The calm answer: bring it, also closed."""
    it, guide = _paper_letter(paper_letter_id)
    return render("letters/paper_letter.html", it=it, guide=called(guide.name) if guide else "")


@routes.post("/paper-letters/<uuid:paper_letter_id>/call")
@open_to(Role.PARTICIPANT)
def please_call(paper_letter_id: uuid.UUID) -> Response:
    """Ask for a call before the meeting."""
    it, guide = _paper_letter(paper_letter_id)
    it.please_call = True
    words = (
        _("Gut. %(guide)s ruft Sie vorher an.", guide=called(guide.name))
        if guide
        else _("Gut. Wir rufen Sie vorher an.")
    )
    notice(words, undo=url_for("letters.no_call", paper_letter_id=paper_letter_id))
    return _to(paper_letter_id)


@routes.post("/paper-letters/<uuid:paper_letter_id>/call/undo")
@open_to(Role.PARTICIPANT)
def no_call(paper_letter_id: uuid.UUID) -> Response:
    """No call after all."""
    it, _guide = _paper_letter(paper_letter_id)
    it.please_call = False
    notice(_("Zurückgenommen."))
    return _to(paper_letter_id)


@routes.post("/paper-letters/<uuid:paper_letter_id>/undo")
@open_to(Role.PARTICIPANT)
def take_paper_letter_back(paper_letter_id: uuid.UUID) -> Response:
    """Take it back."""
    it, _guide = _paper_letter(paper_letter_id)
    actions.take_paper_letter_back(db.session(), it)
    again = url_for("letters.tell_again", paper_letter_id=paper_letter_id)
    notice(_("Zurückgenommen."), undo=again)
    return redirect(url_for("letters.index"), code=303)


@routes.post("/paper-letters/<uuid:paper_letter_id>/again")
@open_to(Role.PARTICIPANT)
def tell_again(paper_letter_id: uuid.UUID) -> Response:
    """Tell of it after all."""
    viewer = sessions.viewer()
    actions.tell_paper_letter(db.session(), viewer.person_id, paper_letter_id, now=clock.now())
    return _to(paper_letter_id)


def _paper_letter(paper_letter_id: uuid.UUID) -> tuple[PaperLetter, Person | None]:
    found = queries.paper_letter(db.session(), sessions.viewer(), paper_letter_id)
    if found is None:
        abort(404)
    return found


def _to(paper_letter_id: uuid.UUID) -> Response:
    address = url_for("letters.paper_letter", paper_letter_id=paper_letter_id)
    return redirect(address, code=303)
