"""URLs of what a guide says: message, greeting from the phrase book, suggested step."""

from flask import Blueprint

routes = Blueprint("conversation", __name__)

from app.desk.conversation.routes import cards, suggestions, talking  # noqa: E402, F401
