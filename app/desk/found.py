"""One of the viewer's people, or the page that does not exist."""

import uuid

from flask import abort

from app.core import db, sessions
from app.desk import queries
from app.domain.people import Person


def participant(participant_id: uuid.UUID) -> Person:
    """Return the person; 404 for everybody the viewer does not accompany."""
    person = queries.participant(db.session(), sessions.viewer(), participant_id)
    if person is None:
        abort(404)
    return person
