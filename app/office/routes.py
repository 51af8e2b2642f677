from flask import Blueprint

from app.core.pages import render
from app.core.security import open_to
from app.domain.people import Role

routes = Blueprint("office", __name__)


@routes.get("/office")
@open_to(Role.COORDINATOR)
def index() -> str:
    return render("office/index.html")
