from flask import Blueprint

from app.core.pages import render
from app.core.security import open_to
from app.domain.people import Role

routes = Blueprint("desk", __name__)


@routes.get("/desk")
@open_to(Role.GUIDE)
def index() -> str:
    return render("desk/index.html")
