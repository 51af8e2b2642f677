"""The floor: a Flask application that says hello."""

from flask import Flask

application = Flask(__name__)


@application.get("/")
def hello() -> str:
    """Say hello."""
    return "hello"
