"""Working days of a German Land."""

from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def _holidays(land: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=land, years=year))


def is_quiet_day(day: date, land: str) -> bool:
    """Whether it is a Sunday or a public holiday of the Land (ISO 3166-2:DE code, "NW")."""
    return day.isoweekday() == 7 or day in _holidays(land, day.year)


def is_working_day(day: date, land: str) -> bool:
    """Whether offices are open: neither a weekend nor a public holiday of the Land."""
    return day.isoweekday() < 6 and day not in _holidays(land, day.year)


def working_days_after(day: date, count: int, land: str) -> date:
    """Return the `count`-th working day after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, land)
    return day
