"""The worker's queue: Huey in a file of its own, or on PostgreSQL or Redis for several machines.

Jobs carry ids only, as JSON. What must not be lost is a row in the outbox; a job only says "look
now", and a periodic job looks anyway.
"""

import json
from datetime import datetime
from typing import Any

import structlog
from flask import current_app
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from app.core import db
from app.core.settings import Settings

log = structlog.get_logger()


class JsonSerializer(Serializer):  # type: ignore[misc]
    """Messages as JSON: nothing that comes out of the queue can run code."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(data, default=datetime.isoformat).encode()

    def _deserialize(self, data: bytes) -> Any:
        fields = json.loads(data)
        if fields[2] is not None:
            fields[2] = datetime.fromisoformat(fields[2])  # eta: not before
        fields[6] = tuple(fields[6])  # args
        return Message(*fields)


def make_queue(settings: Settings) -> Huey:
    """Return the queue named by the settings."""
    shared: dict[str, Any] = {"name": "schritte", "results": False, "serializer": JsonSerializer()}
    url = settings.queue_url
    if url.startswith("redis"):
        return RedisHuey(url=url, **shared)
    if url.startswith("postgresql"):
        return PostgresHuey(dsn=url, **shared)
    return SqliteHuey(filename=str(settings.data_dir / "queue.sqlite3"), **shared)


def look_now() -> None:
    """Ask the worker to look at the outbox as soon as this request has committed.

    Best effort: the row is written, and the worker looks every minute anyway.
    """
    ask = current_app.extensions.get("look_now")
    if ask is None:
        return

    def kick() -> None:
        try:
            ask()
        except Exception as error:  # noqa: BLE001 - the answer is "saved", and that is true
            log.warning("look_now_failed", kind=type(error).__name__)

    db.after_commit(kick)
