"""The WSGI entry point: `granian --interface wsgi wsgi:app`, `gunicorn wsgi:app`."""

import os

from app import create_app
from app.core.settings import Settings

app = create_app(Settings.from_env(os.environ))
app.extensions["pages"].compile_all()
