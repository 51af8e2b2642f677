"""What the health check asks."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app.core import clock, db, migrate
from app.domain.outbox import Heartbeat

SLEEPING_AFTER = timedelta(seconds=90)


def readiness() -> dict[str, bool]:
    """Return whether the database answers, has the right shape, and a worker looked lately."""
    try:
        shape = migrate.is_current(current_app.extensions["engine"])
        beat = db.session().scalar(select(func.max(Heartbeat.beat_at)))
    except SQLAlchemyError:
        return {"database": False, "migrated": False, "worker": False}
    awake = beat is not None and clock.now() - beat < SLEEPING_AFTER
    return {"database": True, "migrated": shape, "worker": awake}
