from flask import Blueprint

from app.core.pages import render
from app.core.security import open_to
from app.domain.people import Role

routes = Blueprint("letters", __name__)


@routes.get("/letters")
@open_to(Role.PARTICIPANT)
def index() -> str:
    return render("letters/index.html")
