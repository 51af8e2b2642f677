"""URLs of goals and small steps."""

from flask import Blueprint

from app.core.on_paper import keep_new_on_paper

routes = Blueprint("goals", __name__)
keep_new_on_paper(routes, "goals.new", "goals.new_step", "goals.together")

from app.goals.routes import goals, order, steps, suggestions, writing  # noqa: E402, F401
