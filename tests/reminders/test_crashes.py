"""Workers that lose power at any moment: nothing is missed, nothing is told twice.

`make proof PART=outbox` plays it thousands of times.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.outbox import LEASE, OutboxEntry, State
from app.domain.reminders import Lead
from tests.people import Cast
from tests.reminders.crashes import House, house
from tests.support.push_service import Reply

PEOPLE = st.integers(0, 1)
MOMENTS = 12  # about as many as a look has
REPLIES = st.sampled_from(
    [Reply(500), Reply(503), Reply(429, {"Retry-After": "300"}), Reply(403), Reply(410), Reply(408)]
)
OTHER = st.sampled_from([timedelta(0), LEASE - timedelta(seconds=1), LEASE, 2 * LEASE])


def machine_in(built: House) -> type[RuleBasedStateMachine]:
    """Return the machine: what people, push services, time and workers may do, in any order."""

    class Machine(RuleBasedStateMachine):
        @initialize(messages=st.booleans(), lead=st.sampled_from(Lead))
        def begin(self, messages: bool, lead: Lead) -> None:
            built.clear()
            for person in built.people:
                built.choose(person, meetings=True, messages=messages, lead=lead)
                built.switch_on(person)
                built.switch_on(person)
                built.plan(person, days=1, hour=12)

        @rule(
            who=PEOPLE, meetings=st.booleans(), messages=st.booleans(), lead=st.sampled_from(Lead)
        )
        def choose(self, who: int, meetings: bool, messages: bool, lead: Lead) -> None:
            built.choose(built.people[who], meetings=meetings, messages=messages, lead=lead)

        @rule(who=PEOPLE)
        def switch_on(self, who: int) -> None:
            built.switch_on(built.people[who])

        @rule(who=PEOPLE)
        def sign_out(self, who: int) -> None:
            built.sign_out(built.people[who])

        @rule(who=PEOPLE, days=st.integers(1, 3), hour=st.integers(8, 18))
        def plan(self, who: int, days: int, hour: int) -> None:
            built.plan(built.people[who], days=days, hour=hour)

        @rule(place=st.integers(0, 3), hours=st.sampled_from([-1, 1, 24]))
        def move(self, place: int, hours: int) -> None:
            built.move(place, hours=hours)

        @rule(place=st.integers(0, 3))
        def cancel(self, place: int) -> None:
            built.cancel(place)

        @rule(who=PEOPLE)
        def write(self, who: int) -> None:
            built.write(built.people[who])

        @rule(seconds=st.sampled_from([1, 30, 59, 61, 300, 3600]))
        def wait(self, seconds: int) -> None:
            built.now += timedelta(seconds=seconds)

        @rule(cut=st.integers(0, MOMENTS))
        def work(self, cut: int) -> None:
            built.work(cut=cut)

        @rule(cut=st.integers(0, MOMENTS))
        def work_when_something_is_due(self, cut: int) -> None:
            built.now = max(built.now, built.next_moment() or built.now)
            built.work(cut=cut)

        @rule(replies=st.lists(REPLIES, min_size=1, max_size=4), cut=st.integers(0, MOMENTS))
        def work_in_trouble(self, replies: list[Reply], cut: int) -> None:
            built.now = max(built.now, built.next_moment() or built.now)
            built.trouble(replies)
            built.work(cut=cut)

        @rule(cut=st.integers(0, 2 * MOMENTS), other_after=OTHER)
        def two_workers(self, cut: int, other_after: timedelta) -> None:
            built.now = max(built.now, built.next_moment() or built.now)
            built.work(cut=cut, other_after=other_after)

        def teardown(self) -> None:
            built.settle()
            assert built.wrong == []

    return Machine


def play(built: House, *, runs: int, steps: int) -> None:
    """Play the machine so often; raises what went wrong, with the steps that led there."""
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine_in(built),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate,),  # to make a long story short takes longer than to tell it
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def built(app: Flask, session: Session, cast: Cast) -> Iterator[House]:
    """Amira, Samir, and a push service."""
    with house(app, session, [cast.amira, cast.samir], cast.jonas) as running:
        yield running


def test_whatever_happens_nothing_is_missed_and_nothing_is_told_twice(built: House) -> None:
    play(built, runs=30, steps=12)


@pytest.mark.parametrize("cut", range(1, 10))
def test_a_power_cut_at_this_moment_costs_nobody_a_reminder(built: House, cut: int) -> None:
    built.clear()
    for person in built.people:
        built.choose(person, meetings=True, messages=True, lead=Lead.DAY_BEFORE_10)
        built.switch_on(person)
        built.plan(person, days=1, hour=10)
    moment = built.next_moment()
    assert moment
    built.now = moment

    built.work(cut=cut)
    assert built.cuts == 1
    built.settle()

    assert built.wrong == []
    states = set(built.session.scalars(select(OutboxEntry.state)))
    assert states == {State.ACCEPTED}
    assert len({(each.phone, each.tag) for each in built.pushes}) == 2
    assert len(built.pushes) <= 4
