"""Two lines a day at most: meetings of one moment share theirs, and the inbox gives way."""

import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain import telling
from app.domain.appointments import Appointment
from app.domain.reminders import Lead
from app.messages import actions as messages
from app.reminders import deliver
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at

FRIDAY = at("2026-11-20 12:00")
REMINDER = at("2026-11-23 10:00")


def meets(session: Session, cast: Cast, starts: str, *, now: datetime = FRIDAY) -> Appointment:
    """Let Jonas plan a meeting with Amira."""
    wall = at(starts).replace(tzinfo=None)
    made = make.appointment(session, to=cast.amira, by=cast.jonas, at=wall)
    telling.meeting_planned(session, made, now=now)
    return made


def writes(session: Session, cast: Cast, road: Road, now: datetime) -> None:
    """Let Jonas write to Amira."""
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


@pytest.fixture(autouse=True)
def amira_listens(cast: Cast, road: Road) -> None:
    """Amira wants to hear of everything, with day and time."""
    road.choose(cast.amira, FRIDAY, level=3)
    road.switch_on(cast.amira, FRIDAY)


def topics(road: Road) -> list[str]:
    return [each.headers["topic"] for each in road.service.received]


def test_two_meetings_of_a_day_are_one_line_that_names_both(
    session: Session, cast: Cast, road: Road
) -> None:
    meets(session, cast, "2026-11-24 10:00")
    meets(session, cast, "2026-11-24 15:00")
    (told,) = road.deliver(REMINDER)
    assert told["body"] == "Morgen, 10 Uhr und 15 Uhr."
    assert road.deliver(REMINDER + timedelta(minutes=1)) == []


def test_a_change_of_one_of_them_replaces_the_line_they_share(
    session: Session, cast: Cast, road: Road
) -> None:
    meets(session, cast, "2026-11-24 10:00")
    second = meets(session, cast, "2026-11-24 15:00")
    road.deliver(REMINDER)
    noon = at("2026-11-23 12:00")
    second.cancel(now=noon)
    telling.meeting_cancelled(session, second, by=cast.jonas.id, now=noon)
    assert len(road.deliver(noon)) == 1
    assert len(set(topics(road))) == 1, "nothing stale is left beside it"


def test_a_meeting_planned_late_speaks_in_the_line_that_is_there(
    session: Session, cast: Cast, road: Road
) -> None:
    meets(session, cast, "2026-11-24 10:00")
    (first,) = road.deliver(REMINDER)
    assert first["body"] == "Morgen, 10 Uhr."
    late = at("2026-11-23 12:00")
    meets(session, cast, "2026-11-24 15:00", now=late)
    (second,) = road.deliver(late)
    assert second["body"] == "Morgen, 10 Uhr und 15 Uhr.", "it speaks for both"
    assert second["tag"] == first["tag"]


def test_the_others_keep_their_reminder_when_one_of_them_moves(
    session: Session, cast: Cast, road: Road
) -> None:
    first = meets(session, cast, "2026-11-24 10:00")
    meets(session, cast, "2026-11-24 15:00")
    was_at = first.starts_at
    first.move(at("2026-12-01 10:00").replace(tzinfo=None), now=FRIDAY)
    telling.meeting_changed(session, first, by=cast.jonas.id, was_at=was_at, now=FRIDAY)
    assert len(road.deliver(FRIDAY)) == 1
    (told,) = road.deliver(REMINDER)
    assert told["body"] == "Morgen, 15 Uhr."
    (told,) = road.deliver(at("2026-11-30 10:00"))
    assert told["body"] == "Morgen, 10 Uhr."


@pytest.mark.parametrize("lead", Lead)
def test_whatever_happens_it_rings_twice_a_day_at_most(
    session: Session, cast: Cast, road: Road, lead: Lead
) -> None:
    road.choose(cast.amira, FRIDAY, lead=lead)
    for hour in (10, 13, 15, 18):
        meets(session, cast, f"2026-11-24 {hour}:00")
    now = at("2026-11-23 08:00")
    rang: list[datetime] = []
    while now < at("2026-11-25 08:00"):
        if now.minute == 0:
            writes(session, cast, road, now)
        if road.deliver(now):
            rang.append(now)
        now += timedelta(minutes=30)
    for day in (23, 24):
        assert 0 < len([each for each in rang if each.day == day]) <= 2


def test_a_message_waits_when_a_reminder_still_comes_today(
    session: Session, cast: Cast, road: Road
) -> None:
    road.choose(cast.amira, FRIDAY, lead=Lead.DAY_BEFORE_17)
    meets(session, cast, "2026-11-24 10:00")
    for time, rings in (("09:00", 1), ("14:00", 0), ("17:00", 1), ("18:00", 0)):
        now = at(f"2026-11-23 {time}")
        writes(session, cast, road, now)
        assert len(road.deliver(now)) == rings, time
    assert len(road.deliver(at("2026-11-24 09:00"))) == 1


def test_what_was_moved_comes_on_top(session: Session, cast: Cast, road: Road) -> None:
    meeting = meets(session, cast, "2026-12-01 10:00")
    for hour in ("09:00", "13:00"):
        writes(session, cast, road, at(f"2026-11-23 {hour}"))
        assert len(road.deliver(at(f"2026-11-23 {hour}"))) == 1
    now = at("2026-11-23 14:00")
    meeting.cancel(now=now)
    telling.meeting_cancelled(session, meeting, by=cast.jonas.id, now=now)
    assert len(road.deliver(now)) == 1


def test_a_meeting_moved_from_tomorrow_morning_is_told_before_anybody_goes(
    session: Session, cast: Cast, road: Road
) -> None:
    meeting = meets(session, cast, "2026-11-23 08:30")
    sunday, was_at = at("2026-11-22 21:30"), meeting.starts_at
    meeting.move(at("2026-12-01 10:00").replace(tzinfo=None), now=sunday)
    telling.meeting_changed(session, meeting, by=cast.jonas.id, was_at=was_at, now=sunday)
    assert road.deliver(sunday) == []
    assert len(road.deliver(at("2026-11-23 07:00"))) == 1


def test_a_move_that_was_undone_before_it_was_told_is_not_told(
    session: Session, cast: Cast, road: Road
) -> None:
    meeting = meets(session, cast, "2026-11-24 10:00")
    night, former = at("2026-11-21 22:00"), meeting.before
    meeting.move(at("2026-12-01 10:00").replace(tzinfo=None), now=night)
    telling.meeting_changed(session, meeting, by=cast.jonas.id, now=night)
    meeting.move_back(former, now=night)
    telling.meeting_as_before(session, meeting, by=cast.jonas.id, now=night)
    assert road.deliver(at("2026-11-23 08:00")) == []
    (told,) = road.deliver(REMINDER)
    assert told["body"] == "Morgen, 10 Uhr."


def test_a_move_that_was_told_and_undone_is_told_again_whatever_was_answered_before(
    session: Session, cast: Cast, road: Road
) -> None:
    from app.domain.appointments import Reply

    meeting = meets(session, cast, "2026-11-26 10:00")
    meeting.answer(Reply.FITS, now=FRIDAY)
    former = meeting.before
    for change in ("there", "back"):
        now = at("2026-11-23 12:00") if change == "there" else at("2026-11-23 13:00")
        if change == "there":
            meeting.move(at("2026-12-01 10:00").replace(tzinfo=None), now=now)
            telling.meeting_changed(session, meeting, by=cast.jonas.id, now=now)
        else:
            meeting.move_back(former, now=now)
            telling.meeting_as_before(session, meeting, by=cast.jonas.id, now=now)
        assert len(road.deliver(now)) == 1, change


def test_one_line_is_told_once_however_small_the_batches_are(
    session: Session, cast: Cast, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "BATCH", 1)
    evening = at("2026-11-22 19:00")
    for minute in range(3):
        writes(session, cast, road, evening + timedelta(minutes=minute))
    assert len(road.deliver(at("2026-11-23 09:00"))) == 1
