"""URLs of meetings for the guide: plan one with a preview, move it, call it off."""

from flask import Blueprint

routes = Blueprint("meetings", __name__)

from app.desk.meetings.routes import changing, planning  # noqa: E402, F401
