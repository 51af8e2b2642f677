"""When a letter that is released is shown: soon, or on a day on which somebody can be called."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.calendar import is_working_day, working_days_after

TIME_TO_TAKE_BACK = timedelta(minutes=10)
OPENS = time(9)
_WEEKEND_BEGINS = time(12)  # hard news on a Friday afternoon is alone for two days
_FRIDAY = 5


def shown_from(now: datetime, *, on: date | None, zone: str) -> datetime:
    """Return from when a letter released now is shown: on the wished day at 9, else soon.

    Never before the guide had time to take it back.
    """
    soon = now + TIME_TO_TAKE_BACK
    if on is None:
        return soon
    return max(soon, datetime.combine(on, OPENS, tzinfo=ZoneInfo(zone)))


def kinder_day(now: datetime, *, zone: str, land: str) -> date | None:
    """Return the next working day if hard news is better shown then; None if now is as good.

    On Friday afternoon, before a public holiday and on days off nobody could be called afterwards.
    """
    local = now.astimezone(ZoneInfo(zone))
    today, tomorrow = local.date(), local.date() + timedelta(days=1)
    if is_working_day(today, land):
        is_friday = local.isoweekday() == _FRIDAY
        if is_working_day(tomorrow, land) or (is_friday and local.time() < _WEEKEND_BEGINS):
            return None
    return working_days_after(today, 1, land)
