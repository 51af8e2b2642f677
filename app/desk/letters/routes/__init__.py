"""URLs for writing letters: one person's list, the eight steps, the letter as it was shown.

And what comes from paper: letters that people show, and smileys for envelopes.
"""

from flask import Blueprint

routes = Blueprint("desk_letters", __name__, url_prefix="/desk")

from app.desk.letters.routes import (  # noqa: E402, F401
    checking,
    person,
    released,
    second_look,
    showing,
    shown,
    smileys,
    texts,
    writing,
)
