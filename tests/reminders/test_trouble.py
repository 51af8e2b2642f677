"""Push services that refuse, stumble or vanish; workers that die between two steps."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.push import Answer, Carrier, PushMessage
from app.domain.outbox import LEASE, OutboxEntry, State
from app.domain.reminders import PushSubscription
from app.reminders.deliver import deliver_due
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at
from tests.support.push_service import Reply

SUNDAY = at("2026-11-22 12:00")
REMINDER = at("2026-11-23 10:00")


@pytest.fixture(autouse=True)
def meeting(session: Session, cast: Cast, road: Road) -> None:
    """Amira is to be reminded on Monday at ten."""
    make.appointment(
        session, to=cast.amira, by=cast.jonas, at=at("2026-11-24 10:00").replace(tzinfo=None)
    )
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)


def state(session: Session) -> State:
    session.expire_all()
    return session.scalars(select(OutboxEntry.state)).one()


def phone(session: Session) -> PushSubscription:
    session.expire_all()
    return session.scalars(select(PushSubscription)).one()


@pytest.mark.parametrize("status", [400, 401, 403, 413, 301, 307])
def test_our_own_fault_never_costs_anyone_their_reminders(
    session: Session, road: Road, status: int
) -> None:
    road.service.answer_with(Reply(status))
    road.deliver(REMINDER)
    assert phone(session).gone_at is None
    assert state(session) is State.DUE
    road.service.answer_normally()
    assert road.deliver(REMINDER + timedelta(minutes=29)) == [], "it was not asked again at once"
    assert len(road.deliver(REMINDER + timedelta(minutes=30))) == 1, "after repair it is told"


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_not_called_again(
    session: Session, road: Road, status: int
) -> None:
    road.service.answer_with(Reply(status))
    road.deliver(REMINDER)
    assert phone(session).gone_at == REMINDER
    assert state(session) is State.DROPPED
    road.service.answer_normally()
    assert road.deliver(REMINDER + timedelta(hours=1)) == []


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_service_in_trouble_is_asked_again_a_little_later(
    session: Session, road: Road, status: int
) -> None:
    road.service.answer_with(Reply(status), times=1)
    road.deliver(REMINDER)
    assert phone(session).gone_at is None
    assert road.deliver(REMINDER + timedelta(seconds=23)) == []
    assert len(road.deliver(REMINDER + timedelta(seconds=37))) == 1
    assert state(session) is State.ACCEPTED


def test_a_service_that_asks_for_a_pause_gets_it(road: Road) -> None:
    road.service.answer_with(Reply(429, {"Retry-After": "300"}), times=1)
    road.deliver(REMINDER)
    assert road.deliver(REMINDER + timedelta(seconds=299)) == []
    assert len(road.deliver(REMINDER + timedelta(seconds=300))) == 1


def test_a_pause_that_ends_too_late_is_not_waited_for(session: Session, road: Road) -> None:
    road.service.answer_with(Reply(429, {"Retry-After": "86400"}))
    road.deliver(at("2026-11-23 19:44:59"))
    assert state(session) is State.DUE, "a quarter of an hour at most"
    road.deliver(at("2026-11-23 19:59:59"))
    assert state(session) is State.DROPPED
    assert len(road.service.received) == 2


def test_a_service_that_says_when_is_asked_then_for_as_long_as_it_helps(
    session: Session, road: Road
) -> None:
    pause = timedelta(minutes=10)
    road.service.answer_with(Reply(503, {"Retry-After": "600"}), times=12)
    for number in range(12):
        assert len(road.deliver(REMINDER + number * pause)) == 1, number
        assert state(session) is State.DUE
    road.deliver(REMINDER + 12 * pause)
    assert state(session) is State.ACCEPTED, "two hours of trouble cost nobody a reminder"


def test_a_service_that_asks_for_a_second_is_left_half_a_minute(road: Road) -> None:
    road.service.answer_with(Reply(503, {"Retry-After": "1"}), times=1)
    road.deliver(REMINDER)
    assert road.deliver(REMINDER + timedelta(seconds=29)) == []
    assert len(road.deliver(REMINDER + timedelta(seconds=30))) == 1


def test_five_tries_are_enough(session: Session, road: Road) -> None:
    road.service.answer_with(Reply(500))
    now, tries = REMINDER, 0
    while state(session) is State.DUE:
        tries += len(road.deliver(now))
        now += timedelta(minutes=40)
    assert (tries, state(session)) == (5, State.DROPPED)


def test_nothing_is_tried_again_once_it_is_of_no_use(session: Session, road: Road) -> None:
    road.service.answer_with(Reply(500))
    road.deliver(at("2026-11-23 19:59:50"))
    assert state(session) is State.DROPPED


def test_a_retry_goes_only_to_the_phone_that_has_nothing_yet(
    session: Session, cast: Cast, road: Road
) -> None:
    road.switch_on(cast.amira, SUNDAY)
    road.service.answer_with(Reply(500), times=1)
    assert len(road.deliver(REMINDER)) == 2
    failed = next(each.channel for each in road.service.received if each.status == 500)
    assert len(road.deliver(REMINDER + timedelta(minutes=1))) == 1
    assert road.service.received[-1].channel == failed
    assert state(session) is State.ACCEPTED


class DiesAfterSending:
    """A worker's last batch: sent, and then the power goes."""

    def __init__(self, carrier: Carrier) -> None:
        self.carrier = carrier

    def send_all(self, messages: Iterable[PushMessage]) -> list[Answer]:
        self.carrier.send_all(messages)
        raise KeyboardInterrupt


def test_a_worker_that_dies_after_sending_repeats_what_the_phone_shows_once(
    session: Session, road: Road
) -> None:
    with pytest.raises(KeyboardInterrupt):
        deliver_due(road.app, DiesAfterSending(road.carrier), now=REMINDER)
    (first,) = road.service.received
    assert road.deliver(REMINDER + LEASE - timedelta(seconds=1)) == [], "another has it in hand"
    (again,) = road.deliver(REMINDER + LEASE)
    second = road.service.received[-1]
    assert first.headers["topic"] == second.headers["topic"]
    assert again["tag"] == road.read(first)["tag"]
    assert state(session) is State.ACCEPTED


class StealsTheRow:
    """While one worker sends, the person switches reminders off."""

    def __init__(self, road: Road, cast: Cast, now: datetime) -> None:
        self.road, self.cast, self.now = road, cast, now

    def send_all(self, messages: Iterable[PushMessage]) -> list[Answer]:
        answers = self.road.carrier.send_all(messages)
        self.road.choose(self.cast.amira, self.now, meetings=False)
        return answers


def test_a_row_that_was_dropped_while_sending_stays_dropped(
    session: Session, cast: Cast, road: Road
) -> None:
    session.commit()
    deliver_due(road.app, StealsTheRow(road, cast, REMINDER), now=REMINDER)
    assert state(session) is State.DROPPED


def test_one_persons_broken_row_keeps_nobody_else_waiting(
    session: Session, cast: Cast, road: Road
) -> None:
    make.appointment(
        session, to=cast.samir, by=cast.lena, at=at("2026-11-24 10:00").replace(tzinfo=None)
    )
    road.choose(cast.samir, SUNDAY)
    road.switch_on(cast.samir, SUNDAY)
    hers = session.scalars(
        select(PushSubscription).where(PushSubscription.participant_id == cast.amira.id)
    ).one()
    hers.endpoint_sealed = b"\x01\x01" + bytes(40)  # a ciphertext that does not open
    session.commit()
    assert len(road.deliver(REMINDER)) == 1
    session.expire_all()
    assert hers.gone_at is None
