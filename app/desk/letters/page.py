"""What every step has in common: whose letter it is, the way through the steps, what is open."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, current_app, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import clock_time, moment, speaking
from app.core.pages import render
from app.desk.letters import queries
from app.desk.letters.queries import Namesake
from app.desk.letters.steps import TITLES, Open, Step, still_open
from app.domain.letters import safe_day
from app.domain.people import Person
from app.letters.queries import Post, Reading, letter, post
from app.letters.summary import beside, shown


def draft(letter_id: uuid.UUID) -> Reading:
    """Return an unreleased letter of one of the viewer's people.

    404 for anybody else's; a released one leads to the page that shows it.
    """
    reading = any_letter(letter_id)
    if reading.letter.released_at is not None:
        abort(redirect(url_for("desk_letters.show", letter_id=letter_id), code=303))
    return reading


def any_letter(letter_id: uuid.UUID) -> Reading:
    """Return a letter of one of the viewer's people; 404 for others. A POST locks it."""
    changes = request.method not in db.SAFE_METHODS
    found = letter(db.session(), sessions.viewer(), letter_id, now=clock.now(), lock=changes)
    if found is None:
        abort(404)
    return found


def post_of(participant_id: uuid.UUID) -> Post:
    """Return the letters of one of the viewer's people; 404 for others."""
    found = post(db.session(), sessions.viewer(), now=clock.now(), owner_id=participant_id)
    if found is None:
        abort(404)
    return found


def open_things(reading: Reading) -> list[Open]:
    """Return what the honesty rules still ask for."""
    safe = safe_day(reading.letter.letter_on, land=reading.programme.land)
    return still_open(reading.letter, safe, has_pages=reading.has_pages)


def load_keys(people: Iterable[uuid.UUID]) -> None:
    """Fetch the keys of several people at once."""
    current_app.extensions["keys"].load(people)


def namesakes(person: Person) -> list[Namesake]:
    """Return the viewer's other people with the same first name."""
    return queries.namesakes(db.session(), sessions.viewer(), person, load_keys)


def step(reading: Reading, at: Step, **more: Any) -> str:
    """Return the page of one step."""
    owner = reading.owner
    return render(
        f"desk_letters/{at}.html",
        letter=reading.letter,
        owner=owner,
        namesakes=namesakes(owner),
        steps=[(each, TITLES[each]) for each in Step],
        at=at,
        open_things=[each for each in open_things(reading) if at in {each.step, Step.PREVIEW}],
        titles=TITLES,
        **more,
    )


def after(reading: Reading, at: Step) -> Response:
    """Go on to the next step."""
    return redirect(url_for(f"desk_letters.{at.next}", letter_id=reading.letter.id), code=303)


def stay_or_go_on(reading: Reading, at: Step, onward: Step | None = None) -> Response:
    """Go on, or stay if something on this step is still open: then the page says what."""
    stays = any(each.step is at for each in open_things(reading))
    goal = at if stays else onward or at.next
    return redirect(url_for(f"desk_letters.{goal}", letter_id=reading.letter.id), code=303)


def shown_from(reading: Reading, *, now: datetime) -> str:
    """Return from when a released letter is shown, in words; "" if it is by now."""
    letter = reading.letter
    if letter.released_at is None or not letter.is_waiting(now=now):
        return ""
    zone = ZoneInfo(reading.programme.zone)
    at, today = letter.released_at.astimezone(zone), now.astimezone(zone).date()
    return clock_time(at) if at.date() == today else moment(at, today=today)


def as_seen(reading: Reading, language: str | None = None) -> Markup:
    """Return the list row and summary exactly as the participant sees them.

    In their language, unless a colleague reads along in another.
    """
    with speaking(language or reading.owner.language):
        now = clock.now()
        it, german = shown(reading, now=now), beside(reading, now=now)
        # Our own template has escaped everything in it.
        return Markup(render("letters/_block.html", it=it, german=german))  # noqa: S704
