"""Meetings: answered, moved to a time on offer, cancelled. What is past is simply past."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.appointments import (
    Appointment,
    AppointmentIsOver,
    Kind,
    NotOursToAnswer,
    Reply,
    moment_of,
)

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
FIRST, SECOND = "2026-11-25T14:00", "2026-11-26T11:30"


def a_meeting(*, official: bool = False) -> Appointment:
    meeting = Appointment(
        participant_id=uuid.uuid4(),
        guide_id=uuid.uuid4(),
        kind=Kind.WALK,
        official=official,
        minutes=30,
        other_time_1=FIRST,
        other_time_2=SECOND,
        created_at=NOW,
    )
    meeting.set_time(datetime(2026, 11, 24, 10), BERLIN)  # noqa: DTZ001 - a wall time
    return meeting


def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change() -> None:
    summer = moment_of("2026-10-24T10:00", BERLIN)
    winter = moment_of("2026-10-25T10:00", BERLIN)
    assert (summer.hour, winter.hour) == (10, 10)
    assert winter.astimezone(UTC) - summer.astimezone(UTC) == timedelta(hours=25)


def test_a_meeting_can_be_answered_and_the_answer_taken_back() -> None:
    meeting = a_meeting()
    meeting.answer(Reply.DOES_NOT_FIT, now=NOW)
    assert meeting.reply is Reply.DOES_NOT_FIT
    meeting.answer(None, now=NOW)
    assert meeting.reply is None


def test_a_meeting_can_be_answered_until_it_ends() -> None:
    meeting = a_meeting()
    meeting.answer(Reply.FITS, now=meeting.ends_at - timedelta(seconds=1))
    with pytest.raises(AppointmentIsOver):
        meeting.answer(None, now=meeting.ends_at)


def test_a_cancelled_meeting_is_over_for_every_change() -> None:
    meeting = a_meeting()
    meeting.cancel(now=NOW)
    with pytest.raises(AppointmentIsOver):
        meeting.answer(Reply.FITS, now=NOW)
    with pytest.raises(AppointmentIsOver):
        meeting.take_other_time(1, now=NOW)
    with pytest.raises(AppointmentIsOver):
        meeting.cancel(now=NOW)


def test_an_office_s_appointment_is_not_ours_to_answer() -> None:
    official = a_meeting(official=True)
    with pytest.raises(NotOursToAnswer):
        official.answer(Reply.FITS, now=NOW)
    with pytest.raises(NotOursToAnswer):
        official.take_other_time(1, now=NOW)


def test_taking_another_time_fits_and_leaves_the_former_one_on_offer() -> None:
    meeting = a_meeting()
    meeting.answer(Reply.DOES_NOT_FIT, now=NOW)
    meeting.take_other_time(2, now=NOW)
    assert meeting.wall_time == SECOND
    assert meeting.starts_at == moment_of(SECOND, BERLIN)
    assert meeting.reply is Reply.FITS
    assert (meeting.other_time_1, meeting.other_time_2) == (FIRST, "2026-11-24T10:00")
    meeting.take_other_time(2, now=NOW)
    assert meeting.wall_time == "2026-11-24T10:00"
    assert meeting.other_time_2 == SECOND


def test_a_time_that_is_not_on_offer_cannot_be_taken() -> None:
    meeting = a_meeting()
    meeting.other_time_2 = None
    with pytest.raises(LookupError):
        meeting.take_other_time(2, now=NOW)
    with pytest.raises(LookupError):
        meeting.take_other_time(3, now=NOW)


def test_an_offered_time_that_is_past_cannot_be_taken() -> None:
    meeting = a_meeting()
    meeting.other_time_1 = "2026-11-20T14:00"
    with pytest.raises(LookupError):
        meeting.take_other_time(1, now=NOW)
    assert meeting.wall_time == "2026-11-24T10:00"


def test_a_move_by_the_guide_forgets_the_answer_and_the_offers() -> None:
    meeting = a_meeting()
    meeting.answer(Reply.FITS, now=NOW)
    meeting.move(datetime(2026, 12, 1, 9, 30), now=NOW)  # noqa: DTZ001 - a wall time
    assert meeting.wall_time == "2026-12-01T09:30"
    assert meeting.reply is None
    assert meeting.moved_at == NOW
    assert meeting.other_times == []
