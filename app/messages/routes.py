from flask import Blueprint

from app.core.pages import render
from app.core.security import open_to
from app.domain.people import Role

routes = Blueprint("messages", __name__)


@routes.get("/messages")
@open_to(Role.PARTICIPANT)
def index() -> str:
    return render("messages/index.html")
