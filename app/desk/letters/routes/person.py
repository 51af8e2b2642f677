"""The letters of one person."""

import uuid

from app.calm.letter_kinds import KINDS
from app.core import clock
from app.core.i18n import _
from app.core.pages import render
from app.core.security import open_to
from app.desk.letters import page
from app.desk.letters.routes import routes
from app.domain.people import Role
from app.letters.summary import shown


@routes.get("/people/<uuid:participant_id>/letters")
@open_to(Role.GUIDE)
def index(participant_id: uuid.UUID) -> str:
    """All letters of one person: drafts first, then those that are shown."""
    found, now = page.post_of(participant_id), clock.now()
    rows = [
        (each.letter, shown(each, now=now), _(KINDS[each.letter.kind].title))
        for each in found.readings
    ]
    return render(
        "desk_letters/index.html",
        owner=found.owner,
        namesakes=page.namesakes(found.owner),
        drafts=[row for row in rows if row[0].released_at is None],
        released=[row for row in rows if row[0].released_at is not None],
        now=now,
    )
