"""What planning and changing a meeting share: the programme's clock, hints, the way back."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.desk import queries as desk_queries
from app.desk.meetings import queries
from app.desk.meetings.hints import hints
from app.domain.appointments import moment_of
from app.domain.people import Person, Programme


def programme() -> Programme:
    """Return the guide's programme."""
    return desk_queries.programme(db.session(), sessions.viewer())


def here(programme: Programme) -> datetime:
    """Return now, in the programme's zone."""
    return clock.now().astimezone(ZoneInfo(programme.zone))


def back_to(participant_id: uuid.UUID) -> Response:
    """Go back to the person's page."""
    return redirect(url_for("desk.person.show", participant_id=participant_id), code=303)


def hints_for(
    person: Person, starts: datetime, minutes: int, programme: Programme, *, but: uuid.UUID
) -> list[str]:
    """Return what a colleague would mention about a wall time; the meeting `but` does not count."""
    others = queries.overlapping(
        db.session(),
        sessions.viewer(),
        person.id,
        starts_at=moment_of(starts.isoformat(), programme.zone),
        minutes=minutes,
        but=but,
    )
    return hints(starts, programme, others)
