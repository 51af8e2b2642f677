"""URLs of letters for the participant: reading is only reading, and what changes is a POST."""

from flask import Blueprint

routes = Blueprint("letters", __name__)

from app.letters.routes import at_home, reading, shown, shown_pages, wishes  # noqa: E402, F401
