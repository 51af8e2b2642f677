"""What `schritte doctor` says of delivery: queue, worker, what is late, who refuses us."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from app.core import clock, db, jobs
from app.core.settings import Settings
from app.domain.delivery import LATE_AFTER, Condition, StoppedService, condition

CAUSES = {
    400: "it does not understand our request",
    401: "it does not accept our signature (keys folder, SCHRITTE_VAPID_SUBJECT)",
    403: "it does not accept our key (was the keys folder exchanged?)",
    413: "our message is too large for it",
}


def lines(settings: Settings) -> Iterator[str]:
    """Say how delivery does, one thing a line."""
    engine = db.make_engine(settings.database)
    try:
        with Session(engine) as session:
            found = condition(session, now=clock.now())
    finally:
        engine.dispose()
    yield _queue(settings)
    yield _worker(found)
    yield f"Overdue: {_span(found.overdue)}." if found.overdue > LATE_AFTER else "Overdue: nothing."
    if not found.stopped:
        yield "Push services: all in use."
    yield from map(_stopped, found.stopped)


def _queue(settings: Settings) -> str:
    kind = settings.queue_url.partition(":")[0] or "sqlite"
    try:
        waiting = jobs.make_queue(settings).pending_count()
    except Exception as error:  # noqa: BLE001 - three drivers, each with errors of its own
        # Only the kind: the text of such an error can hold a password.
        return f"Queue ({kind}): it does not answer ({type(error).__name__})."
    return f"Queue ({kind}): it answers, {waiting} waiting."


def _worker(found: Condition) -> str:
    if found.looked is None:
        return "Worker: none has looked yet. `schritte serve` or `schritte worker` starts one."
    state = "awake" if found.is_awake else "asleep"
    return f"Worker: {state}, it last looked {_span(found.looked)} ago."


def _stopped(each: StoppedService) -> str:
    cause = CAUSES.get(each.status, "it answers as if our request were wrong")
    return (
        f"Push service {each.service}: left alone since {each.since:%Y-%m-%d %H:%M} UTC, "
        f"answer {each.status}: {cause}. One message tries it again after "
        f"{each.open_until:%H:%M} UTC."
    )


def _span(length: timedelta) -> str:
    seconds = int(length.total_seconds())
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"
