"""What the health check asks the database."""

from datetime import timedelta

from sqlalchemy import func, select

from app.core import clock, db
from app.domain.outbox import Heartbeat

SLEEPING_AFTER = timedelta(seconds=90)


def worker_is_awake() -> bool:
    """Whether a worker has looked for due notices lately."""
    beat = db.session().scalar(select(func.max(Heartbeat.beat_at)))
    return beat is not None and clock.now() - beat < SLEEPING_AFTER
