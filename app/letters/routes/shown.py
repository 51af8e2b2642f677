"""A letter of one's own for the guide: finding it again, sending it, taking it back."""

import uuid

from flask import url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.names import called, called_after
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.people import Role
from app.domain.shown_letters import InWork, NoPages
from app.letters.delivery import file_answer
from app.letters.routes import routes
from app.letters.shown import actions, find, queries
from app.letters.shown.forms import PagesForm


@routes.get("/shown-letters")
@open_to(Role.PARTICIPANT)
def shown_letters() -> str:
    """Show a new letter, and find again what was shown."""
    session, viewer = db.session(), sessions.viewer()
    guide = queries.guide(session, viewer)
    return render(
        "letters/shown_letters.html",
        rows=queries.own(session, viewer, now=clock.now()),
        guide=called(guide.name) if guide else "",
        on_paper=queries.person(session, viewer).letters_on_paper,
        form=PagesForm(formdata=None, id=str(uuid.uuid4())),
    )


@routes.get("/shown-letters/<uuid:shown_letter_id>")
@open_to(Role.PARTICIPANT)
def shown_letter(shown_letter_id: uuid.UUID) -> str:
    """The pages in their order; before sending they can be changed."""
    found = find.shown(shown_letter_id)
    return render(
        "letters/shown_letter.html",
        it=found.it,
        pages=[each.page for each in found.pages],
        is_in_work=found.is_in_work,
        guide=called(found.guide.name) if found.guide else "",
        guide_after=called_after(found.guide.name) if found.guide else "",
        form=PagesForm(formdata=None),
    )


@routes.get("/shown-letters/<uuid:shown_letter_id>/pages/<int:number>")
@open_to(Role.PARTICIPANT)
def shown_page(shown_letter_id: uuid.UUID, number: int) -> Response:
    """The picture of one page, as the guide sees it."""
    found = queries.page(db.session(), sessions.viewer(), shown_letter_id, number)
    return file_answer(found, download=False)


@routes.post("/shown-letters/<uuid:shown_letter_id>/sending")
@open_to(Role.PARTICIPANT)
def send_shown_letter(shown_letter_id: uuid.UUID) -> Response:
    """Let the guide see it. A second tap changes nothing."""
    found = find.shown(shown_letter_id)
    if queries.person(db.session(), sessions.viewer()).letters_on_paper:
        return find.to_all()  # which says why
    try:
        found.it.send(found.pages, now=clock.now())
    except NoPages:
        notice(_("Hier ist noch keine Seite."))
        return find.to_one(shown_letter_id)
    words = (
        _("%(guide)s sieht den Brief jetzt.", guide=called(found.guide.name))
        if found.guide
        else _("Der Brief ist beim Team.")
    )
    notice(words, undo=url_for("letters.take_shown_letter_back", shown_letter_id=shown_letter_id))
    return find.to_one(shown_letter_id)


@routes.post("/shown-letters/<uuid:shown_letter_id>/sending/undo")
@open_to(Role.PARTICIPANT)
def take_shown_letter_back(shown_letter_id: uuid.UUID) -> Response:
    """Take it back: nobody else sees it any more."""
    found = find.shown(shown_letter_id)
    try:
        found.it.take_back(found.pages)
    except InWork:
        name = called(found.guide.name) if found.guide else _("Das Team")
        notice(_("%(guide)s arbeitet schon damit. Sprechen Sie sich einfach ab.", guide=name))
    else:
        notice(_("Zurückgenommen. Nur Sie sehen den Brief."))
    return find.to_one(shown_letter_id)


@routes.post("/shown-letters/<uuid:shown_letter_id>/removal")
@open_to(Role.PARTICIPANT)
def discard_shown_letter(shown_letter_id: uuid.UUID) -> Response:
    """Throw it away before it is sent."""
    actions.discard(db.session(), find.unsent(shown_letter_id))
    notice(_("Gelöscht. Ihr Brief auf Papier bleibt."))
    return find.to_all()
