"""A second pair of eyes: a colleague looks over one draft, and sees nothing else."""

import uuid

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.languages import SOURCE
from app.core.names import called
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk.letters import actions, page, queries
from app.desk.letters.forms import ColleagueForm, RemarkForm
from app.desk.letters.routes import routes
from app.domain.people import Role
from app.letters.queries import letter_to_look_at


@routes.post("/letters/<uuid:letter_id>/second-look")
@open_to(Role.GUIDE)
def ask_colleague(letter_id: uuid.UUID) -> Response:
    """Ask a colleague; whoever was asked before is no longer."""
    reading = page.draft(letter_id)
    colleagues = queries.colleagues(db.session(), sessions.viewer(), page.load_keys)
    form = ColleagueForm(colleagues)
    if form.validate():
        chosen = uuid.UUID(form.colleague.data)
        actions.ask_colleague(db.session(), reading.letter, chosen, now=clock.now())
        name = next(name for each, name in colleagues if each == chosen)
        notice(_("%(name)s sieht den Entwurf jetzt in „Meine Leute“.", name=str(name)))
    else:
        notice(_("Bitte wählen Sie, wer schauen soll."))
    return _back_to_preview(letter_id)


@routes.post("/letters/<uuid:letter_id>/second-look/removal")
@open_to(Role.GUIDE)
def end_second_look(letter_id: uuid.UUID) -> Response:
    """Do without: the colleague sees the draft no more."""
    actions.end_second_look(db.session(), page.draft(letter_id).letter)
    return _back_to_preview(letter_id)


@routes.route("/second-looks/<uuid:letter_id>", methods=["GET", "POST"])
@open_to(Role.GUIDE)
def look(letter_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """The draft as the colleague sees it, and the answer: it fits, or a remark."""
    viewer, now = sessions.viewer(), clock.now()
    posts = request.method == "POST"
    reading = letter_to_look_at(db.session(), viewer, letter_id, now=now, lock=posts)
    question = queries.second_look(db.session(), viewer, letter_id)
    if posts and queries.has_answered(db.session(), viewer, letter_id):
        return redirect(url_for("desk.index"), code=303)  # the second of two taps
    if reading is None or question is None:
        abort(404)
    form = RemarkForm()
    fits = "fits" in request.form
    if posts and (fits or form.validate()):
        question.answer("" if fits else form.remark.data or "", now=now)
        notice(_("Danke. %(name)s sieht Ihre Antwort.", name=called(reading.author.name)))
        return redirect(url_for("desk.index"), code=303)
    html = render(
        "desk_letters/look.html",
        form=form,
        letter=reading.letter,
        has_pages=reading.has_pages,
        author=reading.author,
        seen=page.as_seen(reading, SOURCE),
    )
    return (html, 422) if posts else html


def _back_to_preview(letter_id: uuid.UUID) -> Response:
    return redirect(url_for("desk_letters.preview", letter_id=letter_id), code=303)
