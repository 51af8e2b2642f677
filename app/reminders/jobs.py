"""What the worker does by itself: every minute what is due, at once when asked, sweep at night."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Flask
from huey import Huey, crontab
from sqlalchemy.orm import Session

from app.core import clock
from app.core.push import Carrier
from app.reminders.deliver import deliver_due
from app.reminders.push_rules import push_rules

#: A job of the night: `(session, *, now)`, in a transaction of its own.
Nightly = Callable[..., object]


class Delivery:
    """The road from this process to the push services; a carrier serves one thread at a time."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._carrier: Carrier | None = None  # made in the worker, after any fork

    def run(self, *, now: datetime) -> int:
        """Deliver what is due."""
        with self._lock, self._app.app_context():
            if self._carrier is None:
                rules = push_rules(self._app.extensions["settings"])
                self._carrier = Carrier(self._app.extensions["vapid"], **rules)
            return deliver_due(self._app, self._carrier, now=now)


def sweep(app: Flask, nightly: Sequence[Nightly], *, now: datetime) -> None:
    """Run the jobs of the night, one after the other."""
    with app.app_context():
        for job in nightly:
            with Session(app.extensions["engine"]) as session, session.begin():
                job(session, now=now)


def register(queue: Huey, app: Flask) -> None:
    """Add the tasks to the queue, once per app; also a web process needs them, to ask for them."""
    if "look_now" in app.extensions:
        return
    delivery = Delivery(app)

    def deliver() -> None:
        delivery.run(now=clock.now())

    app.extensions["look_now"] = queue.task(name="look_now")(deliver)
    queue.periodic_task(crontab(minute="*"), name="look_every_minute")(deliver)


def register_nightly(queue: Huey, app: Flask, nightly: Sequence[Nightly]) -> None:
    """Add the broom: only the worker knows all features whose leavings it sweeps."""

    def sweep_tonight() -> None:
        sweep(app, nightly, now=clock.now())

    queue.periodic_task(crontab(hour="3", minute="20"), name="sweep")(sweep_tonight)
