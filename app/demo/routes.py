"""The door of the demo: choose who you are. Registered only in the demo's own data folder."""

import uuid

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

from app.account.routes.welcome import start_page
from app.core import db, sessions
from app.core.pages import render
from app.core.security import public
from app.demo import queries
from app.domain.people import Role
from app.domain.sign_in import PhoneUse

routes = Blueprint("demo", __name__)


@routes.get("/demo")
@public
def index() -> str:
    """Everyone in the demo."""
    return render("demo/index.html", people=queries.everyone(db.session()))


@routes.post("/demo/people/<uuid:person_id>/session")
@public
def come_in(person_id: uuid.UUID) -> Response:
    """Open the app as this person."""
    person = queries.person(db.session(), person_id)
    if person is None:
        abort(404)
    use = PhoneUse.OWN if person.role is Role.PARTICIPANT else PhoneUse.STAFF
    sessions.sign_in(person, use, label="Demo")
    return redirect(start_page(person.role), code=303)
