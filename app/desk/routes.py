"""URLs of Meine Leute. The rooms behind it have blueprints of their own inside this one."""

from flask import Blueprint, current_app, request

from app.core import clock, db, sessions
from app.core.pages import render
from app.core.security import open_to
from app.desk import calls, queries, rows
from app.desk.conversation.routes import routes as conversation
from app.desk.invitations.routes import routes as invitations
from app.desk.letters import queries as letters
from app.desk.meetings.routes import routes as meetings
from app.desk.person.routes import routes as person
from app.domain.people import Role

routes = Blueprint("desk", __name__)
for room in (person, invitations, meetings, conversation):
    routes.register_blueprint(room)

LONGEST_FILTER = 80


@routes.get("/desk")
@open_to(Role.GUIDE)
def index() -> str:
    """Meine Leute: the next meeting first, and what people asked for on purpose."""
    typed = request.args.get("q", "")[:LONGEST_FILTER].strip()
    only = request.args.get("only", "")
    now = clock.now()
    viewer, load = sessions.viewer(), current_app.extensions["keys"].load
    people = queries.people(db.session(), viewer, load, now=now)
    drafts = letters.to_look_at(db.session(), viewer, load) if "drafts" in viewer.news else []
    return render(
        "desk/index.html",
        reminders_late=viewer.reminders_late,
        to_look_at=drafts,
        people=rows.narrowed(rows.matching(people, typed), only),
        only=only,
        has_people=bool(people),
        waiting=[each for each in people if each.used_card],
        calls=calls.to_make(people, now=now),
        to_talk_to=rows.to_talk_to(people),
        soon=rows.letters_soon(people, now=now),
        today=now.date(),
        typed=typed,
    )
