"""Pages for everyone: help at any time, and what operators watch."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from app.core.pages import render
from app.core.security import public

routes = Blueprint("pages", __name__)


@routes.get("/help")
@public
def help_now() -> str:
    """Who helps at once. Works without sign-in, without database and offline."""
    return render("pages/help.html")


@routes.get("/healthz")
@public
def healthz() -> Response:
    """Whether the process answers."""
    return jsonify(ok=True)
