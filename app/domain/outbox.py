"""What must be told to whom and when: a row written in the same transaction as its cause.

The queue may lose a job; the row is the truth and the next sweep finds it.
"""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base, HasId
from app.domain.inventory import PERSONAL, Holds

LEASE = timedelta(seconds=60)
KEPT = timedelta(days=7)
BACK_OFF = tuple(timedelta(seconds=each) for each in (30, 120, 480, 1800))
# Our key, our settings or our network are wrong: someone has to repair them.
REPAIR_PAUSE = timedelta(minutes=30)


class Topic(StrEnum):
    """What a notice is about. One line per topic on the phone: a newer one replaces the older."""

    MEETING_SOON = "meeting_soon"
    MEETING_CHANGED = "meeting_changed"
    MESSAGE = "message"
    LETTER = "letter"
    TEST = "test"


class State(StrEnum):
    """Where a notice is on its way."""

    DUE = "due"
    LEASED = "leased"  # a worker has it in hand until `leased_until`
    ACCEPTED = "accepted"  # the push service took it; whether it was seen is nobody's business
    DROPPED = "dropped"  # outdated, not wanted any more, or it could not be delivered in time


class OutboxEntry(HasId, Base):
    """One notice to one person. The unique key makes telling the same thing twice impossible."""

    __tablename__ = "outbox_entry"
    __holds__ = Holds("to tell what was asked for, once", "7 days after it is told", export=False)
    __table_args__ = (
        UniqueConstraint("person_id", "topic", "entity_id", "version"),
        Index("ix_outbox_due", "state", "due_at"),
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
    # Phones (subscription ids, by spaces) that have it already: a retry is for the others.
    taken_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]

    def end(self, state: State, *, now: datetime) -> None:
        """Close the entry: it was told, or it is not wanted any more."""
        self.state, self.ended_at = state, now
        self.lease = self.leased_until = None

    def put_back(self, *, due_at: datetime, now: datetime) -> None:
        """Let it wait until `due_at`; too late to be of use means it is dropped."""
        if due_at >= self.useful_until:
            self.end(State.DROPPED, now=now)
            return
        self.state, self.due_at = State.DUE, due_at
        self.lease = self.leased_until = None


def wait_after(attempts: int, entry_id: uuid.UUID) -> timedelta | None:
    """Return how long to wait after so many tries in vain; None when it was tried often enough.

    Up to a fifth more or less, fixed for each entry, so that not all come back at the same moment.
    """
    if attempts > len(BACK_OFF):
        return None
    spread = 0.8 + (entry_id.int % 401) / 1000
    return BACK_OFF[attempts - 1] * spread


class Heartbeat(Base):
    """When the worker last looked. Not about people."""

    __tablename__ = "heartbeat"
    __holds__ = Holds("to notice a worker that stands still", "overwritten", export=False)

    worker: Mapped[str] = mapped_column(primary_key=True)
    beat_at: Mapped[datetime]
