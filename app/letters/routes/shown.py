"""A letter of one's own for the guide: photos or files, their order, sending, taking back.

A file is looked into only in the child process (`core.pdf`), and while no lock is held.
"""

import uuid
from collections.abc import Iterator
from itertools import islice

from flask import abort, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from app.core import clock, db, pdf, sessions
from app.core.i18n import _
from app.core.names import called, called_after
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.people import Role
from app.domain.shown_letters import (
    MOST_PAGES,
    AlreadySent,
    InWork,
    NoPages,
    TooManyPages,
    move,
)
from app.letters.delivery import file_answer
from app.letters.routes import routes
from app.letters.shown import actions, queries
from app.letters.shown.forms import REFUSALS, PagesForm
from app.letters.shown.queries import Showing


@routes.get("/shown-letters")
@open_to(Role.PARTICIPANT)
def shown_letters() -> str:
    """Show a new letter, and find again what was shown."""
    session, viewer = db.session(), sessions.viewer()
    guide = queries.guide(session, viewer)
    return render(
        "letters/shown_letters.html",
        rows=queries.own(session, viewer),
        guide=called(guide.name) if guide else "",
        on_paper=queries.person(session, viewer).letters_on_paper,
        form=PagesForm(formdata=None, id=str(uuid.uuid4())),
    )


@routes.post("/shown-letters")
@open_to(Role.PARTICIPANT)
def begin_showing() -> Response:
    """Begin with the first pages; the same form twice begins one letter."""
    form = PagesForm()
    return _take_pages(form_id(form.id.data), form, begin=True)


@routes.get("/shown-letters/<uuid:shown_letter_id>")
@open_to(Role.PARTICIPANT)
def shown_letter(shown_letter_id: uuid.UUID) -> str:
    """The pages in their order; before sending they can be changed."""
    found = _showing(shown_letter_id)
    return render(
        "letters/shown_letter.html",
        it=found.it,
        pages=[each.page for each in found.pages],
        is_in_work=found.is_in_work,
        guide=called(found.guide.name) if found.guide else "",
        guide_after=called_after(found.guide.name) if found.guide else "",
        form=PagesForm(formdata=None),
    )


@routes.post("/shown-letters/<uuid:shown_letter_id>/pages")
@open_to(Role.PARTICIPANT)
def add_pages(shown_letter_id: uuid.UUID) -> Response:
    """Add pages at the end."""
    _showing(shown_letter_id)
    return _take_pages(shown_letter_id, PagesForm())


@routes.get("/shown-letters/<uuid:shown_letter_id>/pages/<int:number>")
@open_to(Role.PARTICIPANT)
def shown_page(shown_letter_id: uuid.UUID, number: int) -> Response:
    """The picture of one page, as the guide sees it."""
    found = queries.page(db.session(), sessions.viewer(), shown_letter_id, number)
    return file_answer(found, download=False)


@routes.post("/shown-letters/<uuid:shown_letter_id>/pages/<int:number>/earlier")
@open_to(Role.PARTICIPANT)
def page_earlier(shown_letter_id: uuid.UUID, number: int) -> Response:
    """Put a page before the one in front of it."""
    found = _open_showing(shown_letter_id)
    move(found.pages, number, to=number - 1)
    return _to(shown_letter_id)


@routes.post("/shown-letters/<uuid:shown_letter_id>/pages/<int:number>/removal")
@open_to(Role.PARTICIPANT)
def remove_page(shown_letter_id: uuid.UUID, number: int) -> Response:
    """Take a page away."""
    found = _open_showing(shown_letter_id)
    actions.remove_page(db.session(), found, number)
    notice(_("Die Seite ist weg. Das Foto auf Ihrem Handy bleibt."))
    return _to(shown_letter_id)


@routes.post("/shown-letters/<uuid:shown_letter_id>/sending")
@open_to(Role.PARTICIPANT)
def send_shown_letter(shown_letter_id: uuid.UUID) -> Response:
    """Let the guide see it. A second tap changes nothing."""
    found = _showing(shown_letter_id)
    try:
        found.it.send(found.pages, now=clock.now())
    except NoPages:
        notice(_("Hier ist noch keine Seite."))
        return _to(shown_letter_id)
    words = (
        _("%(guide)s sieht den Brief jetzt.", guide=called(found.guide.name))
        if found.guide
        else _("Der Brief ist beim Team.")
    )
    notice(words, undo=url_for("letters.take_shown_letter_back", shown_letter_id=shown_letter_id))
    return _to(shown_letter_id)


@routes.post("/shown-letters/<uuid:shown_letter_id>/sending/undo")
@open_to(Role.PARTICIPANT)
def take_shown_letter_back(shown_letter_id: uuid.UUID) -> Response:
    """Take it back: nobody else sees it any more."""
    found = _showing(shown_letter_id)
    try:
        found.it.take_back(found.pages)
    except InWork:
        name = called(found.guide.name) if found.guide else _("Das Team")
        notice(_("%(guide)s arbeitet schon damit. Sprechen Sie sich einfach ab.", guide=name))
    else:
        notice(_("Zurückgenommen. Nur Sie sehen den Brief."))
    return _to(shown_letter_id)


@routes.post("/shown-letters/<uuid:shown_letter_id>/removal")
@open_to(Role.PARTICIPANT)
def discard_shown_letter(shown_letter_id: uuid.UUID) -> Response:
    """Throw it away before it is sent."""
    actions.discard(db.session(), _open_showing(shown_letter_id))
    notice(_("Gelöscht. Ihr Brief auf Papier bleibt."))
    return _to_all()


@routes.errorhandler(RequestEntityTooLarge)
def too_much_at_once(_error: RequestEntityTooLarge) -> Response:
    """Say what goes; the pages so far stay, and the way leads back to them."""
    notice(_("Das war zu viel auf einmal. Bitte die Seiten einzeln, je bis 10 MB."))
    found = (request.view_args or {}).get("shown_letter_id")
    return _to_all() if found is None else _to(found)


def _take_pages(shown_letter_id: uuid.UUID, form: PagesForm, *, begin: bool = False) -> Response:
    session, viewer = db.session(), sessions.viewer()
    if queries.person(session, viewer).letters_on_paper:
        return _to_all()  # which says why
    # Opening files can take seconds. Nobody's writing waits for it: the lock is let go, and the
    # letter is looked at anew afterwards.
    session.rollback()
    uploads, refused = [], ""
    for each in _opened(form):
        if isinstance(each, str):
            refused = each
        else:
            uploads.append(each)
    if not uploads:
        notice(refused or _("Bitte noch ein Foto oder eine Datei auswählen."))
        return _to_all() if begin else _to(shown_letter_id)
    if begin:
        actions.begin(session, viewer.person_id, shown_letter_id, now=clock.now())
        session.flush()
    _add(shown_letter_id, uploads, refused)
    return _to(shown_letter_id)


def _opened(form: PagesForm) -> Iterator[actions.Upload | str]:
    """Yield each file opened, or the sentence that says why it was not."""
    for sent in islice(form.sent(), MOST_PAGES):
        with sent.stream as stream:
            data = stream.read(pdf.BIGGEST + 1)
        try:
            yield actions.Upload(pdf.open_file(data), actions.mark_of(data))
        except pdf.CannotRead as error:
            yield str(REFUSALS[error.refusal])


def _add(shown_letter_id: uuid.UUID, uploads: list[actions.Upload], refused: str) -> None:
    for upload in uploads:
        found = _showing(shown_letter_id)
        try:
            actions.add_pages(db.session(), found, upload, now=clock.now())
            db.session().flush()
        except AlreadySent:
            refused = _("Der Brief ist schon geschickt. Nehmen Sie ihn dafür erst zurück.")
        except TooManyPages:
            refused = _("Mehr Seiten gehen hier nicht. Bringen Sie den Rest gern mit.")
    if refused:
        notice(refused)


def _showing(shown_letter_id: uuid.UUID) -> Showing:
    changes = request.method not in db.SAFE_METHODS
    found = queries.showing(db.session(), sessions.viewer(), shown_letter_id, lock=changes)
    if found is None:
        abort(404)
    return found


def _open_showing(shown_letter_id: uuid.UUID) -> Showing:
    """Return it if it is not sent; else the page says how it is, and nothing changes."""
    found = _showing(shown_letter_id)
    try:
        found.it.check_is_open()
    except AlreadySent:
        notice(_("Der Brief ist schon geschickt. Nehmen Sie ihn dafür erst zurück."))
        abort(_to(shown_letter_id))
    return found


def _to(shown_letter_id: uuid.UUID) -> Response:
    address = url_for("letters.shown_letter", shown_letter_id=shown_letter_id)
    return redirect(address, code=303)


def _to_all() -> Response:
    return redirect(url_for("letters.shown_letters"), code=303)
