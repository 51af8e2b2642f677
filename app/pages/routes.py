"""Pages for everyone: help at any time, privacy in short, and what operators watch."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from app.core.pages import render
from app.core.security import public
from app.pages import queries

routes = Blueprint("pages", __name__)


@routes.get("/help")
@public
def help_now() -> str:
    """Who helps at once. Works without sign-in, without database and offline."""
    return render("pages/help.html", nearby=queries.help_nearby())


@routes.get("/privacy")
@public
def privacy() -> str:
    """What is stored and who sees it, in short."""
    return render("pages/privacy.html")


@routes.get("/healthz")
@public
def healthz() -> Response:
    """Whether the process answers."""
    return jsonify(ok=True)


@routes.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """Whether the app can do its work: database there and in shape, worker awake.

    Beside that it tells how long the oldest due notice waits, and which push services refuse us.
    """
    found = queries.readiness()
    return jsonify(found.needed | found.told), 200 if all(found.needed.values()) else 503
