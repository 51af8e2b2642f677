"""Where a letter begins: its text or file, or only paper."""

import uuid

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, pdf, sessions
from app.core.i18n import _, lazy, ngettext
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.core.uploads import takes_file
from app.desk.letters import actions, page
from app.desk.letters.forms import TextForm
from app.desk.letters.routes import routes
from app.desk.letters.steps import Step
from app.domain.people import Role
from app.letters.queries import Reading, letter_files

_REFUSALS = {
    pdf.Refusal.TOO_BIG: lazy("Die Datei ist größer als 10 MB. Bitte eine kleinere nehmen."),
    pdf.Refusal.UNREADABLE: lazy(
        "Diese Datei lässt sich nicht öffnen. Es gehen PDF, Foto (PNG, JPEG) und Text. "
        "Sie können den Text auch einfügen."
    ),
    pdf.Refusal.LOCKED: lazy(
        "Diese Datei fragt nach einem Passwort. Bitte ohne Passwort speichern, dann noch einmal."
    ),
    pdf.Refusal.TOO_LONG: lazy("Die Datei hat mehr als 30 Seiten. Bitte nur diesen Brief."),
    pdf.Refusal.TOO_LARGE: lazy("Das Bild ist sehr groß. Bitte kleiner speichern."),
    pdf.Refusal.TOO_MUCH: lazy("In der Datei ist sehr viel Text. Bitte nur diesen Brief."),
    pdf.Refusal.BUSY: lazy(
        "Gerade wird eine andere Datei gelesen. Bitte wählen Sie die Datei gleich noch einmal."
    ),
}


@routes.route("/letters/<uuid:letter_id>/text", methods=["GET", "POST"])
@open_to(Role.GUIDE)
@takes_file
def text(letter_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Step 1: the official text pasted, read from a file, or only on paper."""
    reading = page.draft(letter_id)
    form = TextForm(obj=reading.letter)
    if request.method == "POST" and form.validate():
        # Opening a file can take seconds. Nobody's writing waits for it: the lock is let go, and
        # the letter is looked at anew afterwards.
        db.session().rollback()
        opened = _opened(form)
        reading = page.draft(letter_id)
        if not form.file.errors:
            return _kept(reading, form, opened)
    files = letter_files(db.session(), sessions.viewer(), letter_id, now=clock.now())
    html = page.step(
        reading,
        Step.TEXT,
        form=form,
        pages=[each.page for each in files if each.page > 0],
        has_file=bool(files),
    )
    return (html, 422) if request.method == "POST" else html


@routes.route("/people/<uuid:participant_id>/letters/new", methods=["GET", "POST"])
@open_to(Role.GUIDE)
@takes_file
def new(participant_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Step 1 of a new letter: with its text, the steps after it have something to offer."""
    owner, form = page.post_of(participant_id).owner, TextForm()
    if request.method == "POST" and not owner.letters_on_paper and form.validate():
        db.session().rollback()  # as above: nobody's writing waits for the file
        opened = _opened(form)
        owner = page.post_of(participant_id).owner
        if not form.file.errors:
            letter_id, author_id = form_id(form.id.data), sessions.viewer().person_id
            actions.start(
                db.session(), letter_id, owner_id=owner.id, author_id=author_id, now=clock.now()
            )
            return _kept(page.draft(letter_id), form, opened)
    form.id.data = form.id.data or str(uuid.uuid4())
    html = render("desk_letters/new.html", owner=owner, namesakes=page.namesakes(owner), form=form)
    return (html, 422) if request.method == "POST" else html


def _kept(reading: Reading, form: TextForm, opened: pdf.Opened | None) -> Response:
    letter = reading.letter
    actions.set_text(letter, form.official_text.data or "", paper_only=form.paper_only.data)
    if opened is None:
        return page.after(reading, Step.TEXT)
    actions.attach(db.session(), letter, opened, now=clock.now())
    _say_what_was_read(letter.official_text, opened)
    return redirect(url_for("desk_letters.text", letter_id=letter.id), code=303)


def _opened(form: TextForm) -> pdf.Opened | None:
    sent = form.file.data
    if not sent or not getattr(sent, "filename", ""):
        return None
    try:
        return pdf.open_file(sent.read(pdf.BIGGEST + 1))
    except pdf.CannotRead as error:
        form.file.errors = (_REFUSALS[error.refusal],)
        return None


def _say_what_was_read(official_text: str, opened: pdf.Opened) -> None:
    if opened.media_type == pdf.PLAIN:
        notice(_("Die Datei ist da. Bitte den Text ansehen."))
    elif official_text:
        pages = len(opened.pages)
        notice(
            ngettext(
                "Die Datei ist da: %(pages)s Seite. Bitte den Text ansehen.",
                "Die Datei ist da: %(pages)s Seiten. Bitte den Text ansehen.",
                pages,
                pages=pages,
            )
        )
    else:
        notice(
            _(
                "Die Datei ist da. Sie enthält nur Bilder, keinen Text. Die Bilder gelten als "
                "Original. Daten und Beträge tragen Sie dann von Hand ein."
            )
        )


@routes.post("/letters/<uuid:letter_id>/file/removal")
@open_to(Role.GUIDE)
def remove_file(letter_id: uuid.UUID) -> Response:
    """Take the file away; the text stays."""
    actions.remove_files(db.session(), page.draft(letter_id).letter)
    notice(_("Die Datei ist weg. Der Text ist noch da."))
    return redirect(url_for("desk_letters.text", letter_id=letter_id), code=303)
