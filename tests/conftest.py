"""The house the tests live in: one app on a fresh database, and the people who use it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from app.core import db, migrate
from app.core import secrets as app_secrets
from app.core.settings import Settings
from tests.people import Cast, make_cast
from tests.visit import Visit


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with keys and an empty, migrated SQLite database; copied for each test."""
    folder = tmp_path_factory.mktemp("prepared")
    app_secrets.make_missing(folder)
    migrate.upgrade(db.make_engine(Settings(data_dir=folder).database))
    return folder


@pytest.fixture
def settings(prepared: Path, tmp_path: Path) -> Settings:
    """Settings of a fresh installation."""
    folder = tmp_path / "var"
    shutil.copytree(prepared, folder)
    return Settings(data_dir=folder)


@pytest.fixture
def app(settings: Settings) -> Flask:
    """The app on a fresh database."""
    made = create_app(settings)
    made.config["PROPAGATE_EXCEPTIONS"] = True
    return made


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session beside the app, for preparing and looking; commit what others must see."""
    with app.app_context(), Session(app.extensions["engine"], expire_on_commit=False) as opened:
        yield opened


@pytest.fixture
def cast(app: Flask, session: Session) -> Cast:
    """Amira and her guide Jonas, Samir the stranger and his guide Lena, and Petra in the office."""
    made = make_cast(session, app.extensions["keys"])
    session.commit()
    return made


@pytest.fixture
def visit(app: Flask) -> Visit:
    """A browser without scripts: `visit.as_(amira).open("/")`."""
    return Visit(app)
