"""The outbox: told once, tried again with patience, and planned only for who asked."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain import telling
from app.domain.outbox import BACK_OFF, OutboxEntry, State, Topic, wait_after
from app.domain.reminders import Lead, ReminderChoice
from tests import make
from tests.people import Cast

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def entry(**values: object) -> OutboxEntry:
    chosen = {
        "person_id": uuid.uuid4(),
        "topic": Topic.MESSAGE,
        "entity_id": uuid.uuid4(),
        "due_at": NOW,
        "useful_until": NOW + timedelta(hours=1),
        "state": State.LEASED,
        "lease": uuid.uuid4(),
        "leased_until": NOW,
    }
    return OutboxEntry(**(chosen | values))


def wants(session: Session, cast: Cast, **wishes: object) -> None:
    values: dict[str, object] = {"meetings": True, "lead": Lead.DAY_BEFORE_10, "level": 1}
    session.add(ReminderChoice(participant_id=cast.amira.id, chosen_at=NOW, **(values | wishes)))
    session.flush()


@given(st.uuids())
def test_it_waits_longer_each_time_and_gives_up_after_five(entry_id: uuid.UUID) -> None:
    waits = [wait_after(tries, entry_id) for tries in range(1, 6)]
    for wait, planned in zip(waits, BACK_OFF, strict=False):
        assert wait is not None
        assert 0.8 * planned <= wait <= 1.2 * planned
    assert waits[4] is None


def test_not_everybody_comes_back_at_the_same_moment() -> None:
    assert len({wait_after(1, uuid.uuid4()) for _ in range(50)}) > 10


def test_what_is_put_back_waits_without_a_lease() -> None:
    waiting = entry()
    waiting.put_back(due_at=NOW + timedelta(minutes=5), now=NOW)
    assert (waiting.state, waiting.lease, waiting.ended_at) == (State.DUE, None, None)


def test_what_would_come_too_late_is_dropped() -> None:
    late = entry()
    late.put_back(due_at=late.useful_until, now=NOW)
    assert (late.state, late.lease, late.ended_at) == (State.DROPPED, None, NOW)


def test_the_same_thing_cannot_be_told_twice(session: Session, cast: Cast) -> None:
    thing = uuid.uuid4()
    session.add(entry(person_id=cast.amira.id, entity_id=thing))
    session.flush()
    session.add(entry(person_id=cast.amira.id, entity_id=thing))
    with pytest.raises(IntegrityError):
        session.flush()


def test_only_what_was_chosen_is_planned(session: Session, cast: Cast) -> None:
    wants(session, cast, meetings=False)
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    message = make.message(session, of=cast.amira, by=cast.jonas)
    letter = make.letter(session, to=cast.amira, by=cast.jonas)
    telling.meeting_planned(session, meeting, now=NOW)
    telling.meeting_changed(session, meeting, by=cast.jonas.id, now=NOW)
    telling.meeting_cancelled(session, meeting, by=cast.jonas.id, now=NOW)
    telling.message_sent(session, message, now=NOW)
    telling.letter_released(session, letter, now=NOW)
    assert session.scalar(select(func.count()).select_from(OutboxEntry)) == 0


def test_planning_again_moves_what_waits_and_leaves_what_was_told(
    session: Session, cast: Cast
) -> None:
    wants(session, cast)
    meeting = make.appointment(
        session,
        to=cast.amira,
        by=cast.jonas,
        at=datetime(2026, 11, 24, 10),  # noqa: DTZ001
    )
    telling.meeting_planned(session, meeting, now=NOW)
    choice = session.get_one(ReminderChoice, cast.amira.id)
    choice.lead = Lead.TWO_HOURS
    telling.choice_changed(session, cast.amira.id, now=NOW)
    planned = session.scalars(select(OutboxEntry)).one()
    assert (planned.state, planned.due_at) == (
        State.DUE,
        datetime(2026, 11, 24, 7, tzinfo=UTC),
    )
    planned.end(State.ACCEPTED, now=NOW)
    telling.choice_changed(session, cast.amira.id, now=NOW)
    session.refresh(planned)
    assert planned.state is State.ACCEPTED


def test_a_meeting_of_today_needs_no_reminder_of_yesterday(session: Session, cast: Cast) -> None:
    wants(session, cast)
    meeting = make.appointment(
        session,
        to=cast.amira,
        by=cast.jonas,
        at=datetime(2026, 11, 20, 15),  # noqa: DTZ001
    )
    telling.meeting_planned(session, meeting, now=NOW)
    assert session.scalar(select(OutboxEntry.id)) is None


def test_a_rolled_back_cause_tells_nobody(session: Session, cast: Cast) -> None:
    wants(session, cast)
    session.commit()
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    telling.meeting_planned(session, meeting, now=NOW)
    session.rollback()
    assert session.scalar(select(OutboxEntry.id)) is None
