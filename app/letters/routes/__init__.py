"""URLs of letters for the participant. What changes something is a POST; reading is only reading."""

from flask import Blueprint

routes = Blueprint("letters", __name__)

from app.letters.routes import at_home, reading, wishes  # noqa: E402, F401
