"""URLs of reminders: choose, reach this device, try, stop; and a time of quiet."""

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from app.reminders import jobs

routes = Blueprint("reminders", __name__)


@routes.record_once
def add_jobs(state: BlueprintSetupState) -> None:
    """Let the queue know what it may be asked for."""
    jobs.register(state.app.extensions["queue"], cast("Flask", state.app))


from app.reminders.routes import choosing, quiet  # noqa: E402, F401
