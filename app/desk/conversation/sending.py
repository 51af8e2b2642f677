"""When a person sees what the guide writes: at once, or on the next office morning.

At night, on Sundays and public holidays, and while somebody asked for quiet, it waits unless the
guide says "now". What waits is a message with a later `sent_at`: until then nobody but the guide's
side sees it, and it can be taken back.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.core import clock, db, sessions
from app.core.i18n import _, day
from app.desk import queries
from app.domain.calendar import is_working_day
from app.domain.people import Person, Programme
from app.domain.quiet import (
    LONGEST,
    SHOWS,
    is_quiet_time,
    next_office_morning,
    still_quiet_until,
)
from app.messages import spoken

NOW = "now"


@dataclass(frozen=True)
class Sending:
    """What is offered beside "now", and which of the two comes first."""

    now: datetime
    later: datetime
    is_later_kinder: bool
    quiet_until: date | None
    programme: Programme

    @property
    def said(self) -> str:
        """The later moment in words."""
        return self.say(self.later)

    def say(self, moment: datetime) -> str:
        """Return a moment in words."""
        return spoken.said_at(moment, zone=self.programme.zone, now=self.now)

    def day_of(self, moment: datetime) -> date:
        """Return the day of a moment, where the people are."""
        return moment.astimezone(ZoneInfo(self.programme.zone)).date()

    def shown_at(self, when: str | None) -> datetime:
        """Return the moment for an answer: "now", the day of a morning, or nothing usable."""
        if when == NOW:
            return self.now
        try:
            wanted = date.fromisoformat(when or "")
        except ValueError:
            return self.later if self.is_later_kinder else self.now
        today = self.day_of(self.now)
        is_near = today <= wanted <= today + LONGEST
        if not is_near or not is_working_day(wanted, self.programme.land):
            return self.later
        shows = datetime.combine(wanted, SHOWS, tzinfo=ZoneInfo(self.programme.zone))
        return max(self.now, shows)


def sending(person: Person) -> Sending:
    """Return what holds for this person now."""
    now, programme = clock.now(), queries.programme(db.session(), sessions.viewer())
    zone, land = programme.zone, programme.land
    quiet_until = still_quiet_until(person.quiet_until, now=now, zone=zone)
    return Sending(
        now=now,
        later=next_office_morning(now, quiet_until=quiet_until, zone=zone, land=land),
        is_later_kinder=quiet_until is not None or is_quiet_time(now, zone=zone, land=land),
        quiet_until=quiet_until,
        programme=programme,
    )


def said_of(it: Sending, shown_at: datetime) -> str:
    """Return what the guide reads after sending."""
    if shown_at > it.now:
        return _("Die Nachricht wartet. Zu sehen ist sie ab: %(when)s", when=it.say(shown_at))
    if it.quiet_until is not None:
        return _("Gesendet. Das Handy bleibt still bis %(day)s.", day=day(it.quiet_until))
    return _("Gesendet.")
