"""The same headers on every answer: pages, redirects, refusals, breakdowns and static files."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from app import create_app
from app.core.security import HSTS, public
from app.core.settings import Settings
from tests.architecture.headers import FILE_POLICY, missing_headers
from tests.architecture.sweep import Asker
from tests.people import Cast
from tests.support.faults import break_view

Ask = Callable[[Flask, Cast], TestResponse]


def _page(app: Flask, cast: Cast) -> TestResponse:
    return Asker(app, cast.amira).ask("GET", "/settings/devices")


def _redirect(app: Flask, _cast: Cast) -> TestResponse:
    return app.test_client().get("/")


def _without_token(app: Flask, cast: Cast) -> TestResponse:
    return Asker(app, cast.amira).client.post("/sign-out")


def _not_signed_in(app: Flask, _cast: Cast) -> TestResponse:
    return Asker(app, None).ask("POST", "/settings")


def _not_there(app: Flask, _cast: Cast) -> TestResponse:
    return app.test_client().get("/nothing-here")


def _too_large(app: Flask, _cast: Cast) -> TestResponse:
    browser = Asker(app, None)
    return browser.client.post("/card", data={"number": "1" * 12 * 1024 * 1024})


def _too_many(app: Flask, _cast: Cast) -> TestResponse:
    browser = Asker(app, None)
    tries = ({"csrf_token": browser.token, "number": "0000 0000 0000 0000"} for _ in range(6))
    return [browser.client.post("/card", data=each) for each in tries][-1]


def _broken(app: Flask, _cast: Cast) -> TestResponse:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    break_view(app, "pages.help_now", ZeroDivisionError("Geheimwort"))
    return app.test_client().get("/help")


def _database_gone(app: Flask, cast: Cast) -> TestResponse:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    browser = Asker(app, cast.amira)
    with app.extensions["engine"].begin() as connection:
        connection.execute(text("DROP TABLE login_session"))
    return browser.ask("GET", "/")


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (200, _page),
        (303, _redirect),
        (400, _without_token),
        (401, _not_signed_in),
        (404, _not_there),
        (413, _too_large),
        (429, _too_many),
        (500, _broken),
        (503, _database_gone),
    ],
)
def test_an_answer_has_all_headers_whatever_its_status(
    status: int, ask: Ask, app: Flask, cast: Cast
) -> None:
    response = ask(app, cast)
    assert response.status_code == status
    assert missing_headers(response) == []
    assert response.headers["Cache-Control"] == "no-store"
    assert "Geheimwort" not in response.get_data(as_text=True)


def test_a_static_file_has_the_headers_and_may_be_kept_for_ever(app: Flask) -> None:
    urls = app.extensions["assets"].bundle()
    assert len(urls) > 5
    for url in urls:
        response = app.test_client().get(url)
        assert response.status_code == 200, url
        wrong = [each for each in missing_headers(response) if not each.startswith("Vary")]
        assert wrong == [], url
        assert response.headers["Content-Security-Policy"] == FILE_POLICY
        assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable", url


def test_https_is_kept_to_once_it_was_used(settings: Settings) -> None:
    from dataclasses import replace

    app = create_app(replace(settings, origin="https://app.example"))
    response = app.test_client().get("/welcome", base_url="https://app.example")
    assert response.headers["Strict-Transport-Security"] == HSTS
    app.extensions["engine"].dispose()


def test_every_answer_has_a_nonce_of_its_own(app: Flask) -> None:
    policies = {
        app.test_client().get("/welcome").headers["Content-Security-Policy"] for _ in range(20)
    }
    assert len(policies) == 20


def test_a_view_that_does_not_say_who_may_open_it_stops_the_app(settings: Settings) -> None:
    from app.core import security

    app = Flask("silent")
    app.add_url_rule("/static-page", "static_page", public(lambda: ""))
    app.add_url_rule("/silent", "silent", lambda: "")
    app.view_functions.pop("static", None)
    with pytest.raises(RuntimeError, match="silent"):
        security.check_every_view_is_declared(app)
