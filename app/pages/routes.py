"""Pages for everyone: help at any time, privacy in short, and what operators watch."""

from flask import Blueprint, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from app.core import migrate
from app.core.pages import render
from app.core.security import public
from app.pages import queries

routes = Blueprint("pages", __name__)


@routes.get("/help")
@public
def help_now() -> str:
    """Who helps at once. Works without sign-in, without database and offline."""
    return render("pages/help.html")


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
    """Whether the app can do its work: database there and in shape, worker awake."""
    try:
        shape = migrate.is_current(current_app.extensions["engine"])
        awake = queries.worker_is_awake()
    except SQLAlchemyError:
        return jsonify(database=False), 503
    ready = shape and awake
    return jsonify(database=True, migrated=shape, worker=awake), 200 if ready else 503
