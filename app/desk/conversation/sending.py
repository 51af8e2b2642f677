"""When a person sees what the guide writes: at once, on the next office morning, or on another day.

At night, on Sundays and public holidays, and while somebody asked for quiet, it waits unless the
guide says "now". What waits is a message with a later `sent_at`: until then nobody but the guide's
side sees it, and it can be taken back.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.core import clock, db, sessions
from app.core.i18n import _, day
from app.core.names import called
from app.desk import queries
from app.desk.conversation.later_form import LaterForm
from app.domain.people import Name, Person, Programme
from app.domain.quiet import (
    SHOWS,
    NotThen,
    Unfit,
    is_quiet_time,
    next_office_morning,
    shown_at_wish,
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
    name: Name

    @property
    def said(self) -> str:
        """The later moment in words."""
        return self.say(self.later)

    @property
    def wish(self) -> str:
        """What the person asked for, in words; "" without a wish."""
        if self.quiet_until is None:
            return ""
        return _(
            "%(name)s möchte Ruhe: Bitte nicht schreiben bis %(day)s.",
            name=called(self.name),
            day=day(self.quiet_until),
        )

    def say(self, moment: datetime) -> str:
        """Return a moment in words."""
        return spoken.said_at(moment, zone=self.programme.zone, now=self.now)

    def day_of(self, moment: datetime) -> date:
        """Return the day of a moment, where the people are."""
        return moment.astimezone(ZoneInfo(self.programme.zone)).date()

    def shown_at(self, form: LaterForm) -> datetime | None:
        """Return from when it is to be seen; None if that cannot be: then the form says why."""
        if not form.asks_for_then:
            return self._shown_at(form.when.data)
        if not form.check_then():
            return None
        try:
            return self._wished(form.then)
        except NotThen as refused:
            form.refuse(refused, wish=self.wish)
            return None

    def _shown_at(self, when: str | None) -> datetime:
        """Return the moment for a button: "now", the day of a morning, or nothing usable."""
        if when == NOW:
            return self.now
        try:
            morning = datetime.combine(date.fromisoformat(when or ""), SHOWS)
        except ValueError:
            return self.later if self.is_later_kinder else self.now
        try:
            return self._wished(morning)
        except NotThen as refused:
            # It came while the page was open.
            came = refused.why is Unfit.TIME_IS_OVER and not self.is_later_kinder
            return self.now if came else self.later

    def _wished(self, wall: datetime) -> datetime:
        return shown_at_wish(
            wall,
            now=self.now,
            quiet_until=self.quiet_until,
            zone=self.programme.zone,
            land=self.programme.land,
        )


def sending(person: Person, form: LaterForm | None = None) -> Sending:
    """Return what holds for this person now, with the offer for a moment that was refused."""
    now, programme = clock.now(), queries.programme(db.session(), sessions.viewer())
    zone, land = programme.zone, programme.land
    quiet_until = still_quiet_until(person.quiet_until, now=now, zone=zone)
    it = Sending(
        now=now,
        later=next_office_morning(now, quiet_until=quiet_until, zone=zone, land=land),
        is_later_kinder=quiet_until is not None or is_quiet_time(now, zone=zone, land=land),
        quiet_until=quiet_until,
        programme=programme,
        name=person.name,
    )
    if form is None or form.instead is None:
        return it
    return replace(it, later=form.instead, is_later_kinder=True)


def said_of(it: Sending, shown_at: datetime) -> str:
    """Return what the guide reads after sending."""
    if shown_at > it.now:
        return _("Die Nachricht wartet. Zu sehen ist sie ab: %(when)s", when=it.say(shown_at))
    if it.quiet_until is not None:
        return _("Gesendet. Das Handy bleibt still bis %(day)s.", day=day(it.quiet_until))
    return _("Gesendet.")
