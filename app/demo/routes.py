"""The door of the demo: choose who you are. Registered only in the demo's own data folder."""

import uuid

from flask import Blueprint, abort, current_app, redirect
from sqlalchemy import select
from werkzeug.wrappers import Response

from app.account.routes.welcome import start_page
from app.core import db, sessions
from app.core.pages import render
from app.core.security import public
from app.domain.people import Person, Role
from app.domain.sign_in import PhoneUse

routes = Blueprint("demo", __name__)


@routes.get("/demo")
@public
def index() -> str:
    """Everyone in the demo."""
    people = list(db.session().scalars(select(Person)))
    current_app.extensions["keys"].load(each.id for each in people)
    order = list(Role)
    people.sort(key=lambda each: (order.index(each.role), each.last_name))
    return render("demo/index.html", people=people)


@routes.post("/demo/people/<uuid:person_id>/session")
@public
def come_in(person_id: uuid.UUID) -> Response:
    """Open the app as this person."""
    person = db.session().get(Person, person_id)
    if person is None:
        abort(404)
    use = PhoneUse.OWN if person.role is Role.PARTICIPANT else PhoneUse.STAFF
    sessions.sign_in(person, use, label="Demo")
    return redirect(start_page(person.role), code=303)
