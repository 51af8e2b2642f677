"""Meetings and official appointments: proposed, answered, moved, cancelled.

Times are wall times with a zone: a meeting at ten stays at ten when the clocks change. What is past
is simply past - nobody notes whether someone came.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base, DomainError, HasId
from app.domain.inventory import CONTENT, PERSONAL, Holds
from app.domain.sealed import Sealed


class AppointmentIsOver(DomainError):
    """It has begun or was cancelled: nothing about it can be changed any more."""


class NotOursToAnswer(DomainError):
    """An official appointment is answered at the office that made it, not here."""


class Kind(StrEnum):
    """How two people meet."""

    OFFICE = "office"
    WALK = "walk"
    HOME_VISIT = "home_visit"
    GOING_ALONG = "going_along"
    PHONE = "phone"
    VIDEO = "video"
    GROUP = "group"


class Reply(StrEnum):
    """What the participant said, on purpose, about a meeting of ours."""

    FITS = "fits"
    DOES_NOT_FIT = "does_not_fit"
    RATHER_PHONE = "rather_phone"
    SOMETHING_ELSE = "something_else"  # another time, place or way; what exactly, a message says


class Appointment(HasId, Base):
    """A meeting with the guide, or (`official`) one that an office set."""

    __tablename__ = "appointment"
    __holds__ = Holds("to know when and where people meet", "30 days after it took place")
    __table_args__ = (Index("ix_appointment_next", "participant_id", "starts_at"),)

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    guide_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[Kind] = mapped_column(info=PERSONAL)
    official: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    wall_time: Mapped[str] = mapped_column(info=PERSONAL)  # ISO 8601 local, "2026-11-24T10:00"
    zone: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(info=PERSONAL)  # the same moment, to sort by
    minutes: Mapped[int] = mapped_column(default=30, info=PERSONAL)
    place_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    way_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    topic_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    bring_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    # Two other times the guide offers, as wall times: the participant may simply take one.
    other_time_1: Mapped[str | None] = mapped_column(info=PERSONAL)
    other_time_2: Mapped[str | None] = mapped_column(info=PERSONAL)
    reply: Mapped[Reply | None] = mapped_column(info=PERSONAL)
    cancelled_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
    moved_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    place = Sealed("place_sealed")
    way = Sealed("way_sealed")
    topic = Sealed("topic_sealed")
    bring = Sealed("bring_sealed")
    phone = Sealed("phone_sealed")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    def set_time(self, wall: datetime, zone: str) -> None:
        """Set the wall time (naive) in a zone (IANA name)."""
        self.wall_time = wall.isoformat(timespec="minutes")
        self.zone = zone
        self.starts_at = moment_of(self.wall_time, zone)

    @property
    def starts(self) -> datetime:
        """The start as an aware wall time."""
        return datetime.fromisoformat(self.wall_time).replace(tzinfo=ZoneInfo(self.zone))

    @property
    def other_times(self) -> list[datetime]:
        """The other times that are on offer, aware."""
        zone = ZoneInfo(self.zone)
        offered = (self.other_time_1, self.other_time_2)
        return [datetime.fromisoformat(t).replace(tzinfo=zone) for t in offered if t]

    @property
    def ends_at(self) -> datetime:
        """The moment it ends, as far as one can say."""
        # From the moment in UTC: minutes of a wall time are not minutes in the night of a change.
        return self.starts_at.astimezone(UTC) + timedelta(minutes=self.minutes)

    def is_over(self, *, now: datetime) -> bool:
        """Whether it has ended or was cancelled."""
        return self.cancelled_at is not None or now >= self.ends_at

    def answer(self, reply: Reply | None, *, now: datetime) -> None:
        """Note what the participant says; None takes it back.

        Raises AppointmentIsOver, NotOursToAnswer.
        """
        if self.official:
            raise NotOursToAnswer
        if self.is_over(now=now):
            raise AppointmentIsOver
        self.reply = reply

    def take_other_time(self, choice: int, *, now: datetime) -> None:
        """Move to the first (1) or second (2) time on offer: the guide agreed by offering it.

        The former time takes its place among the offers: that is the way back.
        Raises AppointmentIsOver, NotOursToAnswer, LookupError if that time is not on offer (any
        more).
        """
        if self.official:
            raise NotOursToAnswer
        if self.is_over(now=now):
            raise AppointmentIsOver
        chosen = {1: self.other_time_1, 2: self.other_time_2}.get(choice)
        if chosen is None or moment_of(chosen, self.zone) <= now:
            raise LookupError(choice)
        if choice == 1:
            self.other_time_1 = self.wall_time
        else:
            self.other_time_2 = self.wall_time
        self.set_time(datetime.fromisoformat(chosen), self.zone)
        self.moved_at, self.reply = now, Reply.FITS

    def move(self, wall: datetime, *, now: datetime) -> None:
        """Give it a new wall time (naive); the old answer no longer counts."""
        if self.is_over(now=now):
            raise AppointmentIsOver
        self.set_time(wall, self.zone)
        self.moved_at, self.reply = now, None
        self.other_time_1 = self.other_time_2 = None

    def cancel(self, *, now: datetime) -> None:
        """Call it off. Raises AppointmentIsOver."""
        if self.is_over(now=now):
            raise AppointmentIsOver
        self.cancelled_at = now

    def move_back(self, former: "Former", *, now: datetime) -> None:
        """Undo `move`. Raises AppointmentIsOver, also if the former time is."""
        if self.is_over(now=now) or moment_of(former.wall_time, self.zone) <= now:
            raise AppointmentIsOver
        self.set_time(datetime.fromisoformat(former.wall_time), self.zone)
        self.reply, self.moved_at = former.reply, former.moved_at
        self.other_time_1, self.other_time_2 = former.other_time_1, former.other_time_2

    @property
    def before(self) -> "Former":
        """What `move` changes, as it is now."""
        return Former(
            self.wall_time, self.reply, self.moved_at, self.other_time_1, self.other_time_2
        )

    def stand_again(self, *, now: datetime) -> None:
        """Undo `cancel`. Raises AppointmentIsOver if its time has come."""
        if now >= self.ends_at:
            raise AppointmentIsOver
        self.cancelled_at = None


@dataclass(frozen=True)
class Former:
    """What a meeting was before it was moved."""

    wall_time: str
    reply: Reply | None
    moved_at: datetime | None
    other_time_1: str | None
    other_time_2: str | None


def moment_of(wall_time: str, zone: str) -> datetime:
    """Return the aware moment of a wall time. A time that a clock change skips moves forward."""
    return datetime.fromisoformat(wall_time).replace(tzinfo=ZoneInfo(zone))
