"""Reminders a participant chose, the phone they go to, and when they may arrive.

Off until chosen. Nights, Sundays and public holidays are quiet; a reminder that would fall there
comes earlier, never later.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base, HasId
from app.domain.calendar import is_quiet_day
from app.domain.inventory import CONTENT, PERSONAL, SECRET, Holds
from app.domain.quiet import EARLIEST, LATEST, OPENS, next_waking_moment
from app.domain.sealed import Sealed


class Lead(StrEnum):
    """How long before a meeting its one reminder comes (wall time)."""

    DAY_BEFORE_10 = "day_before_10"
    DAY_BEFORE_17 = "day_before_17"
    TWO_HOURS = "two_hours"


class ReminderChoice(Base):
    """What a participant wants to be reminded of. No row: never answered, nothing is sent."""

    __tablename__ = "reminder_choice"
    __holds__ = Holds("to remind only as chosen", "with the participant's data")

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    meetings: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    messages: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    letters: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    lead: Mapped[Lead] = mapped_column(default=Lead.DAY_BEFORE_10, info=PERSONAL)
    # What the lock screen may say: 1 "something new", 2 "a small reminder", 3 day and time.
    level: Mapped[int] = mapped_column(default=1, info=PERSONAL)
    by_push: Mapped[bool] = mapped_column(default=True, info=PERSONAL)
    # Switched on at some device, by a tap there, and not off again by another tap.
    push_is_on: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    chosen_at: Mapped[datetime]

    @property
    def wants_any(self) -> bool:
        """Whether anything is switched on."""
        return self.meetings or self.messages or self.letters


@dataclass(frozen=True)
class Wishes:
    """What someone wants to be reminded of, when, and how much the lock screen may say (1 to 3)."""

    meetings: bool
    messages: bool
    letters: bool
    lead: Lead
    level: int
    by_push: bool = True


class PushSubscription(HasId, Base):
    """Where a signed-in device can be reached; it dies with its session: phones change hands."""

    __tablename__ = "push_subscription"
    __holds__ = Holds("to send the reminders that were chosen", "with the session")

    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("login_session.id", ondelete="CASCADE"), unique=True
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    endpoint_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, info=SECRET)
    endpoint_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    p256dh_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    auth_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    created_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]  # the push service said 404 or 410

    endpoint = Sealed("endpoint_sealed")
    p256dh = Sealed("p256dh_sealed")
    auth = Sealed("auth_sealed")


LAST_RING = time(19)  # planned no later: it should still be of use until the quiet begins
URGENT_FROM = time(7)
BEFORE_START = timedelta(minutes=15)  # later than this a reminder only startles
INBOX_USEFUL = timedelta(hours=48)
# New messages and letters are told at most twice a day: 9 to 17 o'clock, four hours apart.
INBOX_PAUSE = timedelta(hours=4)
A_DAY = 2  # moments of a day at which something rings; what was moved or cancelled comes on top
CLOSE = timedelta(hours=12)  # so near, a change is told in the early morning and on Sundays too


def remind_at(starts: datetime, lead: Lead, *, land: str) -> datetime:
    """Return the moment (aware) of the one reminder for a meeting that starts at `starts`.

    `starts` is aware in the programme's zone; the arithmetic is on wall time, so "the day before at
    10" stays 10 o'clock across a change of the clocks.
    """
    zone = starts.tzinfo
    wall = starts.replace(tzinfo=None)
    if lead is Lead.TWO_HOURS:
        latest = datetime.combine(wall.date(), LAST_RING)
        earliest = datetime.combine(wall.date(), EARLIEST)
        due = max(min(wall - timedelta(hours=2), latest), earliest)
        if due >= wall - BEFORE_START:  # about 8 o'clock: the evening before is kinder
            due = datetime.combine(wall.date() - timedelta(days=1), time(17))
    else:
        hour = 10 if lead is Lead.DAY_BEFORE_10 else 17
        due = datetime.combine(wall.date() - timedelta(days=1), time(hour))
    while is_quiet_day(due.date(), land):
        due = datetime.combine(due.date() - timedelta(days=1), time(17))
    return due.replace(tzinfo=zone)


def ringing(starts: Iterable[datetime], lead: Lead, *, land: str) -> dict[datetime, datetime]:
    """Return when each of someone's meetings is reminded of, by its start (aware).

    Meetings with the same moment share one ring. What would be a third ring of a day joins the
    second, so nothing comes later than wished.
    """
    wished = {each: remind_at(each, lead, land=land) for each in starts}
    of_day = defaultdict(set)
    for moment in wished.values():
        of_day[moment.date()].add(moment)
    last = {day: sorted(moments)[:A_DAY][-1] for day, moments in of_day.items()}
    return {each: min(moment, last[moment.date()]) for each, moment in wished.items()}


def useful_until(due: datetime, starts: datetime) -> datetime:
    """Return until when the reminder for a meeting helps: 20 o'clock of its day, or the start."""
    local = due.astimezone(starts.tzinfo)
    evening = datetime.combine(local.date(), LATEST, tzinfo=starts.tzinfo)
    return min(evening, starts - BEFORE_START)


def inbox_moment(
    now: datetime, told_at: datetime | None, *, zone: str, land: str, hard_letter: bool = False
) -> datetime:
    """Return when a new message or letter may be told about.

    `told_at`: when the last one was or will be told. One that still waits takes this one along.
    """
    if told_at is None:
        earliest = now
    elif told_at > now:
        earliest = told_at
    else:
        earliest = max(now, told_at + INBOX_PAUSE)
    return next_office_moment(earliest, zone=zone, land=land, hard_letter=hard_letter)


def next_office_moment(now: datetime, *, zone: str, land: str, hard_letter: bool) -> datetime:
    """Return the next moment at which a message or letter may be told about.

    Monday to Friday 9 to 17; a hard letter Monday to Thursday 9 to 14, when someone can be called.
    """
    local = now.astimezone(ZoneInfo(zone))
    closes, last_day = time(14 if hard_letter else 17), 4 if hard_letter else 5
    while True:
        fits_day = local.isoweekday() <= last_day and not is_quiet_day(local.date(), land)
        if fits_day and local.time() < closes:
            return max(local, local.replace(hour=9, minute=0, second=0, microsecond=0))
        tomorrow = local.date() + timedelta(days=1)
        local = datetime.combine(tomorrow, OPENS, tzinfo=ZoneInfo(zone))


def change_moment(now: datetime, *times: datetime | None, zone: str, land: str) -> datetime:
    """Return when "moved" or "cancelled" may be told; `times`: when it starts, and was to start.

    At once outside quiet times; less than twelve hours before one of them on any day from 7 to 20.
    """
    ahead = [each for each in times if each is not None and each > now]
    waking = next_waking_moment(now, zone=zone, land=land)
    urgent = (next_urgent_moment(max(now, each - CLOSE), zone=zone) for each in ahead)
    return min((waking, *urgent))


def next_urgent_moment(now: datetime, *, zone: str) -> datetime:
    """Return the next moment for what cannot wait: at once between 7 and 20, every day."""
    local = now.astimezone(ZoneInfo(zone))
    if URGENT_FROM <= local.time() < LATEST:
        return local
    day = local.date() + timedelta(days=1 if local.time() >= LATEST else 0)
    return datetime.combine(day, URGENT_FROM, tzinfo=ZoneInfo(zone))
