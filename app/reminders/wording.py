"""The only words that may ever appear on a lock screen.

Never a place, a person, an office, a title: whoever stands beside the phone may read along. The
title is the neutral name of the app. Level 3 adds day and time of a meeting, on the person's wish.
"""

from datetime import datetime

from app.core.i18n import _, clock_time, moment
from app.domain.outbox import Topic


def line(topic: Topic, level: int, *, starts: datetime | None, now: datetime) -> str:
    """Return the one line for a notice, in the language spoken now.

    `starts`: when the meeting begins, aware in its zone; None if the line speaks for several.
    `now`: aware.
    """
    if topic is Topic.TEST:
        return reminder() if level > 1 else something_new()
    if topic is not Topic.MEETING_SOON or level <= 1:
        return something_new()
    if level == 2 or starts is None:
        return reminder()
    days = (starts.date() - now.astimezone(starts.tzinfo).date()).days
    if days == 0:
        return _("Heute, %(time)s.", time=clock_time(starts))
    if days == 1:
        return _("Morgen, %(time)s.", time=clock_time(starts))
    return moment(starts)


def code(digits: str) -> str:
    """Return what stands in the one message that shows whether an address is right."""
    return _("Ihre Zahl: %(digits)s", digits=digits)


def something_new() -> str:
    """Level 1, and whatever has no words of its own."""
    return _("Es ist etwas Neues für Sie da.")


def reminder() -> str:
    """Level 2."""
    return _("Eine kleine Erinnerung.")
