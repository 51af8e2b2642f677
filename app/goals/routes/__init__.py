"""URLs of goals and small steps."""

from flask import Blueprint

routes = Blueprint("goals", __name__)

from app.goals.routes import goals, order, steps, suggestions, writing  # noqa: E402, F401
