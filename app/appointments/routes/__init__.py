"""URLs of meetings for the participant."""

from flask import Blueprint

routes = Blueprint("appointments", __name__)

from app.appointments.routes import answers, calendar, see, wishes  # noqa: E402, F401
