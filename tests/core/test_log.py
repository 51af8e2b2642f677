"""Logs know places and kinds, never people or what they wrote."""

import json
import logging

import pytest
import structlog
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.core import db, log
from app.core.settings import Settings
from tests.architecture.sweep import Asker
from tests.people import Cast
from tests.support.faults import break_view

SECRETS = ["Amira", "Haddad", "Geheimwort", "geheim@example.org", "192.0.2.77", "482915"]


def test_only_listed_fields_are_written() -> None:
    written = log.only_allowed(
        None, "info", {"event": "sent", "count": 3, "name": "Amira", "ip": "192.0.2.1", "text": "x"}
    )
    assert written == {"event": "sent", "count": 3}


def test_the_list_has_no_field_that_could_hold_a_person() -> None:
    personal = {
        "name", "person", "person_id", "user", "email", "phone", "ip", "address", "text", "body",
        "message", "path", "url", "query", "token", "code", "endpoint_url", "error", "exception",
        "traceback", "user_agent", "session",
    }  # fmt: skip
    assert not personal & log.ALLOWED


def test_a_line_is_json_with_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up("INFO")
    structlog.get_logger().info("worker_started", worker="a", name="Amira")
    structlog.get_logger().debug("too_chatty")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    fields = json.loads(lines[0])
    assert fields["event"] == "worker_started"
    assert fields["timestamp"].endswith("Z")
    assert "name" not in fields


def test_a_breakdown_leaves_its_place_and_a_number_but_nothing_anybody_wrote(
    app: Flask, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    break_view(app, "account.settings", ValueError("Geheimwort 482915 geheim@example.org"))
    log.set_up("DEBUG")
    browser = Asker(app, cast.amira)
    capsys.readouterr()
    typed = "Geheimwort von Amira Haddad"
    response = browser.client.post(
        "/settings?code=482915",
        data={"csrf_token": browser.token, "text": typed},
        environ_base={"REMOTE_ADDR": "192.0.2.77"},
    )
    assert response.status_code == 500
    written = capsys.readouterr().err
    said = response.text.replace(typed, "")  # what was typed goes back to who typed it
    for secret in SECRETS:
        assert secret not in written, secret
        assert secret not in said, secret
    fields = json.loads(written.splitlines()[-1])
    assert fields["kind"] == "ValueError"
    assert fields["endpoint"] == "account.settings"
    assert fields["at"].split(":")[0].endswith("faults.py")
    assert fields["reference"] in response.text  # who calls can name it


def test_a_usual_visit_leaves_no_line_about_anyone(
    app: Flask, cast: Cast, capfd: pytest.CaptureFixture[str]
) -> None:
    log.set_up("DEBUG")
    browser = Asker(app, cast.amira)
    for path in ("/settings", "/settings/devices", "/help", "/nothing?name=Amira"):
        browser.client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.77"})
    written = "".join(capfd.readouterr())
    for secret in (*SECRETS, str(cast.amira.id)):
        assert secret not in written


def test_a_library_says_where_it_hurts_and_nothing_anybody_wrote(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log.set_up("INFO")
    try:
        raise ValueError("Geheimwort 482915")
    except ValueError:
        logging.getLogger("huey").exception("task of Amira failed: %s", "geheim@example.org")
    line = capsys.readouterr().err.splitlines()[-1]
    said = json.loads(line)
    assert (said["service"], said["kind"]) == ("huey", "ValueError")
    assert said["at"].startswith("core/test_log.py:")
    for secret in SECRETS:
        assert secret not in line


def test_an_error_of_the_database_does_not_quote_what_was_to_be_written(
    settings: Settings,
) -> None:
    engine = db.make_engine(settings.database)
    with pytest.raises(OperationalError) as error, engine.connect() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "Geheimwort"})
    assert "Geheimwort" not in str(error.value)
    engine.dispose()
