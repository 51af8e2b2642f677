"""One database session per request and one commit rule.

After a successful unsafe request: commit, before the answer leaves. Everything else rolls back, so
a GET never writes, not even by mistake. A commit that fails becomes the calm error page.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Connection, Engine, Row, Select, create_engine, event, lambda_stmt
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.lambdas import StatementLambdaElement

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# Before this, WAL can lose committed data (sqlite.org/wal.html#walresetbug); two lines are mended.
_FIRST_MENDED = (3, 51, 3)
_MENDED_LINES = {(3, 44): 6, (3, 50): 7}


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the fix for the WAL-reset bug."""
    mended_from = _MENDED_LINES.get(version[:2])
    return version >= _FIRST_MENDED or (mended_from is not None and version[2] >= mended_from)


def make_engine(url: str) -> Engine:
    """Return an engine; on SQLite with the journal that keeps what was answered "saved".

    Its errors never show the values of a statement: those are what people wrote.
    """
    if not url.startswith("sqlite"):
        return create_engine(
            url, pool_pre_ping=True, pool_size=8, max_overflow=8, hide_parameters=True
        )
    engine = create_engine(
        url,
        # We say BEGIN ourselves: sqlite3 would only guess. Set here, for good: on the way back to
        # another level SQLAlchemy sends a PRAGMA, and each makes SQLite forget its statements.
        isolation_level="AUTOCOMMIT",
        paramstyle="named",  # a value that stands in a statement ten times is converted once
        connect_args={"timeout": 15, "check_same_thread": False},
        hide_parameters=True,
    )
    version = sqlite3.sqlite_version_info
    journal, sync = ("WAL", "FULL") if wal_is_safe(version) else ("TRUNCATE", "EXTRA")

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        raw: Any = connection
        for pragma in (f"journal_mode={journal}", f"synchronous={sync}", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if options.get("isolation_level") == "AUTOCOMMIT":
            return  # SQLAlchemy says "begin" here too, but one SELECT needs no lock at all
        # A writer takes its lock at once: a lock taken half-way can only fail.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", True) else "BEGIN")

    return engine


def session() -> Session:
    """Return the session of this request; the first call opens it."""
    if "db_session" not in g:
        reads_only = request.method in SAFE_METHODS if request else False
        engine: Engine = current_app.extensions["engine"]
        bind = engine.execution_options(writes=False) if reads_only else engine
        g.db_session = Session(bind, expire_on_commit=False)
    current: Session = g.db_session
    return current


def separate_session() -> Session:
    """Return a session of its own, for what must hold even if the request fails (wrong tries).

    Use it before the request's own session: on SQLite there is one writer at a time.
    """
    return Session(current_app.extensions["engine"], expire_on_commit=False)


def prepared(build: Callable[[], Select[*tuple[Any, ...]]]) -> StatementLambdaElement:
    """Return a SELECT that is built once and then known by its function.

    SQLAlchemy knows others by all their parts, and to hash those takes longer than SQLite's answer.
    """
    return lambda_stmt(build, enable_tracking=False)


def read_one(
    statement: StatementLambdaElement, values: dict[str, Any]
) -> Row[*tuple[Any, ...]] | None:
    """Run one prepared SELECT outside any transaction and return its row, if there is one."""
    return _reading().execute(statement, values).first()


def read_all(
    statement: StatementLambdaElement, values: dict[str, Any]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Run one prepared SELECT outside any transaction and return its rows."""
    return _reading().execute(statement, values).all()


def _reading() -> Connection:
    # One connection for all of them; each still sees what is committed by then.
    connection: Connection | None = g.get("db_reading")
    if connection is None:
        connection = g.db_reading = current_app.extensions["reading_engine"].connect()
    return connection


def init_app(app: Flask, engine: Engine) -> None:
    """Install the commit rule."""
    app.extensions["engine"] = engine
    app.extensions["reading_engine"] = engine.execution_options(isolation_level="AUTOCOMMIT")

    @app.after_request
    def commit_after_success(response: Response) -> Response:
        current: Session | None = g.get("db_session")
        if current is None:
            return response
        succeeded = response.status_code < 400 or g.get("commit_anyway")
        if request.method not in SAFE_METHODS and succeeded and not g.get("undo"):
            current.commit()
            for job in g.pop("after_commit", ()):
                job()
        else:
            current.rollback()
        return response

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        for each in (g.pop("db_session", None), g.pop("db_reading", None)):
            if each is not None:
                each.close()


def after_commit(job: Any) -> None:
    """Run `job()` once this request has committed; a failed request forgets it."""
    g.setdefault("after_commit", []).append(job)


def commit_anyway() -> None:
    """Commit although the answer will be a refusal: a wrong try must be remembered."""
    g.commit_anyway = True
