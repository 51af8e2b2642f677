"""The steps beside the letter itself: its text or file, and the dates and amounts found in it."""

import uuid

from flask import redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.calm.facts import ROLE_TITLES
from app.calm.facts import Role as FactRole
from app.calm.letter_kinds import KINDS
from app.core import clock, db, pdf, sessions
from app.core.i18n import _, lazy
from app.core.pages import notice
from app.core.security import open_to
from app.core.uploads import takes_file
from app.desk.letters import actions, page
from app.desk.letters.candidates import Candidate, candidates_in, mark_of
from app.desk.letters.forms import FactForm, TextForm, Ticks
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
    """Step 3: the official text pasted, read from a file, or only on paper."""
    reading = page.draft(letter_id)
    letter, form = reading.letter, TextForm(obj=reading.letter)
    if request.method == "POST" and form.validate():
        # Opening a file can take seconds. Nobody's writing waits for it: the lock is let go, and
        # the letter is looked at anew afterwards.
        db.session().rollback()
        opened = _opened(form)
        reading = page.draft(letter_id)
        letter = reading.letter
        if not form.file.errors:
            actions.set_text(letter, form.official_text.data or "", paper_only=form.paper_only.data)
            if opened is None:
                return page.after(reading, Step.TEXT)
            actions.attach(db.session(), letter, opened, now=clock.now())
            _say_what_was_read(letter.official_text, opened)
            return redirect(url_for("desk_letters.text", letter_id=letter_id), code=303)
    files = letter_files(db.session(), sessions.viewer(), letter_id)
    html = page.step(
        reading,
        Step.TEXT,
        form=form,
        pages=[each.page for each in files if each.page > 0],
        has_file=bool(files),
    )
    return (html, 422) if request.method == "POST" else html


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
        notice(_("Die Datei ist da: %(pages)s Seiten. Bitte den Text ansehen.", pages=pages))
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


@routes.route("/letters/<uuid:letter_id>/facts", methods=["GET", "POST"])
@open_to(Role.GUIDE)
def facts(letter_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Step 4: what was found in the text. The guide says what it is and ticks it."""
    reading = page.draft(letter_id)
    if request.method != "POST":
        return _facts_page(reading)
    found = _candidates(reading)
    same_text = request.form.get("text", "") == mark_of(reading.letter.official_text)
    ticks = Ticks(found, request.form if same_text else {})
    if not same_text:
        notice(_("Der Text vom Brief ist jetzt ein anderer. Bitte noch einmal ansehen."))
    if not same_text or not ticks.validate():
        return _facts_page(reading, ticks=ticks), 422
    actions.tick(reading.letter, ticks.facts())
    if ticks.ticked:
        return redirect(url_for("desk_letters.facts", letter_id=letter_id), code=303)
    return page.after(reading, Step.FACTS)


@routes.post("/letters/<uuid:letter_id>/facts/by-hand")
@open_to(Role.GUIDE)
def add_fact(letter_id: uuid.UUID) -> Response | tuple[str, int]:
    """Note one fact by hand."""
    reading = page.draft(letter_id)
    form = FactForm(reading.letter)
    if not form.validate():
        return _facts_page(reading, form=form), 422
    actions.tick(reading.letter, [form.fact()])
    return redirect(url_for("desk_letters.facts", letter_id=letter_id), code=303)


@routes.post("/letters/<uuid:letter_id>/facts/removal")
@open_to(Role.GUIDE)
def remove_fact(letter_id: uuid.UUID) -> Response:
    """Take one fact away."""
    letter = page.draft(letter_id).letter
    role = request.form.get("role", "")
    if role in set(FactRole) - {FactRole.VARIANT}:
        letter.untick(FactRole(role))
    return redirect(url_for("desk_letters.facts", letter_id=letter_id), code=303)


def _candidates(reading: Reading) -> list[Candidate]:
    letter = reading.letter
    noted = {(fact.quote, fact.value) for fact in letter.facts}
    return [
        each
        for each in candidates_in(letter.official_text, letter.letter_on)
        if not any((each.quote, each.as_fact(role).value) in noted for role in each.roles)
    ]


def _facts_page(
    reading: Reading, *, ticks: Ticks | None = None, form: FactForm | None = None
) -> str:
    letter = reading.letter
    asked = KINDS[letter.kind].as_ticked(letter.facts).roles
    noted = {fact.role for fact in letter.facts}
    return page.step(
        reading,
        Step.FACTS,
        form=form or FactForm(letter, formdata=MultiDict()),
        ticks=ticks or Ticks(_candidates(reading), {}),
        text_mark=mark_of(letter.official_text),
        noted=[fact for fact in letter.facts if fact.role is not FactRole.VARIANT],
        role_titles={role: _(title) for role, title in ROLE_TITLES.items()},
        usual=set(asked),
        waiting=[role for role in asked if role not in noted],
    )
