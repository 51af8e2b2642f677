"""The WSGI entry point: `granian --interface wsgi wsgi:app`, `gunicorn wsgi:app`."""

import os

from app import create_app
from app.core import startguard
from app.core.settings import Settings

settings = Settings.from_env(os.environ)
startguard.check(settings)
app = create_app(settings)
app.extensions["pages"].compile_all()
