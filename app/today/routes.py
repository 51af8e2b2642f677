from flask import Blueprint

from app.core.pages import render
from app.core.security import open_to
from app.domain.people import Role

routes = Blueprint("today", __name__)


@routes.get("/")
@open_to(Role.PARTICIPANT)
def index() -> str:
    return render("today/index.html")
