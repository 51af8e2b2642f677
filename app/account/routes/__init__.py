"""URLs for coming in, signing in and out, devices and settings."""

from flask import Blueprint

routes = Blueprint("account", __name__)

from app.account.routes import card, comfort, keys, settings, sign_ins, welcome  # noqa: E402, F401
