"""Apps by the thousand: each test has one of its own, and what they have in common is made once.

Werkzeug compiles a small function for each rule of each app, which is most of what an app costs.
SQLite waits for the disk, and the collector looks through everything that was ever imported.
"""

import gc
from types import MethodType
from typing import Any

from flask import Flask, appcontext_pushed
from sqlalchemy import Engine, event
from werkzeug.routing import Rule

from app import create_app
from app.core.settings import Settings

_ALIKE = ("_parts", "_trace", "_converters", "arguments")
_known: dict[tuple[Any, ...], Rule] = {}


class _KnownRule(Rule):
    """A rule that is compiled once, for the first app that has it."""

    def compile(self) -> None:
        """Take what the same rule of an earlier app has, or compile."""
        said = (self.rule, self.subdomain, self.merge_slashes, repr(self.defaults))
        known = _known.setdefault(said, self)
        if known is self:
            super().compile()
            return
        for name in _ALIKE:
            setattr(self, name, getattr(known, name))
        self._build = MethodType(known._build.__func__, self)
        self._build_unknown = MethodType(known._build_unknown.__func__, self)


def be_quick() -> None:
    """Make apps quickly from now on, and look for rubbish once in several tests, not in each."""
    Flask.url_rule_class = _KnownRule
    gc.set_threshold(20_000, 10, 10)


def all_is_loaded() -> None:
    """Take what is there by now for what stays."""
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
