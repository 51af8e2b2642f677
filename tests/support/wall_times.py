"""Many random meetings, and whether each is reminded of at the right time on the clock on the wall.

What is right is worked out a second way: on naive wall times, with the holidays' own list, and with
the European rule for the change of the clocks instead of a table of zones.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from app.domain.appointments import Appointment
from app.domain.reminders import Lead, remind_at, useful_until

LANDS = (
    "BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH",
)  # fmt: skip
YEARS = range(2026, 2036)
FIVE_PM = time(17)


@dataclass
class WallTimes:
    """What was looked at."""

    meetings: int = 0
    near_a_change: int = 0
    wrong: list[str] = field(default_factory=list)


def last_sunday(year: int, month: int) -> date:
    """Return the day on which the clocks change: the last Sunday of March or October."""
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def utc_of(wall: datetime) -> datetime | None:
    """Return the moment of a wall time in Berlin; None where there is none, or two."""
    begins = datetime.combine(last_sunday(wall.year, 3), time(2))
    ends = datetime.combine(last_sunday(wall.year, 10), time(3))
    hour = timedelta(hours=1)
    if begins <= wall < begins + hour or ends - hour <= wall < ends:
        return None
    is_summer = begins <= wall < ends
    return (wall - hour * (2 if is_summer else 1)).replace(tzinfo=UTC)


@cache
def _off(land: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=land, years=year))


def is_off(day: date, land: str) -> bool:
    """Whether a day is a Sunday or a public holiday."""
    return day.isoweekday() == 7 or day in _off(land, day.year)


def wished(wall: datetime, lead: Lead) -> datetime:
    """Return the wall time that was asked for, before any quiet day."""
    before = datetime.combine(wall.date() - timedelta(days=1), FIVE_PM)
    if lead is Lead.DAY_BEFORE_10:
        return before.replace(hour=10)
    if lead is Lead.DAY_BEFORE_17:
        return before
    eight, seven_pm = wall.replace(hour=8, minute=0), wall.replace(hour=19, minute=0)
    if wall <= eight + timedelta(minutes=15):
        return before
    return max(eight, min(wall - timedelta(hours=2), seven_pm))


def expected(wall: datetime, lead: Lead, land: str) -> datetime:
    """Return the wall time at which it rings: as wished, or five o'clock on the day before."""
    due = wished(wall, lead)
    while is_off(due.date(), land):
        due = datetime.combine(due.date() - timedelta(days=1), FIVE_PM)
    return due


def _some_walls(number: int, chance: random.Random) -> Iterator[tuple[datetime, bool]]:
    changes = [last_sunday(year, month) for year in YEARS for month in (3, 10)]
    begin = date(YEARS[0], 1, 2)
    days = (date(YEARS[-1], 12, 31) - begin).days
    for count in range(number):
        is_near = count % 10 == 0
        day = begin + timedelta(days=chance.randrange(days))
        if is_near:  # the night itself, the morning after, and the Monday
            day = chance.choice(changes) + timedelta(days=chance.randrange(2))
        minute = chance.randrange(24 * 60)
        yield datetime.combine(day, time()) + timedelta(minutes=minute), is_near


def look_at(number: int, *, seed: int) -> WallTimes:
    """Look at so many random meetings of ten years, a tenth of them where the clocks change."""
    chance, found = random.Random(seed), WallTimes()
    for wall, is_near in _some_walls(number, chance):
        lead, land = chance.choice(list(Lead)), chance.choice(LANDS)
        found.meetings += 1
        found.near_a_change += is_near
        found.wrong += (f"{wall} {lead} {land}: {why}" for why in _wrong(wall, lead, land))
    return found


def _wrong(wall: datetime, lead: Lead, land: str) -> Iterator[str]:
    meeting = Appointment()
    meeting.set_time(wall, "Europe/Berlin")
    due = remind_at(meeting.starts, lead, land=land)
    moment, right, starts = due.astimezone(UTC), expected(wall, lead, land), utc_of(wall)
    if moment != utc_of(right):
        yield f"rings at {moment}, not at {right} on the wall"
    if starts is not None and meeting.starts_at.astimezone(UTC) != starts:
        yield f"starts at {meeting.starts_at}"
    if right > wished(wall, lead) or due.replace(tzinfo=None) > wished(wall, lead):
        yield "later than wished"
    if is_off(due.date(), land) or not time(8) <= due.time() < time(20):
        yield "in quiet time"
    if not moment < useful_until(due, meeting.starts).astimezone(UTC) < meeting.starts_at:
        yield "of no use before it starts"
