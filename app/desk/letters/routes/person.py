"""The letters of one person, and a new one."""

import uuid

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.calm.letter_kinds import KINDS
from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.once import form_id
from app.core.pages import render
from app.core.security import open_to
from app.desk.letters import actions
from app.desk.letters.forms import KindForm
from app.desk.letters.page import namesakes
from app.desk.letters.routes import routes
from app.domain.people import Role
from app.letters.queries import Post, post
from app.letters.summary import shown


@routes.get("/people/<uuid:participant_id>/letters")
@open_to(Role.GUIDE)
def index(participant_id: uuid.UUID) -> str:
    """All letters of one person: drafts first, then those that are shown."""
    found, now = post_of(participant_id), clock.now()
    rows = [
        (each.letter, shown(each, now=now), _(KINDS[each.letter.kind].title))
        for each in found.readings
    ]
    return render(
        "desk_letters/index.html",
        owner=found.owner,
        namesakes=namesakes(found.owner),
        drafts=[row for row in rows if row[0].released_at is None],
        released=[row for row in rows if row[0].released_at is not None],
    )


@routes.route("/people/<uuid:participant_id>/letters/new", methods=["GET", "POST"])
@open_to(Role.GUIDE)
def new(participant_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Step 1 of a new letter: its kind."""
    found, form = post_of(participant_id), KindForm()
    owner = found.owner
    if request.method == "POST" and not owner.letters_on_paper and form.validate():
        kind, variant = form.chosen
        letter_id = form_id(form.id.data)
        actions.start(
            db.session(),
            letter_id,
            owner_id=owner.id,
            author_id=sessions.viewer().person_id,
            kind=kind,
            variant=variant,
            now=clock.now(),
        )
        return redirect(url_for("desk_letters.sender", letter_id=letter_id), code=303)
    form.id.data = form.id.data or str(uuid.uuid4())
    html = render("desk_letters/new.html", owner=owner, namesakes=namesakes(owner), form=form)
    return (html, 422) if request.method == "POST" else html


def post_of(participant_id: uuid.UUID) -> Post:
    """Return everything in somebody's letter box; 404 for people of others."""
    found = post(db.session(), sessions.viewer(), now=clock.now(), owner_id=participant_id)
    if found is None:
        abort(404)
    return found
