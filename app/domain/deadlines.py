"""The watch over dates in letters: it runs with the guide, and asks nobody whether they have read.

What counts is what was done on purpose: a message of the guide, a meeting, the guide's own note of
a talk. A letter that was never opened and one that was read ten times give the same answer.
"""

from collections.abc import Iterable
from datetime import date, datetime

from app.domain.calendar import working_days_after

WATCHED = 10  # working days ahead
ENOUGH = 3  # working days between a meeting and the date: then there is time to act on it


def day_to_talk_about(
    days: Iterable[date],
    *,
    today: date,
    visible_at: datetime,
    talked_at: Iterable[datetime | None],
    next_meeting_on: date | None,
    land: str,
) -> date | None:
    """Return the nearest date of a letter for which the guide had better get in touch; else None.

    `days` are those to act by, the safe date among them; `talked_at` the newest contact of each
    kind. A coming meeting counts if it leaves `ENOUGH` working days of the Land before the date.
    """
    if any(at is not None and at >= visible_at for at in talked_at):
        return None
    last = working_days_after(today, WATCHED, land)
    day = min((each for each in days if today <= each <= last), default=None)
    if day is None or next_meeting_on is None:
        return day
    return None if working_days_after(next_meeting_on, ENOUGH, land) <= day else day
