"""URLs of meetings for the participant."""

from flask import Blueprint

from app.core.on_paper import keep_on_paper

routes = Blueprint("appointments", __name__)
keep_on_paper(routes)

from app.appointments.routes import answers, see, wishes  # noqa: E402, F401
