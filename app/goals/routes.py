from flask import Blueprint

from app.core.pages import render
from app.core.security import open_to
from app.domain.people import Role

routes = Blueprint("goals", __name__)


@routes.get("/goals")
@open_to(Role.PARTICIPANT)
def index() -> str:
    return render("goals/index.html")
