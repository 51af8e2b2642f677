"""What makes the page installable."""

from flask import Blueprint, current_app, jsonify
from werkzeug.wrappers import Response

from app.core.pages import render
from app.core.security import public

routes = Blueprint("pwa", __name__)


@routes.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """Name, icon and colours on the home screen: neutral."""
    name = current_app.extensions["settings"].app_name
    return jsonify(name=name, short_name=name, start_url="/", display="standalone")
