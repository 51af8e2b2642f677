"""The calm start page."""

from flask import Blueprint

from app.core import clock, sessions
from app.core.pages import render
from app.core.security import open_to
from app.domain.people import Role
from app.today import reading

routes = Blueprint("today", __name__)


@routes.get("/")
@open_to(Role.PARTICIPANT)
def index() -> str:
    """What is next: never more than three cards."""
    return render("today/index.html", today=reading.today(sessions.viewer(), now=clock.now()))
