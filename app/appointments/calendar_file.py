"""Meetings as a file for a calendar (RFC 5545): one for the phone, or all at the secret address.

It leaves the app and may be read by whoever holds the phone or the address: so it says when, and
nothing else. The same meetings make the same bytes, whenever they are asked for.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vText

from app.core import outside
from app.domain.appointments import Appointment

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Kleine Schritte//Kalender//DE"
ASK_AGAIN = timedelta(hours=1)  # a wish; calendars decide themselves


def calendar_file(appointments: Iterable[Appointment], *, name: str = "") -> bytes:
    """Return the file in the language spoken now; with a `name` it is a calendar to subscribe to.

    It has no METHOD: that would make it an invitation, with an organizer and answers (RFC 5546).
    """
    file = Calendar()
    file.add("PRODID", PRODUCT)
    file.add("VERSION", "2.0")
    if name:
        # RFC 7986, and what older calendars read. The library knows no type for them: as text.
        file.add("NAME", vText(name))
        file.add("X-WR-CALNAME", vText(name))
        file.add("REFRESH-INTERVAL", ASK_AGAIN, parameters={"VALUE": "DURATION"})
        file.add("X-PUBLISHED-TTL", "PT1H")
    for each in appointments:
        file.add_component(_event(each))
    written: bytes = file.to_ical()
    return written


def _event(appointment: Appointment) -> Event:
    """Return a meeting. The same UID with a higher SEQUENCE replaces what the calendar has."""
    event = Event()
    event.add("UID", f"{appointment.id}@kleine-schritte")
    event.add("SEQUENCE", appointment.version)
    event.add("DTSTAMP", _said_last(appointment))
    event.add("DTSTART", appointment.starts_at.astimezone(UTC))
    event.add("DTEND", appointment.ends_at)
    called_off = appointment.cancelled_at is not None
    title = outside.meeting_title(official=appointment.official, called_off=called_off)
    event.add("SUMMARY", title)
    event.add("STATUS", "CANCELLED" if called_off else "CONFIRMED")
    event.add("CLASS", "PRIVATE")  # others who may look into this calendar see "busy" at most
    return event


def _said_last(appointment: Appointment) -> datetime:
    """Return when it was last set: what DTSTAMP means in a file without METHOD."""
    moments = (appointment.created_at, appointment.moved_at, appointment.cancelled_at)
    return max(each for each in moments if each).astimezone(UTC)
