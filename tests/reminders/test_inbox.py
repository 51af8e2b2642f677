"""Messages and letters: told in office hours, many as one, and not what is known already."""

import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calm.letter_kinds import Label
from app.domain import telling
from app.domain.letters import Letter
from app.domain.messages import Message
from app.domain.outbox import OutboxEntry
from app.messages import actions as messages
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at

MONDAY = at("2026-11-23 10:00")


@pytest.fixture(autouse=True)
def amira_listens(cast: Cast, road: Road) -> None:
    """Amira wants to hear of everything, on one phone."""
    road.choose(cast.amira, at("2026-11-20 12:00"))
    road.switch_on(cast.amira, at("2026-11-20 12:00"))


def writes(session: Session, cast: Cast, road: Road, now: datetime) -> Message:
    """Jonas writes to Amira."""
    with road.app.test_request_context():
        return messages.send_text(
            session,
            road.viewer(cast.jonas),
            cast.amira.id,
            message_id=uuid.uuid4(),
            text="Der Bus fährt um 9 Uhr.",
            language="de",
            now=now,
        )


def released(session: Session, cast: Cast, now: datetime, label: Label) -> Letter:
    letter = make.letter(session, to=cast.amira, by=cast.jonas, label=label, released_at=now)
    telling.letter_released(session, letter, now=now)
    return letter


def test_a_message_is_told_at_once_in_office_hours_without_its_words(
    session: Session, cast: Cast, road: Road
) -> None:
    writes(session, cast, road, MONDAY)
    (told,) = road.deliver(MONDAY)
    assert told["body"] == "Es ist etwas Neues für Sie da."
    assert told["navigate"].endswith("/messages")
    assert "Bus" not in str(told)


def test_several_messages_are_one_line(session: Session, cast: Cast, road: Road) -> None:
    evening = at("2026-11-22 19:00")
    for minute in range(3):
        writes(session, cast, road, evening + timedelta(minutes=minute))
    released(session, cast, evening, Label.GUT)
    assert road.deliver(evening + timedelta(hours=1)) == []
    assert len(road.deliver(at("2026-11-23 09:00"))) == 1
    assert road.deliver(at("2026-11-23 12:00")) == []


def test_a_busy_day_rings_twice_at_most(session: Session, cast: Cast, road: Road) -> None:
    now, rang = at("2026-11-23 08:30"), 0
    while now < at("2026-11-24 08:00"):
        writes(session, cast, road, now)
        rang += len(road.deliver(now))
        now += timedelta(minutes=20)
    assert rang == 2


def test_who_has_written_since_is_not_told(session: Session, cast: Cast, road: Road) -> None:
    writes(session, cast, road, at("2026-11-22 19:00"))
    with road.app.test_request_context():
        messages.send_phrase(
            session,
            road.viewer(cast.amira),
            cast.amira.id,
            message_id=uuid.uuid4(),
            phrase_id="Q1",
            now=at("2026-11-22 19:30"),
        )
    assert road.deliver(MONDAY) == []


def test_a_message_that_was_taken_back_is_not_told(
    session: Session, cast: Cast, road: Road
) -> None:
    message = writes(session, cast, road, at("2026-11-22 19:00"))
    messages.take_back(session, road.viewer(cast.jonas), message, now=at("2026-11-22 19:05"))
    assert road.deliver(MONDAY) == []


def test_a_hard_letter_of_friday_evening_waits_for_monday_morning(
    session: Session, cast: Cast, road: Road
) -> None:
    friday = at("2026-11-20 21:30")
    released(session, cast, friday, Label.SCHWER)
    for quiet in ("2026-11-20 21:30", "2026-11-21 10:00", "2026-11-22 12:00", "2026-11-23 08:59"):
        assert road.deliver(at(quiet)) == []
    assert len(road.deliver(at("2026-11-23 09:00"))) == 1


def test_a_hard_letter_comes_only_while_someone_can_be_called(
    session: Session, cast: Cast, road: Road
) -> None:
    friday_noon = at("2026-11-27 12:00")
    released(session, cast, friday_noon, Label.SCHWER)
    assert road.deliver(friday_noon) == []
    assert len(road.deliver(at("2026-11-30 09:00"))) == 1


def test_a_worker_that_stood_still_over_the_weekend_tells_it_on_monday(
    session: Session, cast: Cast, road: Road
) -> None:
    friday = at("2026-11-20 16:50")
    writes(session, cast, road, friday)
    assert road.deliver(at("2026-11-20 18:00")) == []
    assert len(road.deliver(at("2026-11-23 09:00"))) == 1


def test_a_letter_that_was_put_away_is_not_told(session: Session, cast: Cast, road: Road) -> None:
    evening = at("2026-11-22 19:00")
    letter = released(session, cast, evening, Label.GUT)
    letter.put_away_at = evening
    session.commit()
    assert road.deliver(MONDAY) == []


def test_topics_that_are_off_are_not_told(session: Session, cast: Cast, road: Road) -> None:
    road.choose(cast.amira, MONDAY, messages=False, letters=False)
    writes(session, cast, road, MONDAY)
    released(session, cast, MONDAY, Label.GUT)
    session.commit()
    assert session.scalar(select(OutboxEntry.id)) is None


def test_switching_a_topic_off_stops_what_waits(session: Session, cast: Cast, road: Road) -> None:
    evening = at("2026-11-22 19:00")
    writes(session, cast, road, evening)
    road.choose(cast.amira, evening, messages=False)
    assert road.deliver(MONDAY) == []


def test_nobody_is_told_of_what_they_wrote_themselves(
    session: Session, cast: Cast, road: Road
) -> None:
    with road.app.test_request_context():
        messages.send_phrase(
            session,
            road.viewer(cast.amira),
            cast.amira.id,
            message_id=uuid.uuid4(),
            phrase_id="Q10",
            now=MONDAY,
        )
    assert road.deliver(MONDAY) == []


def test_a_letter_is_told_once_it_is_shown(session: Session, cast: Cast, road: Road) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    letter.release(at=MONDAY + timedelta(minutes=10))
    telling.letter_released(session, letter, now=MONDAY)
    assert road.deliver(MONDAY + timedelta(minutes=9)) == []
    assert len(road.deliver(MONDAY + timedelta(minutes=10))) == 1


def test_off_and_on_again_brings_the_line_of_a_letter_that_waits_back(
    session: Session, cast: Cast, road: Road
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    letter.release(at=MONDAY + timedelta(minutes=10))
    telling.letter_released(session, letter, now=MONDAY)
    road.choose(cast.amira, MONDAY, letters=False)
    road.choose(cast.amira, MONDAY)
    assert len(road.deliver(MONDAY + timedelta(minutes=10))) == 1


def test_a_letter_that_was_taken_back_is_never_told(
    session: Session, cast: Cast, road: Road
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    letter.release(at=MONDAY + timedelta(minutes=10))
    telling.letter_released(session, letter, now=MONDAY)
    letter.take_back(now=MONDAY + timedelta(minutes=5))
    telling.letter_taken_back(session, letter, now=MONDAY + timedelta(minutes=5))
    assert road.deliver(MONDAY + timedelta(hours=1)) == []


def test_a_letter_released_anew_waits_for_its_new_time(
    session: Session, cast: Cast, road: Road
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    letter.release(at=MONDAY + timedelta(minutes=10))
    telling.letter_released(session, letter, now=MONDAY)
    # Taken back and released anew, while the worker knows only of the first time.
    letter.released_at = MONDAY + timedelta(hours=1)
    assert road.deliver(MONDAY + timedelta(minutes=10)) == []
    assert len(road.deliver(MONDAY + timedelta(hours=1))) == 1
