"""The house the tests live in: one app on a fresh database, and the people who use it.

Most tests use SQLite. Those of the data layer run on PostgreSQL as well: tests marked
`both_databases` always, the folders in `DATA_LAYER` when asked with `--databases=both` (`make test`
asks). Tests that need a browser or PostgreSQL get their mark by themselves, so `make check` can
leave them out.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core import db, migrate
from app.core import secrets as app_secrets
from app.core.settings import Settings
from tests.people import Cast, make_cast
from tests.support import apps, postgres, redis
from tests.support.browser import browser, browser_page, open_page, watch  # noqa: F401
from tests.support.server import Listening
from tests.visit import Client, Visit

TESTS = Path(__file__).parent
DATA_LAYER = {
    "domain", "today", "appointments", "goals", "letters", "messages", "reminders", "account",
    "desk", "office", "phrasebook",
}  # fmt: skip
BROWSER_FIXTURES = {"server", "browser", "browser_page", "open_page"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--databases",
        choices=("sqlite", "both"),
        default="sqlite",
        help="run the folders of the data layer on SQLite only, or on PostgreSQL as well",
    )
    parser.addoption(
        "--every-language",
        action="store_true",
        help="measure every page in every language (about ten minutes) instead of in turns",
    )


def pytest_configure() -> None:
    apps.be_quick()


def pytest_collection_finish() -> None:
    apps.all_is_loaded()


def _on_both(metafunc: pytest.Metafunc) -> bool:
    if metafunc.definition.get_closest_marker("both_databases"):
        return True
    folder = metafunc.definition.path.relative_to(TESTS).parts[0]
    wanted = metafunc.config.getoption("--databases") == "both" and folder in DATA_LAYER
    return wanted and not BROWSER_FIXTURES & set(metafunc.fixturenames)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames and _on_both(metafunc):
        both = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
        metafunc.parametrize("database", both, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
        if "postgres_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with keys and empty, migrated SQLite databases; copied for each test."""
    folder, made = tmp_path_factory.mktemp("prepared"), tmp_path_factory.mktemp("made")
    # Made from the source alone, so all tests may share them: published files, compiled templates.
    # The latter takes ten seconds, and the other worker of this run may have done it.
    for_all = made.parents["PYTEST_XDIST_WORKER" in os.environ] / "templates"
    for_all.mkdir(exist_ok=True)
    (folder / "static").symlink_to(made)
    (folder / "cache").symlink_to(for_all)
    settings = Settings(data_dir=folder)
    app_secrets.make_missing(folder)
    migrate.upgrade(db.make_engine(settings.database))
    apps.let_go(apps.make(settings))  # which made the keyring and the queue
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server of this test run."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: postgres.Server) -> str:
    """The name of an empty, migrated PostgreSQL database; copied for each test."""
    name = "prepared"
    postgres_server.run(f'CREATE DATABASE "{name}"')
    migrate.upgrade(db.make_engine(postgres_server.url(name)))
    return name


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """The address of a Redis server of this test run."""
    try:
        with redis.running() as url:
            yield url
    except redis.RedisMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh, migrated database; "" is the SQLite file in the data folder."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield ""
        return
    template: str = request.getfixturevalue("postgres_template")
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.copy_of(template) as url:
        yield url


@pytest.fixture
def listening() -> Iterator[Listening]:
    """A web server that has its address already and gets its app later."""
    with Listening() as server:
        yield server


@pytest.fixture
def settings(
    request: pytest.FixtureRequest, prepared: Path, tmp_path: Path, database: str
) -> Settings:
    """Settings of a fresh installation."""
    folder = tmp_path / "var"
    shutil.copytree(prepared, folder, symlinks=True)
    if "server" in request.fixturenames:
        listening: Listening = request.getfixturevalue("listening")
        return Settings(data_dir=folder, database_url=database, origin=listening.origin)
    return Settings(data_dir=folder, database_url=database)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The app on a fresh database."""
    made = apps.make(settings)
    made.test_client_class = Client
    yield made
    apps.let_go(made)


@pytest.fixture
def server(app: Flask, listening: Listening) -> str:
    """The address at which the app answers browsers: http://localhost and a free port."""
    listening.serve(app)
    return listening.origin


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session beside the app, for preparing and looking.

    It commits by itself before each request of a `Visit`; commit for a real browser or the worker.
    """
    with app.app_context(), Session(app.extensions["engine"], expire_on_commit=False) as opened:
        app.extensions["session of the test"] = opened
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
