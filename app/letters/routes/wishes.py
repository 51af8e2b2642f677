"""What is said about a letter on purpose: together, put away, something seems wrong."""

import uuid
from datetime import datetime

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _, day
from app.core.names import called
from app.core.pages import notice
from app.core.security import open_to
from app.domain.messages import AlreadyAnswered
from app.domain.people import Role
from app.letters import actions, queries
from app.letters.routes import routes
from app.letters.summary import shown


@routes.post("/letters/<uuid:letter_id>/together")
@open_to(Role.PARTICIPANT)
def together(letter_id: uuid.UUID) -> Response:
    """Read it together: it is put on the next meeting."""
    reading, now = _reading(letter_id), clock.now()
    actions.ask_together(
        db.session(),
        sessions.viewer(),
        reading.letter,
        reading.guide,
        words=lambda: _(
            "Zum Brief „%(sender)s“, %(day)s: Ich möchte ihn mit Ihnen zusammen lesen.",
            **_which(reading, now),
        ),
        now=now,
    )
    notice(_when_together(reading), undo=url_for("letters.not_together", letter_id=letter_id))
    return _back_to(letter_id)


def _when_together(reading: queries.Reading) -> str:
    guide = called(reading.guide.name)
    if reading.next_meeting_on is None:
        return _("Gut. %(guide)s liest den Brief mit Ihnen.", guide=guide)
    return _(
        "Gut. %(guide)s liest den Brief mit Ihnen: am %(day)s.",
        guide=guide,
        day=day(reading.next_meeting_on),
    )


@routes.post("/letters/<uuid:letter_id>/together/undo")
@open_to(Role.PARTICIPANT)
def not_together(letter_id: uuid.UUID) -> Response:
    """Take it back."""
    letter = _reading(letter_id).letter
    actions.take_together_back(db.session(), sessions.viewer(), letter, now=clock.now())
    notice(_("Zurückgenommen."))
    return _back_to(letter_id)


@routes.post("/letters/<uuid:letter_id>/put-away")
@open_to(Role.PARTICIPANT)
def put_away(letter_id: uuid.UUID) -> Response:
    """Put it to the settled letters."""
    actions.put_away(_reading(letter_id).letter, now=clock.now())
    notice(_("Weggelegt."), undo=url_for("letters.bring_back", letter_id=letter_id))
    return redirect(url_for("letters.index"), code=303)


@routes.post("/letters/<uuid:letter_id>/put-away/undo")
@open_to(Role.PARTICIPANT)
def bring_back(letter_id: uuid.UUID) -> Response:
    """Bring it back into the list."""
    actions.bring_back(_reading(letter_id).letter)
    notice(
        _("Der Brief ist wieder in Ihrer Liste."),
        undo=url_for("letters.put_away", letter_id=letter_id),
    )
    return redirect(url_for("letters.index"), code=303)


@routes.post("/letters/<uuid:letter_id>/mistake")
@open_to(Role.PARTICIPANT)
def mistake(letter_id: uuid.UUID) -> Response:
    """Tell the guide that something in the summary seems wrong."""
    reading, now = _reading(letter_id), clock.now()
    actions.report_mistake(
        db.session(),
        sessions.viewer(),
        reading.letter,
        reading.guide,
        words=lambda: _(
            "Zum Brief „%(sender)s“, %(day)s: In der Zusammenfassung passt vielleicht etwas nicht.",
            **_which(reading, now),
        ),
        now=now,
    )
    notice(
        _("Danke. %(guide)s schaut noch einmal nach.", guide=called(reading.guide.name)),
        undo=url_for("letters.no_mistake", letter_id=letter_id),
    )
    return redirect(url_for("letters.summary", letter_id=letter_id), code=303)


@routes.post("/letters/<uuid:letter_id>/mistake/undo")
@open_to(Role.PARTICIPANT)
def no_mistake(letter_id: uuid.UUID) -> Response:
    """Take the report back."""
    reading = _reading(letter_id)
    try:
        actions.take_mistake_back(db.session(), sessions.viewer(), reading.letter, now=clock.now())
        notice(_("Zurückgenommen."))
    except AlreadyAnswered:
        guide = called(reading.guide.name)
        notice(_("%(guide)s hat schon geantwortet. Das ist in Ordnung.", guide=guide))
    return redirect(url_for("letters.summary", letter_id=letter_id), code=303)


def _which(reading: queries.Reading, now: datetime) -> dict[str, str]:
    """Say which letter it is about, in the language spoken now."""
    it = shown(reading, now=now)
    return {"sender": it.sender, "day": it.letter_on or _("ohne Datum")}


def _reading(letter_id: uuid.UUID) -> queries.Reading:
    viewer = sessions.viewer()
    found = queries.letter(db.session(), viewer, letter_id, now=clock.now(), lock=True)
    if found is None:
        abort(404)
    return found


def _back_to(letter_id: uuid.UUID) -> Response:
    return redirect(url_for("letters.show", letter_id=letter_id), code=303)
