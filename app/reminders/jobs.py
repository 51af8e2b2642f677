"""What the worker does by itself: tell what is due when it is due, and sweep at night.

It looks every minute, at once when asked, and at the moment the next notice is due.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

import structlog
from flask import Flask
from huey import Huey, crontab
from huey.consumer import Consumer
from sqlalchemy.orm import Session

from app.core import clock
from app.core.push import Carrier, Subscription, origin_of
from app.domain.delivery import beat
from app.reminders import queries
from app.reminders.deliver import WORKER, deliver_due
from app.reminders.parcels import subscription
from app.reminders.push_rules import push_rules
from app.reminders.wall_clock import WallClock

LONGEST_GOODBYE = 8  # seconds; a message in flight has 5
A_LOOK = timedelta(minutes=1)
WITNESSES = 3  # push services that are asked for the time
MOST_PHONES = 30  # among which they are looked for

log = structlog.get_logger()

#: A job of the night: `(session, *, now)`, in a transaction of its own.
Nightly = Callable[..., object]


class Delivery:
    """The road from this process to the push services; a carrier serves one thread at a time."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._carrier: Carrier | None = None  # made in the worker, after any fork
        self._stopping = threading.Event()
        self._wall = WallClock()
        self._next_look: datetime | None = None
        self._taken_at: dict[str, datetime] = {}

    def run(self, *, now: datetime) -> int:
        """Deliver what is due; nothing while the wall clock is not to be believed."""
        with self._lock, self._app.app_context():
            if not self._knows_the_time(now):
                with Session(self._app.extensions["engine"]) as session, session.begin():
                    beat(session, WORKER, now=now)  # it lives, and what waits is seen to be late
                return 0
            carrier, stopping = self._carrier_of_this_process(), self._stopping.is_set
            return deliver_due(
                self._app, carrier, now=now, stopping=stopping, taken_at=self._taken_at
            )

    def knows_the_time(self, *, now: datetime) -> bool:
        """Whether it is really `now`; if not, the operator is told."""
        with self._lock, self._app.app_context():
            return self._knows_the_time(now)

    def next_look(self, *, now: datetime) -> datetime | None:
        """Return when to look between two looks, the first time it is asked about that moment."""
        with self._lock, Session(self._app.extensions["engine"]) as session:
            due = queries.next_due(session, after=now, before=now + A_LOOK)
            is_known, self._next_look = due == self._next_look, due
        return None if is_known else due

    def stop(self) -> None:
        """Send nothing more; what is in flight is awaited and noted, the rest stays due."""
        self._stopping.set()

    def _carrier_of_this_process(self) -> Carrier:
        if self._carrier is None:
            rules = push_rules(self._app.extensions["settings"])
            self._carrier = Carrier(
                self._app.extensions["vapid"], **rules, stopping=self._stopping.is_set
            )
        return self._carrier

    def _knows_the_time(self, now: datetime) -> bool:
        is_believed = self._wall.is_believed(now, outside=self._times_outside)
        if not is_believed:
            log.error("wall_clock_not_believed")
        return is_believed

    def _times_outside(self) -> Iterator[datetime]:
        carrier, asked = self._carrier_of_this_process(), dict[str, Subscription]()
        with Session(self._app.extensions["engine"]) as session:
            phones = queries.phones_elsewhere(session, MOST_PHONES)
            self._app.extensions["keys"].load({phone.participant_id for phone in phones})
            for phone in phones:
                asked.setdefault(origin_of(phone.endpoint), subscription(phone))
        for each in islice(asked.values(), WITNESSES):
            time = carrier.time_at(each)
            if time is not None:
                yield time


def sweep(app: Flask, nightly: Sequence[Nightly], *, now: datetime) -> None:
    """Run the jobs of the night, one after the other."""
    with app.app_context():
        for job in nightly:
            with Session(app.extensions["engine"]) as session, session.begin():
                job(session, now=now)


class Worker(Consumer):  # type: ignore[misc]
    """Runs the tasks until a signal ends it. Whichever it is, it ends gently."""

    def __init__(self, queue: Huey, delivery: Delivery) -> None:
        super().__init__(
            queue,
            workers=1,
            periodic=True,
            initial_delay=0.2,
            max_delay=2.0,
            shutdown_timeout=LONGEST_GOODBYE,
        )
        self._delivery = delivery

    def stop(self, graceful: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 - the library's
        """Let the batch in hand be noted, then end. Asked to hurry it does so all the same."""
        self._delivery.stop()
        super().stop(graceful=True)


def register(queue: Huey, app: Flask) -> None:
    """Add the tasks to the queue, once per app; also a web process needs them, to ask for them."""
    if "look_now" in app.extensions:
        return
    delivery = Delivery(app)

    def deliver() -> None:
        delivery.run(now=clock.now())
        now = clock.now()
        if due := delivery.next_look(now=now):
            look_now.schedule(delay=due - now)

    look_now = queue.task(name="look_now")(deliver)
    app.extensions.update(delivery=delivery, look_now=look_now)
    queue.periodic_task(crontab(minute="*"), name="look_every_minute")(deliver)


def register_nightly(queue: Huey, app: Flask, nightly: Sequence[Nightly]) -> None:
    """Add the broom: only the worker knows all features whose leavings it sweeps."""

    def sweep_tonight() -> None:
        now = clock.now()
        if app.extensions["delivery"].knows_the_time(now=now):  # what is swept does not come back
            sweep(app, nightly, now=now)

    queue.periodic_task(crontab(hour="3", minute="20"), name="sweep")(sweep_tonight)
