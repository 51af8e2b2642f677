"""The calm start page."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from app.account.routes.welcome import start_page
from app.core import clock, sessions
from app.core.pages import render
from app.core.security import open_to
from app.domain.people import Role
from app.today import reading

routes = Blueprint("today", __name__)


@routes.get("/")
@open_to(*Role)
def index() -> Response | str:
    """What is next: never more than three cards. Whoever works here goes on to their own start."""
    viewer = sessions.viewer()
    if not viewer.is_participant:
        return redirect(start_page(viewer.role), code=303)
    return render("today/index.html", today=reading.today(viewer, now=clock.now()))
