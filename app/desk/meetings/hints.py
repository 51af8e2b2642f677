"""A second look at a time that is possible but maybe not meant. Never in the way."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from app.core.i18n import _, clock_time, moment
from app.core.names import called_after
from app.domain.appointments import Appointment
from app.domain.calendar import is_quiet_day
from app.domain.people import Person, Programme

EARLY, LATE = time(7), time(20)


def hints(
    starts: datetime, programme: Programme, others: list[tuple[Appointment, Person]]
) -> list[str]:
    """Return what a colleague would mention about a wall time (naive), in the guide's language."""
    found = []
    for other, person in others:
        at = clock_time(other.starts_at.astimezone(ZoneInfo(programme.zone)))
        found.append(
            _("Um %(time)s ist schon etwas mit %(name)s.", time=at, name=called_after(person.name))
        )
    if is_quiet_day(starts.date(), programme.land):
        found.append(_("Dieser Tag ist ein Sonntag oder Feiertag."))
    if not EARLY <= starts.time() < LATE:
        found.append(_("Das ist früh am Morgen oder spät am Abend."))
    return found


def already(first: Appointment) -> list[str]:
    """Return that this is a second meeting beside the first; nothing if that was called off."""
    if first.cancelled_at is not None:
        return []
    return [
        _(
            "Schon eingetragen: %(when)s. Das hier wird ein zweites Treffen.",
            when=moment(first.starts),
        )
    ]
