"""When nothing rings: nights, Sundays, public holidays, and as long as somebody asked for quiet."""

from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from app.domain.base import DomainError
from app.domain.calendar import is_quiet_day, is_working_day
from app.domain.people import Person

EARLIEST, LATEST = time(8), time(20)
OPENS = time(9)  # of an office
SHOWS = time(10)  # of a morning on which what waited is shown: nobody's day begins with it
A_WEEK, FOUR_WEEKS = timedelta(days=7), timedelta(days=28)
LONGEST = timedelta(days=366)  # farther away it is a slip in the year
FARTHEST = timedelta(days=60)  # what is true now may be something else by then


class NotADayAhead(DomainError):
    """Quiet lasts until today at least, and until a year from now at most."""


class Unfit(Enum):
    """Why nothing is shown at a moment that somebody chose."""

    DAY_IS_OVER = auto()
    TIME_IS_OVER = auto()
    TOO_FAR = auto()
    ASKED_FOR_QUIET = auto()
    QUIET_DAY = auto()
    NIGHT = auto()


class NotThen(DomainError):
    """Nothing is shown at that moment; `instead` is the next one that would do."""

    def __init__(self, why: Unfit, instead: datetime) -> None:
        super().__init__(why)
        self.why, self.instead = why, instead


def is_quiet_time(moment: datetime, *, zone: str, land: str) -> bool:
    """Whether it is night, a Sunday or a public holiday."""
    local = moment.astimezone(ZoneInfo(zone))
    return not EARLIEST <= local.time() < LATEST or is_quiet_day(local.date(), land)


def next_waking_moment(now: datetime, *, zone: str, land: str) -> datetime:
    """Return now, or the next 8 o'clock of a day that is not quiet."""
    local = now.astimezone(ZoneInfo(zone))
    if not is_quiet_time(local, zone=zone, land=land):
        return local
    day = local.date() + timedelta(days=1 if local.time() >= EARLIEST else 0)
    while is_quiet_day(day, land):
        day += timedelta(days=1)
    return datetime.combine(day, EARLIEST, tzinfo=ZoneInfo(zone))


def next_office_morning(
    now: datetime, *, quiet_until: date | None, zone: str, land: str
) -> datetime:
    """Return the next 10 o'clock of a working day, after the quiet that somebody asked for."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=1 if local.time() >= SHOWS else 0)
    if quiet_until is not None:
        day = max(day, quiet_until + timedelta(days=1))
    while not is_working_day(day, land):
        day += timedelta(days=1)
    return datetime.combine(day, SHOWS, tzinfo=ZoneInfo(zone))


def shown_at_wish(
    wall: datetime, *, now: datetime, quiet_until: date | None, zone: str, land: str
) -> datetime:
    """Return the moment of a wall time (naive) that was chosen for something to be shown.

    Ahead, within 60 days or on the first morning after the quiet that somebody asked for, and
    never in a quiet time. Raises NotThen.
    """
    tz = ZoneInfo(zone)
    today = now.astimezone(tz).date()
    first = next_office_morning(now, quiet_until=quiet_until, zone=zone, land=land)
    last = max(today + FARTHEST, first.date())
    if wall.date() < today:
        raise NotThen(Unfit.DAY_IS_OVER, first)
    if wall.date() > last:
        raise NotThen(Unfit.TOO_FAR, _last_office_morning(last, zone=zone, land=land))
    moment = wall.replace(tzinfo=tz)
    if moment <= now:
        raise NotThen(Unfit.TIME_IS_OVER, first)
    if quiet_until is not None and wall.date() <= quiet_until:
        raise NotThen(Unfit.ASKED_FOR_QUIET, first)
    if is_quiet_time(moment, zone=zone, land=land):
        after = next_office_morning(moment, quiet_until=None, zone=zone, land=land)
        is_near = after.date() <= last
        instead = after if is_near else _last_office_morning(last, zone=zone, land=land)
        raise NotThen(Unfit.QUIET_DAY if is_quiet_day(wall.date(), land) else Unfit.NIGHT, instead)
    return moment


def _last_office_morning(day: date, *, zone: str, land: str) -> datetime:
    while not is_working_day(day, land):
        day -= timedelta(days=1)
    return datetime.combine(day, SHOWS, tzinfo=ZoneInfo(zone))


def still_quiet_until(quiet_until: date | None, *, now: datetime, zone: str) -> date | None:
    """Return the day until which quiet was asked for; None once it is over."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return quiet_until if quiet_until is not None and today <= quiet_until else None


def quiet_ends(quiet_until: date | None, *, now: datetime, zone: str) -> datetime | None:
    """Return the first moment after the quiet that was asked for; None if there is none now."""
    last = still_quiet_until(quiet_until, now=now, zone=zone)
    if last is None:
        return None
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))


def ask_for_quiet(person: Person, until: date, *, today: date) -> None:
    """Let nothing ring until the end of that day. Raises NotADayAhead."""
    if not today <= until <= today + LONGEST:
        raise NotADayAhead(until)
    person.quiet_until = until
