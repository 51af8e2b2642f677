"""One meeting as a file for the phone's calendar (RFC 5545).

It leaves the app and may be read by whoever holds the phone: so it says when, and nothing else.
"""

from datetime import datetime

from icalendar import Calendar, Event

from app.domain.appointments import Appointment

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Kleine Schritte//Kalender//DE"


def calendar_file(appointment: Appointment, *, title: str, now: datetime) -> bytes:
    """Return the file. The same UID with a higher SEQUENCE replaces what the calendar has."""
    event = Event()
    event.add("UID", f"{appointment.id}@kleine-schritte")
    event.add("SEQUENCE", appointment.version)
    event.add("DTSTAMP", now)
    event.add("DTSTART", appointment.starts_at)
    event.add("DTEND", appointment.ends_at)
    event.add("SUMMARY", title)
    event.add("STATUS", "CANCELLED" if appointment.cancelled_at else "CONFIRMED")
    file = Calendar()
    file.add("PRODID", PRODUCT)
    file.add("VERSION", "2.0")
    file.add("METHOD", "PUBLISH")
    file.add_component(event)
    written: bytes = file.to_ical()
    return written
