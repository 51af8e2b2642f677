"""An installation for a part of the proof: its app, its people, and a database of either kind."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from app import create_app
from app.core import db, migrate
from app.core import secrets as app_secrets
from app.core.settings import Settings
from tests.people import Cast, make_cast
from tests.support import postgres
from tests.visit import Client


@dataclass
class Installation:
    """A fresh one. Its push service is on this machine."""

    app: Flask
    session: Session
    cast: Cast


@contextmanager
def installation(
    *, on_postgresql: bool = False, waits_for_disk: bool = True
) -> Iterator[Installation]:
    """Build it in a folder that goes away. Needs PostgreSQL on this machine if asked for it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="proof-")))
        url = ""
        if on_postgresql:
            server = stack.enter_context(postgres.running())
            server.run('CREATE DATABASE "proof"')
            url = server.url("proof")
        settings = Settings(
            data_dir=folder, database_url=url, push_hosts=("127.0.0.1",), push_insecure=True,
            log_level="CRITICAL",
        )  # fmt: skip
        app_secrets.make_missing(folder)
        engine = db.make_engine(settings.database)
        migrate.upgrade(engine)
        engine.dispose()
        app = create_app(settings)
        app.test_client_class = Client
        engines = (app.extensions["engine"], app.extensions["keys"]._engine)
        for each in engines:
            stack.callback(each.dispose)
            if not waits_for_disk and each.dialect.name == "sqlite":
                event.listen(each, "connect", _do_not_wait)
        stack.enter_context(app.app_context())
        session = stack.enter_context(Session(engines[0], expire_on_commit=False))
        cast = make_cast(session, app.extensions["keys"])
        session.commit()
        yield Installation(app, session, cast)


def _do_not_wait(connection: Any, _entry: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
