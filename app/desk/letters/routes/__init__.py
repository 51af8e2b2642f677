"""URLs for writing letters: the list of one person, the eight steps, the letter as it was shown."""

from flask import Blueprint

routes = Blueprint("desk_letters", __name__, url_prefix="/desk")

from app.desk.letters.routes import (  # noqa: E402, F401
    checking,
    person,
    released,
    second_look,
    showing,
    texts,
    writing,
)
