"""What the worker does by itself: every minute what is due, at once when asked, sweep at night."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Flask
from huey import Huey, crontab
from huey.consumer import Consumer
from sqlalchemy.orm import Session

from app.core import clock
from app.core.push import Carrier
from app.reminders.deliver import deliver_due
from app.reminders.push_rules import push_rules

LONGEST_GOODBYE = 8  # seconds; a message in flight has 5

#: A job of the night: `(session, *, now)`, in a transaction of its own.
Nightly = Callable[..., object]


class Delivery:
    """The road from this process to the push services; a carrier serves one thread at a time."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._carrier: Carrier | None = None  # made in the worker, after any fork
        self._stopping = threading.Event()

    def run(self, *, now: datetime) -> int:
        """Deliver what is due."""
        with self._lock, self._app.app_context():
            if self._carrier is None:
                rules = push_rules(self._app.extensions["settings"])
                self._carrier = Carrier(
                    self._app.extensions["vapid"], **rules, stopping=self._stopping.is_set
                )
            return deliver_due(self._app, self._carrier, now=now, stopping=self._stopping.is_set)

    def stop(self) -> None:
        """Send nothing more; what is in flight is awaited and noted, the rest stays due."""
        self._stopping.set()


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

    app.extensions["delivery"] = delivery
    app.extensions["look_now"] = queue.task(name="look_now")(deliver)
    queue.periodic_task(crontab(minute="*"), name="look_every_minute")(deliver)


def register_nightly(queue: Huey, app: Flask, nightly: Sequence[Nightly]) -> None:
    """Add the broom: only the worker knows all features whose leavings it sweeps."""

    def sweep_tonight() -> None:
        sweep(app, nightly, now=clock.now())

    queue.periodic_task(crontab(hour="3", minute="20"), name="sweep")(sweep_tonight)
