"""Apps by the thousand: each test has one of its own, and what they have in common is made once.

Werkzeug compiles a small function for each rule of each app, which is most of what an app costs.
SQLite waits for the disk, and the collector looks through everything that was ever imported.
"""

import gc
from collections.abc import Callable
from typing import Any

from flask import Flask, appcontext_pushed
from sqlalchemy import Engine, event
from werkzeug.routing import Rule

from app import create_app
from app.core.settings import Settings

_Builder = Callable[..., tuple[str, str]]
_builders: dict[tuple[Any, ...], _Builder] = {}


class _KnownRule(Rule):
    """A rule that takes its builder from the app that had the same rule before."""

    def _compile_builder(self, append_unknown: bool = True) -> _Builder:
        if self.defaults:  # they are a part of the function
            return super()._compile_builder(append_unknown)
        parts = (self.rule, tuple(self._trace), append_unknown)
        if parts not in _builders:
            _builders[parts] = super()._compile_builder(append_unknown)
        return _builders[parts]


def be_quick() -> None:
    """Make apps quickly from now on, and take what is loaded by now for what stays."""
    Flask.url_rule_class = _KnownRule
    gc.collect()
    gc.freeze()


def make(settings: Settings) -> Flask:
    """Return an app whose mistakes are errors, and which does not wait for the disk."""
    app = create_app(settings)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    for engine in _engines(app):
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _do_not_wait_for_the_disk)
            engine.dispose()  # the keyring's was open already
    return app


def let_go(app: Flask) -> None:
    """Close what the app has open, and forget it."""
    for engine in _engines(app):
        engine.dispose()
    app.extensions["queue"].storage.close()
    for receiver in list(appcontext_pushed.receivers_for(app)):
        appcontext_pushed.disconnect(receiver, app)


def _engines(app: Flask) -> tuple[Engine, Engine]:
    return app.extensions["engine"], app.extensions["keys"]._engine


def _do_not_wait_for_the_disk(connection: Any, _entry: object) -> None:
    # Half of a test's time went there; tests/core/test_db.py looks at an engine as the app makes
    # it.
    connection.execute("PRAGMA synchronous=OFF")
