"""The pages of a letter of one's own: photos or files, and their order.

A file is looked into only in the child process (`core.pdf`), and while no lock is held.
"""

import uuid
from collections.abc import Iterator

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from app.core import clock, db, pdf, sessions
from app.core.i18n import _, lazy
from app.core.once import form_id
from app.core.pages import notice
from app.core.security import open_to
from app.core.uploads import takes_file
from app.domain.people import Role
from app.domain.shown_letters import MOST_PAGES, TooManyPages, move
from app.letters.routes import routes
from app.letters.shown import actions, find, queries
from app.letters.shown.forms import PagesForm, refusal_words

_TOO_MANY = lazy("Mehr Seiten gehen hier nicht. Bringen Sie den Rest gern mit.")


@routes.post("/shown-letters")
@open_to(Role.PARTICIPANT)
@takes_file
def begin_showing() -> Response:
    """Begin with the first pages; the same form twice begins one letter."""
    form = PagesForm()
    return _take_pages(form_id(form.id.data), form, begin=True)


@routes.post("/shown-letters/<uuid:shown_letter_id>/pages")
@open_to(Role.PARTICIPANT)
@takes_file
def add_pages(shown_letter_id: uuid.UUID) -> Response:
    """Add pages at the end."""
    find.unsent(shown_letter_id)
    return _take_pages(shown_letter_id, PagesForm())


@routes.post("/shown-letters/<uuid:shown_letter_id>/pages/<int:number>/earlier")
@open_to(Role.PARTICIPANT)
def page_earlier(shown_letter_id: uuid.UUID, number: int) -> Response:
    """Put a page before the one in front of it."""
    found = find.unsent(shown_letter_id)
    move(found.pages, number, to=number - 1)
    return find.to_one(shown_letter_id)


@routes.post("/shown-letters/<uuid:shown_letter_id>/pages/<int:number>/removal")
@open_to(Role.PARTICIPANT)
def remove_page(shown_letter_id: uuid.UUID, number: int) -> Response:
    """Take a page away."""
    found = find.unsent(shown_letter_id)
    actions.remove_page(db.session(), found, number)
    notice(_("Die Seite ist weg. Das Foto auf Ihrem Handy bleibt."))
    return find.to_one(shown_letter_id)


@routes.errorhandler(RequestEntityTooLarge)
def too_much_at_once(_error: RequestEntityTooLarge) -> Response:
    """Say what goes; the pages so far stay, and the way leads back to them."""
    notice(_("Das war zu viel auf einmal. Bitte die Seiten einzeln, je bis 10 MB."))
    found = (request.view_args or {}).get("shown_letter_id")
    return find.to_all() if found is None else find.to_one(found)


def _take_pages(shown_letter_id: uuid.UUID, form: PagesForm, *, begin: bool = False) -> Response:
    session, viewer = db.session(), sessions.viewer()
    if queries.person(session, viewer).letters_on_paper:
        return find.to_all()  # which says why
    # Opening files can take seconds. Nobody's writing waits for it: the lock is let go, and the
    # letter is looked at anew afterwards.
    session.rollback()
    files = list(form.sent())
    uploads, refused = [], _TOO_MANY if len(files) > MOST_PAGES else ""
    for each in _opened(files[:MOST_PAGES]):
        if isinstance(each, str):
            refused = each
        else:
            uploads.append(each)
    if not uploads:
        notice(str(refused) or _("Bitte noch ein Foto oder eine Datei auswählen."))
        return find.to_all() if begin else find.to_one(shown_letter_id)
    if begin:
        actions.begin(session, viewer.person_id, shown_letter_id, now=clock.now())
        session.flush()
    _add(shown_letter_id, uploads, str(refused))
    return find.to_one(shown_letter_id)


def _opened(files: list[FileStorage]) -> Iterator[actions.Upload | str]:
    """Yield each file opened, or the sentence that says why it was not."""
    for sent in files:
        with sent.stream as stream:
            data = stream.read(pdf.BIGGEST + 1)
        try:
            opened = pdf.open_file(data)
        except pdf.CannotRead as error:
            yield refusal_words(error.refusal)
        else:
            # Plain text has no pages to look at: it is not what a letter at home looks like.
            takes = bool(opened.pages)
            unread = refusal_words(pdf.Refusal.UNREADABLE)
            yield actions.Upload(opened, actions.mark_of(data)) if takes else unread


def _add(shown_letter_id: uuid.UUID, uploads: list[actions.Upload], refused: str) -> None:
    for upload in uploads:
        found = find.unsent(shown_letter_id)
        try:
            actions.add_pages(db.session(), found, upload, now=clock.now())
            db.session().flush()
        except TooManyPages:
            refused = str(_TOO_MANY)
    if refused:
        notice(refused)
