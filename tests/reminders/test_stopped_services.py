"""A push service that says the fault is ours is left alone, by all workers, until it is mended."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from app.core import clock
from app.core.push import Answer, Carrier, PushMessage
from app.domain import telling
from app.domain.delivery import LEFT_ALONE, STOPPED_KEPT, StoppedService, condition
from app.domain.outbox import LEASE, REPAIR_PAUSE, OutboxEntry, State
from app.domain.reminders import PushSubscription
from app.reminders import actions
from app.reminders.deliver import deliver_due
from app.reminders.push_rules import push_rules
from app.reminders.services import WHILE_ANOTHER_ASKS
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at
from tests.support.push_service import PushService, Reply

SUNDAY = at("2026-11-22 12:00")
REMINDER = at("2026-11-23 10:00")
SENT_BEFORE = 2  # messages, until the worker is told to stop
OUR_FAULT = [301, 307, 400, 401, 403, 413]


@pytest.fixture(autouse=True)
def meetings(session: Session, cast: Cast, road: Road) -> None:
    """Amira and Samir are to be reminded on Monday at ten."""
    for person, guide in ((cast.amira, cast.jonas), (cast.samir, cast.lena)):
        day = at("2026-11-24 10:00").replace(tzinfo=None)
        make.appointment(session, to=person, by=guide, at=day)
        road.choose(person, SUNDAY)


@pytest.fixture
def elsewhere() -> Iterator[PushService]:
    """A second push service, which has nothing to do with the first."""
    with PushService() as running:
        yield running


def entries(session: Session) -> list[OutboxEntry]:
    session.expire_all()
    return list(session.scalars(select(OutboxEntry)))


def stopped(session: Session) -> list[StoppedService]:
    session.expire_all()
    return list(session.scalars(select(StoppedService)))


def tries_at(road: Road, when: timedelta) -> int:
    return len(road.deliver(REMINDER + when))


@pytest.mark.parametrize("status", OUR_FAULT)
def test_a_refusal_of_all_stops_the_service_and_loses_no_phone(
    session: Session, cast: Cast, road: Road, status: int
) -> None:
    for person in (cast.amira, cast.samir):
        road.switch_on(person, SUNDAY)
    road.service.answer_with(Reply(status))
    with capture_logs() as said:
        road.deliver(REMINDER)
    (row,) = stopped(session)
    assert (row.status, row.open_until) == (status, REMINDER + LEFT_ALONE)
    assert row.service == road.service.endpoint_origin.removeprefix("http://")
    assert set(session.scalars(select(PushSubscription.gone_at))) == {None}
    assert {each.state for each in entries(session)} == {State.DUE}
    (alarm,) = [each for each in said if each["event"] == "push_service_stopped"]
    assert (alarm["log_level"], alarm["status"]) == ("error", status)
    assert "Haddad" not in str(said)


@pytest.mark.parametrize("status", [404, 408, 410, 429, 500, 503])
def test_no_other_answer_stops_a_service(
    session: Session, cast: Cast, road: Road, status: int
) -> None:
    road.switch_on(cast.amira, SUNDAY)
    road.service.answer_with(Reply(status))
    road.deliver(REMINDER)
    assert stopped(session) == []


def test_while_it_is_stopped_nothing_is_sent_and_nothing_counts_as_tried(
    session: Session, cast: Cast, road: Road
) -> None:
    road.switch_on(cast.amira, SUNDAY)
    road.service.answer_with(Reply(403))
    road.deliver(REMINDER)
    road.service.answer_normally()
    road.switch_on(cast.samir, SUNDAY)
    make.appointment(
        session, to=cast.samir, by=cast.lena, at=at("2026-11-24 11:00").replace(tzinfo=None)
    )
    road.choose(cast.samir, REMINDER)
    assert tries_at(road, LEFT_ALONE - timedelta(seconds=1)) == 0
    waiting = [each for each in entries(session) if each.person_id == cast.samir.id]
    assert {(each.state, each.attempts) for each in waiting} == {(State.DUE, 0)}
    assert {each.due_at for each in waiting} == {REMINDER + LEFT_ALONE}


def test_then_one_message_asks_and_the_others_follow_once_it_is_taken(
    session: Session, cast: Cast, road: Road
) -> None:
    _wait_behind_a_refusal(session, cast, road)
    road.service.answer_with(Reply(403))
    assert tries_at(road, LEFT_ALONE) == 1, "one message, however many wait"
    assert stopped(session)[0].open_until == REMINDER + 2 * LEFT_ALONE
    road.service.answer_normally()
    assert tries_at(road, 2 * LEFT_ALONE - timedelta(seconds=1)) == 0
    assert tries_at(road, 2 * LEFT_ALONE) == 3, "one asks, and the phones that waited follow"
    assert stopped(session) == []


def test_a_phone_that_is_gone_is_no_answer_to_whether_our_key_is_right(
    session: Session, cast: Cast, road: Road
) -> None:
    _wait_behind_a_refusal(session, cast, road)
    road.service.answer_with(Reply(410), times=1)
    road.service.answer_with(Reply(201), times=1)
    assert tries_at(road, LEFT_ALONE) == 6, "the next one asks, and all that waited follow"
    assert stopped(session) == []


def test_a_service_in_trouble_while_it_is_asked_is_asked_later_again(
    session: Session, cast: Cast, road: Road
) -> None:
    _wait_behind_a_refusal(session, cast, road)
    road.service.answer_with(Reply(503))
    assert tries_at(road, LEFT_ALONE) == 1
    assert stopped(session)[0].open_until == REMINDER + 2 * LEFT_ALONE


class AsksAndDies:
    """A worker that asks the service; meanwhile another one finds something for it, too."""

    def __init__(self, session: Session, cast: Cast, road: Road, now: datetime) -> None:
        self.session, self.cast, self.road, self.now = session, cast, road, now
        self.asked_with: list[int] = []

    def send_all(self, messages: Iterable[PushMessage]) -> list[Answer]:
        self.asked_with.append(len(list(messages)))
        day = at("2026-11-24 12:00").replace(tzinfo=None)
        make.appointment(self.session, to=self.cast.amira, by=self.cast.jonas, at=day)
        self.road.choose(self.cast.amira, self.now)
        assert self.road.deliver(self.now) == []
        raise KeyboardInterrupt


def test_while_one_worker_asks_no_other_does(session: Session, cast: Cast, road: Road) -> None:
    _wait_behind_a_refusal(session, cast, road)
    later = REMINDER + LEFT_ALONE
    first = AsksAndDies(session, cast, road, later)
    session.commit()
    with pytest.raises(KeyboardInterrupt):
        deliver_due(road.app, first, now=later)
    assert first.asked_with == [1]
    held = [each.due_at for each in entries(session) if each.state is State.DUE]
    assert later + WHILE_ANOTHER_ASKS in held
    assert road.deliver(later + LEASE - timedelta(seconds=1)) == []
    assert len(road.deliver(later + LEASE)) > 0
    assert stopped(session) == [], "who dies while asking keeps nobody from asking"


def test_a_service_that_takes_others_refuses_this_one_message_alone(
    session: Session, cast: Cast, road: Road
) -> None:
    for person in (cast.amira, cast.samir):
        road.switch_on(person, SUNDAY)
    road.service.answer_with(Reply(403), times=1)
    assert tries_at(road, timedelta(0)) == 2
    assert stopped(session) == []
    assert tries_at(road, REPAIR_PAUSE) == 1, "and it is not forgotten"


def test_a_service_that_has_just_taken_one_refuses_the_next_alone(
    session: Session, cast: Cast, road: Road
) -> None:
    road.switch_on(cast.amira, SUNDAY)
    road.deliver(REMINDER)
    road.switch_on(cast.samir, SUNDAY)
    road.service.answer_with(Reply(403))
    for minutes, is_stopped in ((10, False), (11, True)):
        now = REMINDER + timedelta(minutes=minutes)
        day = at(f"2026-11-24 {minutes}:00").replace(tzinfo=None)
        make.appointment(session, to=cast.samir, by=cast.lena, at=day)
        road.choose(cast.samir, now)
        with capture_logs() as said:
            assert len(road.deliver(now)) == 1
        assert bool(stopped(session)) == is_stopped, minutes
        assert [e for e in said if e["event"] == "push_refused"], "the operator hears of it"
    assert set(session.scalars(select(PushSubscription.gone_at))) == {None}


def test_a_worker_remembers_who_took_something_from_one_time_to_the_next(
    session: Session, cast: Cast, road: Road
) -> None:
    for person, status in ((cast.amira, 201), (cast.samir, 403)):
        now = clock.now()
        login = road.sign_in(person, now)
        road.switch_on(person, now, login=login)
        telling.test_wanted(session, participant_id=person.id, session_id=login.id, now=now)
        session.commit()
        road.service.answer_with(Reply(status))
        road.app.extensions["delivery"].run(now=now)
    assert [each.status for each in road.service.received] == [201, 403]
    assert stopped(session) == []


def test_one_service_that_refuses_keeps_no_other_from_ringing(
    session: Session, cast: Cast, road: Road, elsewhere: PushService
) -> None:
    here = road.service
    road.switch_on(cast.amira, SUNDAY)
    road.service = elsewhere
    road.switch_on(cast.amira, SUNDAY)
    road.switch_on(cast.samir, SUNDAY)
    here.answer_with(Reply(401))
    assert tries_at(road, timedelta(0)) == 2
    here.answer_normally()
    assert tries_at(road, REPAIR_PAUSE) == 0, "her second phone has it already"
    assert len(here.received) == 2, "the first one got it after repair"
    assert {each.state for each in entries(session)} == {State.ACCEPTED}


def test_what_waits_is_dropped_once_it_is_of_no_use_and_not_before(
    session: Session, cast: Cast, road: Road
) -> None:
    road.switch_on(cast.amira, SUNDAY)
    session.add(
        StoppedService(
            service=road.service.endpoint_origin.removeprefix("http://"),
            since=REMINDER,
            status=403,
            open_until=at("2026-11-23 20:05"),
        )
    )
    session.commit()
    assert road.deliver(at("2026-11-23 19:59")) == []
    hers = [each for each in entries(session) if each.person_id == cast.amira.id]
    assert [each.state for each in hers] == [State.DUE]
    assert road.deliver(at("2026-11-23 20:05")) == []
    hers = [each for each in entries(session) if each.person_id == cast.amira.id]
    assert [each.state for each in hers] == [State.DROPPED]


def test_the_operator_sees_it_until_it_is_mended(session: Session, cast: Cast, road: Road) -> None:
    road.switch_on(cast.amira, SUNDAY)
    road.service.answer_with(Reply(403))
    road.deliver(REMINDER)
    (seen,) = condition(session, now=REMINDER).stopped
    assert (seen.since, seen.status) == (REMINDER, 403)
    road.service.answer_normally()
    road.deliver(REMINDER + REPAIR_PAUSE)
    assert condition(session, now=REMINDER + REPAIR_PAUSE).stopped == ()


def test_a_service_that_nobody_uses_any_more_is_forgotten_after_a_day(
    session: Session, cast: Cast, road: Road
) -> None:
    road.switch_on(cast.amira, SUNDAY)
    road.service.answer_with(Reply(403))
    road.deliver(REMINDER)
    actions.forget_old(session, now=REMINDER + STOPPED_KEPT)
    assert len(stopped(session)) == 1
    actions.forget_old(session, now=REMINDER + LEFT_ALONE + STOPPED_KEPT + timedelta(seconds=1))
    assert stopped(session) == []


def test_told_to_stop_a_worker_notes_what_is_in_flight_and_leaves_the_rest_due(
    session: Session, cast: Cast, road: Road
) -> None:
    for _phone in range(5):
        road.switch_on(cast.amira, SUNDAY)
    session.commit()
    seen: list[int] = []

    def stopping() -> bool:
        seen.append(1)
        return len(seen) > SENT_BEFORE

    rules = push_rules(road.app.extensions["settings"])
    with Carrier(road.app.extensions["vapid"], **rules, stopping=stopping) as carrier:
        deliver_due(road.app, carrier, now=REMINDER, stopping=stopping)
    (hers,) = [each for each in entries(session) if each.person_id == cast.amira.id]
    assert len(road.service.received) == len(hers.taken_by.split()) == SENT_BEFORE
    assert (hers.state, hers.attempts) == (State.DUE, 0)
    assert tries_at(road, timedelta(seconds=1)) == 5 - SENT_BEFORE


def _wait_behind_a_refusal(session: Session, cast: Cast, road: Road) -> None:
    """Let Amira's refusal stop the service, and two notices for Samir's three phones wait."""
    road.switch_on(cast.amira, SUNDAY)
    road.service.answer_with(Reply(403))
    road.deliver(REMINDER)
    road.service.answer_normally()
    for _phone in range(3):
        road.switch_on(cast.samir, SUNDAY)
    road.choose(cast.samir, REMINDER)
    message = make.message(session, of=cast.samir, by=cast.lena, body="Bis morgen.")
    message.sent_at = REMINDER
    telling.message_sent(session, message, now=REMINDER)
    assert road.deliver(REMINDER + timedelta(minutes=1)) == []
