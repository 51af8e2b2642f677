"""One of the viewer's people, or the page that does not exist; and what that person agreed to."""

import uuid

from flask import abort, redirect, url_for

from app.core import db, sessions
from app.core.i18n import _
from app.core.names import called
from app.core.pages import notice
from app.desk import queries
from app.domain.people import Person


def participant(participant_id: uuid.UUID) -> Person:
    """Return the person; 404 for everybody the viewer does not accompany."""
    person = queries.participant(db.session(), sessions.viewer(), participant_id)
    if person is None:
        abort(404)
    return person


def participant_with_meetings(participant_id: uuid.UUID) -> Person:
    """Return the person; back to their page, with a word, if these are to be on paper only."""
    person = participant(participant_id)
    if person.meetings_on_paper:
        name = called(person.name)
        notice(_("%(name)s möchte Treffen und Schritte nur auf Papier.", name=name))
        abort(redirect(url_for("desk.person.show", participant_id=participant_id), code=303))
    return person
