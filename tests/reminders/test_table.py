"""The table of notices, row by row: when, how long it waits at the push service, and which line."""

import base64
import hashlib
import hmac
import uuid

import pytest
from sqlalchemy.orm import Session

from app.calm.letter_kinds import Label
from app.domain import telling
from app.domain.appointments import Appointment
from app.domain.people import Person
from app.domain.reminders import Lead
from app.messages import actions as messages
from app.reminders.parcels import TAG_LENGTH
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at

FRIDAY = at("2026-11-20 12:00")
HOUR = 3600


def line(road: Road, person: Person, about: str) -> str:
    """Return the Topic as the table says it: base64url(HMAC(key, person and thing)), 32 of it."""
    text = f"push-topic|{person.id.hex}|{about}".encode()
    digest = hmac.digest(road.app.extensions["secrets"].pepper, text, hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()[:32]


def went(road: Road, when: str) -> dict[str, str]:
    """Deliver at that moment and return what one notice carried."""
    (told,) = road.deliver(at(when))
    headers = road.service.received[-1].headers
    assert told["tag"] == headers["topic"][:TAG_LENGTH], "the phone replaces what the service does"
    assert told["silent"] is True
    return {name: headers[name] for name in ("ttl", "urgency", "topic")}


@pytest.fixture
def meeting(session: Session, cast: Cast, road: Road) -> Appointment:
    """Amira hears of everything; she and Jonas meet on Tuesday at ten."""
    road.choose(cast.amira, FRIDAY, lead=Lead.DAY_BEFORE_17)
    road.switch_on(cast.amira, FRIDAY)
    wall = at("2026-11-24 10:00").replace(tzinfo=None)
    made = make.appointment(session, to=cast.amira, by=cast.jonas, at=wall)
    telling.meeting_planned(session, made, now=FRIDAY)
    return made


def test_a_meeting_on_the_day_before_until_eight_in_the_evening(
    road: Road, cast: Cast, meeting: Appointment
) -> None:
    topic = line(road, cast.amira, f"meeting|{meeting.id.hex}")
    expected = {"ttl": str(3 * HOUR), "urgency": "normal", "topic": topic}
    assert went(road, "2026-11-23 17:00") == expected


def test_a_meeting_on_the_same_day_until_a_quarter_of_an_hour_before(
    road: Road, cast: Cast, meeting: Appointment
) -> None:
    road.choose(cast.amira, FRIDAY, lead=Lead.TWO_HOURS)
    topic = line(road, cast.amira, f"meeting|{meeting.id.hex}")
    expected = {"ttl": str(int(1.75 * HOUR)), "urgency": "high", "topic": topic}
    assert went(road, "2026-11-24 08:00") == expected


def test_a_meeting_that_does_not_take_place_at_once_until_it_would_have_begun(
    session: Session, road: Road, cast: Cast, meeting: Appointment
) -> None:
    reminder = went(road, "2026-11-23 17:00")
    now = at("2026-11-23 18:00")
    meeting.cancel(now=now)
    telling.meeting_cancelled(session, meeting, by=cast.jonas.id, now=now)
    told = went(road, "2026-11-23 18:00")
    assert told == {"ttl": str(16 * HOUR), "urgency": "high", "topic": reminder["topic"]}


def test_a_message_and_a_letter_for_two_days_in_one_line(
    session: Session, road: Road, cast: Cast, meeting: Appointment
) -> None:
    now = at("2026-11-20 14:00")
    with road.app.test_request_context():
        messages.send_text(
            session,
            road.viewer(cast.jonas),
            cast.amira.id,
            message_id=uuid.uuid4(),
            text="Bis bald.",
            language="de",
            now=now,
        )
    topic = line(road, cast.amira, "inbox")
    expected = {"ttl": str(48 * HOUR), "urgency": "normal", "topic": topic}
    assert went(road, "2026-11-20 14:00") == expected
    monday = at("2026-11-23 09:00")
    letter = make.letter(session, to=cast.amira, by=cast.jonas, label=Label.GUT, released_at=monday)
    telling.letter_released(session, letter, now=monday)
    assert went(road, "2026-11-23 09:00") == expected


def test_a_change_far_ahead_waits_no_longer_than_a_push_service_keeps_it(
    session: Session, road: Road, cast: Cast, meeting: Appointment
) -> None:
    was_at = meeting.starts_at
    meeting.move(at("2027-03-01 10:00").replace(tzinfo=None), now=FRIDAY)
    telling.meeting_changed(session, meeting, by=cast.jonas.id, was_at=was_at, now=FRIDAY)
    assert went(road, "2026-11-20 12:00")["ttl"] == str(28 * 24 * HOUR)
