"""Reading letters: the list, the summary, the official text, its pages and its file, and words.

Every one of these is a GET and writes nothing.
"""

import uuid

from flask import abort
from werkzeug.wrappers import Response

from app.calm.official_words import WORDS, explained_in, pieces
from app.core import clock, db, sessions
from app.core.pages import render
from app.core.security import open_to
from app.domain.people import Role
from app.letters import queries
from app.letters.delivery import file_answer
from app.letters.routes import routes
from app.letters.summary import beside, in_order, shown
from app.letters.words import explanations


@routes.get("/letters")
@open_to(Role.PARTICIPANT)
def index() -> str:
    """Closed envelopes: from whom, what kind of news, until when."""
    return _list("letters/index.html", put_away=False)


@routes.get("/letters/put-away")
@open_to(Role.PARTICIPANT)
def settled() -> str:
    """The letters that were put away."""
    return _list("letters/settled.html", put_away=True)


def _list(template: str, *, put_away: bool) -> str:
    now = clock.now()
    post = queries.post(db.session(), sessions.viewer(), now=now, put_away=put_away)
    if post is None:
        abort(404)
    return render(
        template,
        letters=in_order(post.readings, now=now),
        paper_letters=post.paper_letters,
        on_paper=post.owner.letters_on_paper,
        new_id=uuid.uuid4(),
    )


@routes.get("/letters/<uuid:letter_id>")
@open_to(Role.PARTICIPANT)
def show(letter_id: uuid.UUID) -> str:
    """The summary; for a hard letter first the question how to read it."""
    reading = _reading(letter_id)
    if not reading.letter.is_hard:
        return _summary(reading)
    return render("letters/choice.html", it=shown(reading, now=clock.now()))


@routes.get("/letters/<uuid:letter_id>/summary")
@open_to(Role.PARTICIPANT)
def summary(letter_id: uuid.UUID) -> str:
    """The summary, also of a hard letter: the answer to "read it now"."""
    return _summary(_reading(letter_id))


def _summary(reading: queries.Reading) -> str:
    now = clock.now()
    return render("letters/show.html", it=shown(reading, now=now), german=beside(reading, now=now))


@routes.get("/letters/<uuid:letter_id>/official")
@open_to(Role.PARTICIPANT)
def official(letter_id: uuid.UUID) -> str:
    """The official text, unchanged, with its words to tap on."""
    reading = _reading(letter_id)
    text = pieces(reading.letter.official_text)
    files = queries.letter_files(db.session(), sessions.viewer(), letter_id, now=clock.now())
    return render(
        "letters/official.html",
        it=shown(reading, now=clock.now()),
        text=text,
        words=explanations(explained_in(text)),
        original=next((each for each in files if each.page == 0), None),
        has_pages=reading.has_pages,
    )


@routes.get("/letters/<uuid:letter_id>/pages")
@open_to(Role.PARTICIPANT)
def pages(letter_id: uuid.UUID) -> str:
    """The pages as they look on paper, each with its words beside it."""
    reading = _reading(letter_id)
    files = queries.letter_files(db.session(), sessions.viewer(), letter_id, now=clock.now())
    found = [each for each in files if each.page > 0]
    if not found:
        abort(404)
    return render("letters/pages.html", it=shown(reading, now=clock.now()), pages=found)


@routes.get("/letters/<uuid:letter_id>/pages/<int:number>")
@open_to(Role.PARTICIPANT)
def page(letter_id: uuid.UUID, number: int) -> Response:
    """The picture of one page."""
    if number < 1:
        abort(404)
    file = queries.letter_file(db.session(), sessions.viewer(), letter_id, number, now=clock.now())
    return file_answer(file, download=False)


@routes.get("/letters/<uuid:letter_id>/original")
@open_to(Role.PARTICIPANT)
def original(letter_id: uuid.UUID) -> Response:
    """The letter as a file."""
    file = queries.letter_file(db.session(), sessions.viewer(), letter_id, 0, now=clock.now())
    return file_answer(file, download=True)


@routes.get("/words")
@open_to(Role.PARTICIPANT)
def words() -> str:
    """All official words that we explain, for a letter on paper too."""
    return render("letters/words.html", words=explanations(WORDS))


def _reading(letter_id: uuid.UUID) -> queries.Reading:
    found = queries.letter(db.session(), sessions.viewer(), letter_id, now=clock.now())
    if found is None:
        abort(404)
    return found
