"""The file for the phone's calendar: the time, and nothing a stranger could learn from."""

import pytest
from icalendar import Calendar, Event
from sqlalchemy.orm import Session

from app.domain.appointments import Appointment
from tests import make
from tests.people import Cast
from tests.visit import Visit


@pytest.fixture
def meeting(session: Session, cast: Cast) -> Appointment:
    """A walk with a lot to tell."""
    made = make.appointment(
        session, to=cast.amira, by=cast.jonas, minutes=45, way="Bus 12", topic="Ihr Ziel"
    )
    session.commit()
    return made


def event_of(visitor: Visit, meeting: Appointment) -> tuple[Event, str]:
    response = visitor.client.get(f"/appointments/{meeting.id}/calendar.ics")
    assert response.status_code == 200
    assert response.mimetype == "text/calendar"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    text = response.get_data(as_text=True)
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event, text


def test_it_holds_the_time_in_utc_and_a_neutral_title(
    meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    event, text = event_of(visit.as_(cast.amira), meeting)
    assert event["SUMMARY"] == "Treffen"
    assert event.decoded("DTSTART") == meeting.starts_at
    assert event.decoded("DTEND") == meeting.ends_at
    assert text.count("Z\r\n") >= 3  # DTSTAMP, DTSTART, DTEND are UTC: no time zone is needed
    for secret in ("Sommer", "Bahnhof", "Bus", "Ziel", "Haddad", "Jobcenter", "Spaziergang"):
        assert secret not in text


def test_a_newer_file_replaces_the_older_one(
    session: Session, meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira)
    first, _text = event_of(amira, meeting)
    meeting.move(make.in_days(8, 16), now=make.clock.now())
    session.commit()
    second, _text = event_of(amira, meeting)
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    meeting.cancel(now=make.clock.now())
    session.commit()
    assert event_of(amira, meeting)[0]["STATUS"] == "CANCELLED"


def test_a_stranger_gets_no_file(meeting: Appointment, cast: Cast, visit: Visit) -> None:
    response = visit.as_(cast.samir).client.get(f"/appointments/{meeting.id}/calendar.ics")
    assert response.status_code == 404
