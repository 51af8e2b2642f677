"""The only words that may ever appear on a lock screen.

Never a place, a person, an office, a title: whoever stands beside the phone may read along. The
title is the neutral name of the app. Level 3 adds day and time of a meeting, on the person's wish.
"""

from collections.abc import Sequence
from datetime import datetime

from app.core.i18n import _, clock_times, moment
from app.domain.outbox import Topic

MOST_TIMES = 3


def line(topic: Topic, level: int, *, starts: Sequence[datetime], now: datetime) -> str:
    """Return the one line for a notice, in the language spoken now.

    `starts`: when the meetings begin that it speaks for, aware in their zone, the first one first.
    Several are named if they are on one day and few enough to be read at a glance. `now`: aware.
    """
    if topic is Topic.TEST:
        return reminder() if level > 1 else something_new()
    if topic is not Topic.MEETING_SOON or level <= 1:
        return something_new()
    days = {each.date() for each in starts}
    if level == 2 or len(days) != 1 or len(starts) > MOST_TIMES:
        return reminder()
    ahead = (min(days) - now.astimezone(starts[0].tzinfo).date()).days
    if ahead == 0:
        return _("Heute, %(time)s.", time=clock_times(starts))
    if ahead == 1:
        return _("Morgen, %(time)s.", time=clock_times(starts))
    return moment(*starts)


def code(digits: str) -> str:
    """Return what stands in the one message that shows whether an address is right."""
    return _("Ihre Zahl: %(digits)s", digits=digits)


def something_new() -> str:
    """Level 1, and whatever has no words of its own."""
    return _("Es ist etwas Neues für Sie da.")


def reminder() -> str:
    """Level 2."""
    return _("Eine kleine Erinnerung.")
