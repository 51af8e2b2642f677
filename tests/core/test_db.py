"""One commit rule, and a journal that keeps what was answered "saved"."""

import sqlite3
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, abort, g, request
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core import clock, db
from app.core.security import public
from app.core.settings import Settings
from app.domain.delivery import Heartbeat

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),  # backport
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),  # backport
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_write_ahead_logging_is_used_only_where_it_loses_nothing(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert db.wal_is_safe(version) is safe


def test_sqlite_waits_for_the_disk_and_keeps_foreign_keys(settings: Settings) -> None:
    if not settings.is_sqlite:
        pytest.skip("about SQLite")
    engine = db.make_engine(settings.database)
    with engine.connect() as connection:
        journal = connection.scalar(text("PRAGMA journal_mode"))
        sync = connection.scalar(text("PRAGMA synchronous"))
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()
    safe = db.wal_is_safe(sqlite3.sqlite_version_info)
    assert (journal, sync) == (("wal", 2) if safe else ("truncate", 3))  # 2 FULL, 3 EXTRA


@pytest.fixture
def ask(app: Flask, session: Session) -> Callable[..., tuple[int, int]]:
    """Ask a view that writes one row; returns the status and how many rows there are then."""
    ran: list[str] = []

    @public
    def write() -> tuple[str, int]:
        db.session().add(Heartbeat(worker=uuid.uuid4().hex, beat_at=clock.now()))
        db.session().flush()
        db.after_commit(lambda: ran.append("ran"))
        how = request.args["how"]
        if how == "raise":
            raise ZeroDivisionError
        if how == "abort":
            abort(404)
        if how == "commit anyway":
            db.commit_anyway()
            return "", 400
        if how == "commit fails":
            db.session().commit = _refuse  # type: ignore[method-assign]
            return "saved", 200
        return "", int(how)

    app.add_url_rule("/write", "write", write, methods=["GET", "POST"])
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.config["WTF_CSRF_ENABLED"] = False

    def asking(method: str, how: str) -> tuple[int, int]:
        response = app.test_client().open("/write", method=method, query_string={"how": how})
        session.rollback()
        rows = session.scalar(select(func.count()).select_from(Heartbeat)) or 0
        session.rollback()
        assert len(ran) == rows, "a job ran without its commit, or the other way round"
        return response.status_code, rows

    return asking


def _refuse() -> None:
    raise IntegrityError("COMMIT", {}, Exception("Geheimwort"))


Ask = Callable[[str, str], tuple[int, int]]


@pytest.mark.parametrize("status", ["200", "204", "303"])
def test_a_successful_unsafe_request_is_kept(status: str, ask: Ask) -> None:
    assert ask("POST", status) == (int(status), 1)


@pytest.mark.parametrize("how", ["200", "303", "commit anyway"])
def test_looking_never_writes(how: str, ask: Ask) -> None:
    status = 400 if how == "commit anyway" else int(how)
    assert ask("GET", how) == (status, 0)
    assert ask("HEAD", how) == (status, 0)


@pytest.mark.parametrize(("how", "status"), [("400", 400), ("422", 422), ("abort", 404)])
def test_a_refusal_keeps_nothing(how: str, status: int, ask: Ask) -> None:
    assert ask("POST", how) == (status, 0)


def test_a_wrong_try_is_kept_although_it_is_refused(ask: Ask) -> None:
    assert ask("POST", "commit anyway") == (400, 1)


def test_a_breakdown_keeps_nothing(ask: Ask) -> None:
    assert ask("POST", "raise") == (500, 0)


def test_saved_is_not_said_before_it_is_true(ask: Ask) -> None:
    assert ask("POST", "commit fails") == (500, 0)


def test_a_separate_session_holds_even_if_the_request_fails(app: Flask, session: Session) -> None:
    with (
        app.test_request_context("/", method="POST"),
        db.separate_session() as apart,
        apart.begin(),
    ):
        apart.add(Heartbeat(worker="apart", beat_at=clock.now()))
    assert session.get(Heartbeat, "apart")


def test_reading_asks_its_question_and_nothing_else(app: Flask, settings: Settings) -> None:
    if not settings.is_sqlite:
        pytest.skip("about SQLite: a PRAGMA in between makes it forget its prepared statements")
    heard: list[str] = []
    workers = db.prepared(lambda: select(Heartbeat.worker))
    with app.test_request_context("/"):
        db.read_one(workers, {})
        raw: Any = g.db_reading.connection.driver_connection
        raw.set_trace_callback(heard.append)
    with app.test_request_context("/"):
        db.read_one(workers, {})
        db.read_all(workers, {})
    raw.set_trace_callback(None)
    assert [each.split()[0] for each in heard] == ["SELECT", "SELECT"]


def test_a_moment_comes_back_aware_and_a_naive_one_is_refused(session: Session) -> None:
    now = clock.now()
    session.add(Heartbeat(worker="aware", beat_at=now))
    session.commit()
    session.expire_all()
    kept = session.get(Heartbeat, "aware")
    assert kept is not None
    assert kept.beat_at == now
    assert kept.beat_at.utcoffset() is not None
    session.add(Heartbeat(worker="naive", beat_at=now.replace(tzinfo=None)))
    with pytest.raises(Exception, match="naive"):
        session.flush()
    session.rollback()
