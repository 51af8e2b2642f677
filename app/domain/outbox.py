"""What must be told to whom and when: a row written in the same transaction as its cause.

The queue may lose a job; the row is the truth and the next sweep finds it.
"""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    and_,
    case,
    literal,
    or_,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.base import Base, HasId
from app.domain.inventory import PERSONAL, Holds

LEASE = timedelta(seconds=60)
KEPT = timedelta(days=7)
BACK_OFF = tuple(timedelta(seconds=each) for each in (30, 120, 480, 1800))
SHORTEST_PAUSE = BACK_OFF[0]  # also for whoever asks for a second only
# Our key, our settings or our network are wrong: someone has to repair them. It waits longer than
# its push service is left alone, so that the service is asked again with another message.
REPAIR_PAUSE = timedelta(minutes=30)


class Topic(StrEnum):
    """What a notice is about. One line per topic on the phone: a newer one replaces the older."""

    MEETING_SOON = "meeting_soon"
    MEETING_CHANGED = "meeting_changed"
    MESSAGE = "message"
    LETTER = "letter"
    TEST = "test"
    ADDRESS = "address"  # the code that shows whether an address is right


class State(StrEnum):
    """Where a notice is on its way."""

    DUE = "due"
    LEASED = "leased"  # a worker has it in hand until `leased_until`
    ACCEPTED = "accepted"  # the push service took it; whether it was seen is nobody's business
    DROPPED = "dropped"  # outdated, not wanted any more, or it could not be delivered in time


OPEN = (State.DUE, State.LEASED)


class OutboxEntry(HasId, Base):
    """One notice to one person. The unique key makes telling the same thing twice impossible."""

    __tablename__ = "outbox_entry"
    __holds__ = Holds("to tell what was asked for, once", "7 days after it is told", export=False)
    __table_args__ = (
        UniqueConstraint("person_id", "topic", "entity_id", "version"),
        # Only what is still to be told: looking for what is due costs the same however old it is.
        Index(
            "ix_outbox_open",
            "due_at",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        # Every page of a guide asks whether there is any.
        Index(
            "ix_outbox_late",
            "late_since",
            sqlite_where=text("late_since IS NOT NULL"),
            postgresql_where=text("late_since IS NOT NULL"),
        ),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    topic: Mapped[Topic] = mapped_column(info=PERSONAL)
    entity_id: Mapped[uuid.UUID]  # the appointment, letter or message it is about
    # The meeting whose line on the phone tells it, if that is another: meetings that are reminded
    # of at the same moment share one line, and a change of one of them replaces it.
    line_id: Mapped[uuid.UUID | None]
    # When a meeting that was moved was to start: somebody may be about to go there.
    was_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
    version: Mapped[int] = mapped_column(default=1)
    # A test notice goes to the device that asked for it, and to no other.
    session_id: Mapped[uuid.UUID | None]
    due_at: Mapped[datetime]
    useful_until: Mapped[datetime]
    state: Mapped[State] = mapped_column(default=State.DUE)
    lease: Mapped[uuid.UUID | None]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    # When it should have been told, if a service in trouble keeps it: each try moves `due_at`.
    late_since: Mapped[datetime | None]
    # Phones (subscription ids, by spaces) that have it already: a retry is for the others.
    taken_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]

    def end(self, state: State, *, now: datetime) -> None:
        """Close the entry: it was told, or it is not wanted any more."""
        self.state, self.ended_at = state, now
        self.lease = self.leased_until = self.late_since = None

    def put_back(self, *, due_at: datetime, now: datetime) -> None:
        """Let it wait until `due_at`; too late to be of use means it is dropped."""
        if due_at >= self.useful_until:
            self.end(State.DROPPED, now=now)
            return
        self.hold(until=due_at)

    def hold(self, *, until: datetime) -> None:
        """Let it wait, however long: whether it is still of use is asked then."""
        self.state, self.due_at = State.DUE, until
        self.lease = self.leased_until = None


def is_due(now: Any) -> ColumnElement[bool]:
    """Whether an entry's moment has come and no living worker has it in hand."""
    return and_(
        OutboxEntry.ended_at.is_(None),
        OutboxEntry.due_at <= now,
        or_(OutboxEntry.leased_until.is_(None), OutboxEntry.leased_until <= now),
    )


def wait_after(attempts: int, entry_id: uuid.UUID) -> timedelta | None:
    """Return how long to wait after so many tries in vain; None when it was tried often enough.

    Up to a fifth more or less, fixed for each entry, so that not all come back at the same moment.
    """
    if attempts > len(BACK_OFF):
        return None
    spread = 0.8 + (entry_id.int % 401) / 1000
    return BACK_OFF[attempts - 1] * spread


def plan(session: Session, **row: Any) -> None:
    """Add an entry. One that is there and was not told yet gets the new times instead.

    Not before a pause is over that a service in trouble was given.
    """
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    # Both have this clause in common; SQLAlchemy has one function for each.
    insert: Any = sqlite.insert if is_sqlite else postgresql.insert
    statement = insert(OutboxEntry).values(
        id=uuid.uuid4(), state=State.DUE, attempts=0, taken_by="", **row
    )
    due_at = literal(row["due_at"], OutboxEntry.due_at.type)
    paused = and_(OutboxEntry.late_since.is_not(None), OutboxEntry.due_at > due_at)
    again = {
        "due_at": case((paused, OutboxEntry.due_at), else_=due_at),
        "late_since": case((paused, OutboxEntry.late_since)),
        "attempts": case((OutboxEntry.state == State.DROPPED, 0), else_=OutboxEntry.attempts),
        "useful_until": row["useful_until"],
        "line_id": row.get("line_id"),
        "state": State.DUE,
        "ended_at": None,
    }
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "topic", "entity_id", "version"],
            set_=again,
            where=OutboxEntry.state.in_((State.DUE, State.DROPPED)),
        ),
        # What is already in this session's memory is older than the row.
        execution_options={"populate_existing": True},
    )


def forget(session: Session, *which: Any, now: datetime) -> None:
    """Drop what is still on its way. A worker that has it in hand will find its lease gone."""
    session.execute(
        update(OutboxEntry)
        .where(OutboxEntry.state.in_(OPEN), *which)
        .values(state=State.DROPPED, ended_at=now, lease=None, leased_until=None, late_since=None)
    )
