"""URLs of goals and small steps."""

from flask import Blueprint

from app.core.on_paper import keep_on_paper

routes = Blueprint("goals", __name__)
keep_on_paper(routes)

from app.goals.routes import goals, order, steps, suggestions, writing  # noqa: E402, F401
