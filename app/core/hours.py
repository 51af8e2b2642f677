"""Days and times of the week in the reader's language."""

from datetime import time
from functools import lru_cache

from babel.dates import get_day_names
from babel.lists import format_list

from app.core.i18n import _, language
from app.domain.hours import Hours


def hours(value: Hours) -> str:
    """Return „Montag bis Freitag, 9 bis 16 Uhr“, or „Tag und Nacht“."""
    return _hours(value, language().code)


@lru_cache
def _hours(value: Hours, _code: str) -> str:
    if value.are_always:
        return _("Tag und Nacht")
    return _(
        "%(days)s, %(opens)s bis %(closes)s Uhr",
        days=_days(value),
        opens=_figure(value.opens),
        closes=_figure(value.closes),
    )


def day_names() -> list[str]:
    """Return the names of the days, Monday first."""
    names = get_day_names("wide", context="stand-alone", locale=language().locale)
    return [names[number] for number in range(7)]


def _days(value: Hours) -> str:
    names, days = day_names(), value.days
    first, last = names[days[0] - 1], names[days[-1] - 1]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s bis %(last)s", first=first, last=last)
    return format_list([names[day - 1] for day in days], locale=language().locale)


def _figure(at: time) -> str:
    return f"{at.hour}:{at.minute:02}" if at.minute else str(at.hour)
