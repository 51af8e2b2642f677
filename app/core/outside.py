"""The only words that may ever appear outside the app: lock screen, e-mail, SMS, calendar, files.

Never a place, a person, an office: whoever stands beside the phone, or may look into the calendar,
reads along. What has a title has the neutral name of the app. Level 3 adds day and time of a
meeting, on the person's wish.
"""

from collections.abc import Sequence
from datetime import datetime

from app.core.i18n import _, clock_times, moment
from app.domain.outbox import Topic

MOST_TIMES = 3

# What is kept on the phone under these names tells nothing to whoever looks through its files.
MEETING_FILE = "Treffen.ics"
CALENDAR_FILE = "Termine.ics"
LETTER_FILE = "Brief"  # with the ending of its type


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


def meeting_title(*, official: bool, called_off: bool) -> str:
    """Return what a meeting is called in a calendar.

    Many calendars show a cancelled one like any other: so the title says it too.
    """
    if called_off:
        return _("Termin fällt aus") if official else _("Treffen fällt aus")
    return _("Termin") if official else _("Treffen")


def calendar_name() -> str:
    """Return what the calendar with all meetings is called."""
    return _("Termine")
