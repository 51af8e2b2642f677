"""Who asks the worker to look, again and again, does not make it look without end."""

import heapq
import uuid
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.outbox import OutboxEntry, Topic
from app.reminders.jobs import Delivery
from tests.people import Cast

SECOND = timedelta(seconds=1)


def due(session: Session, cast: Cast, *moments: datetime) -> None:
    """Plan a notice at each of these moments."""
    for moment in moments:
        session.add(
            OutboxEntry(
                person_id=cast.amira.id,
                topic=Topic.MESSAGE,
                entity_id=uuid.uuid4(),
                due_at=moment,
                useful_until=moment + timedelta(days=1),
            )
        )
    session.commit()


def looks(app: Flask, *asked: datetime) -> int:
    """Count the looks: those asked for, and those that a look asks for in its turn."""
    delivery, waiting, count = Delivery(app), list(asked), 0
    heapq.heapify(waiting)
    while waiting:
        now = heapq.heappop(waiting)
        count += 1
        assert count < 1000, "without end"
        if again := delivery.next_look(now=now):
            heapq.heappush(waiting, again)
    return count


def test_a_hundred_asks_look_once_more_for_what_is_due_soon(
    app: Flask, session: Session, cast: Cast
) -> None:
    now = clock.now()
    due(session, cast, now + 30 * SECOND)
    assert looks(app, *(now + each * SECOND / 100 for each in range(100))) == 101


def test_many_moments_in_one_minute_are_each_looked_at_once_whoever_began(
    app: Flask, session: Session, cast: Cast
) -> None:
    now = clock.now()
    due(session, cast, *(now + each * SECOND for each in range(10, 50)))
    assert looks(app, now, now + SECOND, now + 2 * SECOND, now + 20 * SECOND / 3) == 44
