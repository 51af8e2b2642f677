"""How delivery is doing: does a worker live, is anything late, does a push service refuse us.

Nothing here tells whose notices wait. A push service that answers "your request is wrong" says so
to everybody who is with it, and nobody's phone is at fault. So it is left alone for a while, then
asked with one message, and used again once it has taken that. The switch is in the database: all
workers know it, and so does the next start.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.base import Base
from app.domain.inventory import Holds
from app.domain.outbox import LEASE, OutboxEntry, is_due

SLEEPING_AFTER = timedelta(seconds=90)
# So far may the clocks of two machines differ. What lies farther ahead was noted by a clock that
# was wrong, and would call a dead worker awake until that moment has come.
CLOCKS_APART = timedelta(minutes=10)
LATE_AFTER = timedelta(minutes=2)
LEFT_ALONE = timedelta(minutes=5)
STOPPED_KEPT = timedelta(days=1)  # nobody is with that service any more, so nobody asks it


class Heartbeat(Base):
    """When a worker last looked. Not about people."""

    __tablename__ = "heartbeat"
    __holds__ = Holds("to notice a worker that stands still", "overwritten", export=False)

    worker: Mapped[str] = mapped_column(primary_key=True)
    beat_at: Mapped[datetime]


class StoppedService(Base):
    """A push service that is left alone. No row: it is used. Not about people."""

    __tablename__ = "stopped_push_service"
    __holds__ = Holds(
        "to leave a push service alone that refuses us", "until it takes a message", export=False
    )

    service: Mapped[str] = mapped_column(primary_key=True)  # a host, such as fcm.googleapis.com
    since: Mapped[datetime]
    status: Mapped[int]  # its HTTP answer
    open_until: Mapped[datetime]  # nothing is sent before; then one message
    probe: Mapped[uuid.UUID | None]  # the batch that has this one message
    probed_until: Mapped[datetime | None]


@dataclass(frozen=True)
class Condition:
    """How delivery is doing. `looked`: how long ago a worker did; None if never."""

    looked: timedelta | None
    overdue: timedelta
    stopped: tuple[StoppedService, ...]

    @property
    def is_awake(self) -> bool:
        """Whether a worker lives."""
        return self.looked is not None and -CLOCKS_APART <= self.looked < SLEEPING_AFTER


def condition(session: Session, *, now: datetime) -> Condition:
    """Return how delivery is doing."""
    beat_at = session.scalar(select(func.max(Heartbeat.beat_at)))
    waiting = (
        select(OutboxEntry.due_at).where(is_due(now)).order_by(OutboxEntry.due_at),
        select(OutboxEntry.late_since)
        .where(OutboxEntry.late_since.is_not(None))
        .order_by(OutboxEntry.late_since),
    )
    oldest = [session.scalar(each.limit(1)) for each in waiting]
    stopped = session.scalars(select(StoppedService).order_by(StoppedService.service))
    return Condition(
        looked=None if beat_at is None else now - beat_at,
        overdue=max((now - each for each in oldest if each is not None), default=timedelta(0)),
        stopped=tuple(stopped),
    )


def is_late(*, late: Any, refused: Any) -> ColumnElement[bool]:
    """Whether reminders are late: one is due since `late`, or some were refused since `refused`.

    One that was due and is tried again and again is late as well, whenever its next try is.

    `late` is LATE_AFTER ago. `refused` is REPAIR_PAUSE ago: what was refused is tried again by
    then, so that a service that is still stopped and nobody asks keeps nobody waiting.
    """
    return or_(
        exists().where(is_due(late)),
        exists().where(OutboxEntry.late_since <= late),
        exists().where(StoppedService.open_until > refused),
    )


def beat(session: Session, worker: str, *, now: datetime) -> None:
    """Note that a worker looks. Several may do so at the same moment."""
    _upsert(session, Heartbeat, {"worker": worker}, {}, {"beat_at": now})


def stop(session: Session, service: str, status: int, *, now: datetime) -> None:
    """Leave the service alone from now on, or for longer."""
    left = {"status": status, "open_until": now + LEFT_ALONE, "probe": None, "probed_until": None}
    _upsert(session, StoppedService, {"service": service}, {"since": now}, left)


def take_probe(session: Session, service: str, probe: uuid.UUID, *, now: datetime) -> bool:
    """Whether this batch may ask the service with one message: it is time, and nobody else does."""
    taken: Any = session.execute(
        update(StoppedService)
        .where(
            StoppedService.service == service,
            StoppedService.open_until <= now,
            or_(StoppedService.probed_until.is_(None), StoppedService.probed_until <= now),
        )
        .values(probe=probe, probed_until=now + LEASE)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount)


def end_probe(
    session: Session, service: str, probe: uuid.UUID, *, next_try: datetime | None
) -> None:
    """Use the service again, or ask once more at `next_try`. Leaves another batch's probe alone."""
    ours = (StoppedService.service == service, StoppedService.probe == probe)
    if next_try is None:
        session.execute(delete(StoppedService).where(*ours))
        return
    left: Mapping[str, Any] = {"open_until": next_try, "probe": None, "probed_until": None}
    session.execute(update(StoppedService).where(*ours).values(left))


def forget_stopped(session: Session, *, now: datetime) -> None:
    """Forget services that nobody had anything for."""
    session.execute(delete(StoppedService).where(StoppedService.open_until < now - STOPPED_KEPT))


def _upsert(
    session: Session,
    table: type[Base],
    key: dict[str, Any],
    first: dict[str, Any],
    each_time: dict[str, Any],
) -> None:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    # Both have this clause in common; SQLAlchemy has one function for each.
    insert: Any = sqlite.insert if is_sqlite else postgresql.insert
    statement = insert(table).values(**key, **first, **each_time)
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=each_time))
