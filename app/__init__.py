"""Kleine Schritte: a calm companion for people in voluntary programmes for health and work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.headers import Headers

    from flask import Flask

    from app.core.assets import Assets
    from app.core.settings import Settings

FEATURES = (
    "today",
    "appointments",
    "goals",
    "letters",
    "messages",
    "reminders",
    "account",
    "pages",
    "pwa",
    "phrasebook",
    "desk",
    "desk.letters",
    "office",
)


def create_app(settings: Settings) -> Flask:
    """Assemble the application, nothing else. Raises SecretsMissing, RuntimeError."""
    from importlib import import_module

    from flask import Flask, appcontext_pushed

    from app.core import db, jobs, log, security
    from app.core import secrets as app_secrets
    from app.core.assets import Assets
    from app.core.keyring import PersonKeys
    from app.core.pages import Pages
    from app.domain.sealed import set_keyring

    log.set_up(settings.log_level)
    secrets = app_secrets.load(settings.data_dir)
    app = Flask("app", static_folder=None)
    app.config.update(_flask_settings(settings), SECRET_KEY=secrets.cookie_key)
    keys = PersonKeys(db.make_engine(settings.keyring), secrets.key_of_keys)
    keys.create_tables()
    assets = Assets(_folder("static"), settings.data_dir / "static")
    app.extensions.update(
        settings=settings,
        secrets=secrets,
        keys=keys,
        assets=assets,
        vapid=secrets.vapid(settings.vapid_subject),
        queue=jobs.make_queue(settings),
    )

    # Every request, job and command reads sealed text with this installation's keys.
    appcontext_pushed.connect(lambda _app, **_: set_keyring(keys), app, weak=False)

    _install(app, settings)
    for name in (*FEATURES, *(("demo",) if settings.is_demo else ())):
        app.register_blueprint(import_module(f"app.{name}.routes").routes)
    security.check_every_view_is_declared(app)

    app.extensions["pages"] = Pages(app, assets)
    _wrap(app, settings, assets)
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SESSION_COOKIE_NAME": "__Host-schritte" if settings.is_https else "schritte",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": 90 * 24 * 3600,
        "MAX_CONTENT_LENGTH": 11 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 200,
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "WTF_CSRF_SSL_STRICT": False,  # we send no Referer; Sec-Fetch-Site is checked instead
        "PROPAGATE_EXCEPTIONS": False,
    }


def _install(app: Flask, settings: Settings) -> None:
    """Put everything that goes with each request around it.

    Order matters: the last `after_request` runs first, so the commit sees the finished answer
    and the headers come after everything that may still change it.
    """
    from flask_wtf.csrf import CSRFProtect

    from app.core import (
        compression,
        crowding,
        db,
        errors,
        request_comfort,
        request_language,
        security,
        sessions,
        uploads,
    )

    compression.init_app(app)
    request_comfort.init_app(app)
    request_language.init_app(app)  # before the door: what it says has to be understood
    security.init_app(app, settings)
    sessions.init_app(app)
    uploads.init_app(app)
    CSRFProtect(app).exempt("app.account.routes.settings.sign_out")  # which checks for itself
    crowding.init_app(app, settings.limits_url)
    errors.init_app(app)
    db.init_app(app, db.make_engine(settings.database))


def _wrap(app: Flask, settings: Settings, assets: Assets) -> None:
    """Let static files be served before the app, and trust as many proxies as there are."""
    from werkzeug.middleware.proxy_fix import ProxyFix
    from whitenoise import WhiteNoise

    from app.core.security import fixed_headers

    if hops := settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(assets.root),
        prefix="static/",
        max_age=0,
        immutable_file_test=assets.is_immutable,
        allow_all_origins=False,
        add_headers_function=_header_adder(fixed_headers(settings)),
    )


def _folder(name: str) -> Path:
    return Path(__file__).parent / name


def _header_adder(headers: dict[str, str]) -> object:
    from app.core.security import FILE_POLICY

    def add(into: Headers, _path: str, _url: str) -> None:
        for name, value in headers.items():
            into[name] = value
        into["Content-Security-Policy"] = FILE_POLICY

    return add
