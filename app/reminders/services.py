"""Which push services may be called by this batch, and what is learnt of them by it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.core.push import Answer, Outcome
from app.domain.delivery import LEFT_ALONE, StoppedService, end_probe, stop, take_probe

# What one phone's answer tells of the service as a whole: nothing.
_SAYS_NOTHING = frozenset({Outcome.GONE, Outcome.BLOCKED})
WHILE_ANOTHER_ASKS = timedelta(seconds=10)
# One that has just taken a message with this key and in this form refuses only this other one: made
# with a former key, it may be. It must not keep everybody else's waiting.
TRUSTED_FOR = timedelta(minutes=10)

log = structlog.get_logger()


class Services:
    """The switches, as they stood when the batch began. `probe` is the batch's lease.

    `taken_at`: when each service last took a message of this worker; it is kept up to date.
    """

    def __init__(
        self,
        engine: Engine,
        session: Session,
        probe: uuid.UUID,
        taken_at: dict[str, datetime],
        *,
        now: datetime,
    ) -> None:
        self._engine, self._probe, self._now = engine, probe, now
        self._taken_at = taken_at
        self._stopped = {row.service: row for row in session.scalars(select(StoppedService))}
        self._probed: set[str] = set()
        self._refused: dict[str, int] = {}  # by service: its status
        self._in_trouble: set[str] = set()
        self._took: set[str] = set()

    def held_until(self, service: str) -> datetime | None:
        """Return until when nothing may be sent there; None if it is used, or ours to ask."""
        row = self._stopped.get(service)
        if row is None or service in self._probed:
            return None
        if row.open_until > self._now:
            return row.open_until
        with self._transaction() as session:
            ours = take_probe(session, service, self._probe, now=self._now)
        if ours:
            self._probed.add(service)
            return None
        return self._now + WHILE_ANOTHER_ASKS

    def is_probed(self, service: str) -> bool:
        """Whether one message must be taken there before any other is sent."""
        return service in self._probed

    def heard(self, service: str, answer: Answer) -> bool:
        """Take in an answer. Return whether it tells something of the service as a whole."""
        if answer.outcome is Outcome.ACCEPTED:
            self._took.add(service)
            self._taken_at[service] = self._now
        elif answer.outcome is Outcome.LATER:
            self._in_trouble.add(service)
        elif answer.outcome is Outcome.OUR_FAULT and answer.status is not None:
            self._refused[service] = answer.status
        return answer.outcome not in _SAYS_NOTHING

    def takes(self, service: str) -> bool:
        """Whether it took a message of this batch."""
        return service in self._took

    def note(self) -> None:
        """Turn the switches by what was heard, and tell the operator."""
        for service in self._probed:
            pause = LEFT_ALONE if service in self._in_trouble else timedelta(0)
            again = None if service in self._took else self._now + pause
            with self._transaction() as session:
                end_probe(session, service, self._probe, next_try=again)
        for service, status in self._refused.items():
            if not self._is_trusted(service):
                with self._transaction() as session:
                    stop(session, service, status, now=self._now)
                log.error("push_service_stopped", service=service, status=status)

    def _is_trusted(self, service: str) -> bool:
        taken_at = self._taken_at.get(service)
        # A wall clock that was set back must not make it trusted for longer.
        return taken_at is not None and timedelta(0) <= self._now - taken_at <= TRUSTED_FOR

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        # One for each switch: two batches that turn the same two never wait for each other.
        with Session(self._engine) as session, session.begin():
            yield session
