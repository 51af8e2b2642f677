"""A letter as the guide finds it again: a draft goes on where it stopped, a shown one is shown."""

import uuid

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.languages import spoken
from app.core.pages import render
from app.core.security import open_to
from app.desk.letters import page
from app.desk.letters.routes import routes
from app.desk.letters.steps import Step
from app.domain.people import Role
from app.letters.delivery import file_answer
from app.letters.queries import letter_file, letter_files


@routes.get("/letters/<uuid:letter_id>")
@open_to(Role.GUIDE)
def show(letter_id: uuid.UUID) -> Response | str:
    """The letter as it is shown; a draft leads to the first step with something open."""
    reading = page.any_letter(letter_id)
    if reading.letter.released_at is None:
        goal = next((each.step for each in page.open_things(reading)), Step.PREVIEW)
        return redirect(url_for(f"desk_letters.{goal}", letter_id=letter_id), code=303)
    now = clock.now()
    files = letter_files(db.session(), sessions.viewer(), letter_id, now=now)
    return render(
        "desk_letters/show.html",
        letter=reading.letter,
        owner=reading.owner,
        namesakes=page.namesakes(reading.owner),
        seen=page.as_seen(reading),
        shown_from=page.shown_from(reading, now=now),
        speaks=spoken(reading.owner.language),
        pages=[each.page for each in files if each.page > 0],
        has_original=any(each.page == 0 for each in files),
    )


@routes.get("/letters/<uuid:letter_id>/pages/<int:number>")
@open_to(Role.GUIDE)
def page_picture(letter_id: uuid.UUID, number: int) -> Response:
    """The picture of one page."""
    if number < 1:
        abort(404)
    file = letter_file(db.session(), sessions.viewer(), letter_id, number, now=clock.now())
    return file_answer(file, download=False)


@routes.get("/letters/<uuid:letter_id>/original")
@open_to(Role.GUIDE)
def original(letter_id: uuid.UUID) -> Response:
    """The letter as a file."""
    file = letter_file(db.session(), sessions.viewer(), letter_id, 0, now=clock.now())
    return file_answer(file, download=True)
