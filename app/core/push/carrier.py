"""Carries many messages at once over few connections: libcurl's multi interface, HTTP/2.

Every limit has one reason: a push service, or whoever poses as one, must neither hold our worker,
nor fill its memory, nor lead it anywhere else. One bad message becomes an answer, no exception.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import certifi
import pycurl  # type: ignore[import-untyped, unused-ignore]

from app.core.push.answer import Answer
from app.core.push.batch import CONNECTIONS_PER_HOST, MOST_PER_HOST, Batch, Equipment
from app.core.push.guard import KNOWN_PUSH_HOSTS, Guard, Subscription, UnusableSubscription
from app.core.push.line import Line, LineSettings
from app.core.push.message import PushMessage
from app.core.push.vapid import Vapid

CONNECT_TIMEOUT = 3.0  # seconds
TOTAL_TIMEOUT = 5.0  # seconds, from the moment a message is handed to libcurl


class Carrier:
    """Sends batches and keeps its connections between them. `close` it, or use it in a `with`.

    For one thread and one process at a time; build it after the fork.
    """

    def __init__(  # noqa: PLR0913 - each is one setting, all by name
        self,
        vapid: Vapid,
        *,
        hosts: Collection[str] = KNOWN_PUSH_HOSTS,
        allow_private: Collection[str] = (),
        allow_insecure: bool = False,
        ca_file: str | None = None,
        connect_timeout: float = CONNECT_TIMEOUT,
        total_timeout: float = TOTAL_TIMEOUT,
        connect_to: Collection[str] = (),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take the rules of `Guard` and the time-outs in seconds.

        `ca_file`: PEM file of the authorities to trust, else certifi's. `connect_to`: detours as
        libcurl writes them (`host:port:other host:other port`), for split networks and tests; the
        guard sees the address at their end. `stopping`: once true, what is in flight is awaited and
        nothing more is sent. Raise ValueError for a host that cannot be one.
        """
        settings = LineSettings(
            allow_insecure=allow_insecure,
            # Left to itself, pycurl's wheel looks where Red Hat keeps them: on Debian, nowhere.
            ca_file=ca_file or certifi.where(),
            connect_timeout=connect_timeout,
            total_timeout=total_timeout,
            connect_to=tuple(connect_to),
        )
        guard = Guard.of(hosts, allow_private=allow_private, allow_insecure=allow_insecure)
        self._equipment = Equipment(vapid, guard, settings, clock, stopping)

    def send_all(self, messages: Iterable[PushMessage]) -> list[Answer]:
        """Send all of them and return one answer each, in the order of the messages.

        Reads the messages as it goes. A host that does not answer costs the batch one or two
        `total_timeout`, however many messages it has; the rest of them is LATER, untried. Raises
        nothing of its own; an exception out of `messages` ends the batch, and what was in flight
        then may or may not have arrived.
        """
        if self._equipment.multi is None:
            self._equipment.multi = _new_multi()
        batch = Batch(self._equipment, messages)
        try:
            return batch.run()
        finally:
            batch.hang_up()
            if batch.met_trouble:
                # A connection that has died without a word would swallow the next batch as well.
                self._drop_connections()

    def time_at(self, subscription: Subscription) -> datetime | None:
        """Ask the push service of a subscription what time it is; None if it does not say.

        Nothing of the subscription is sent but the name of its host.
        """
        try:
            target = self._equipment.guard.check(subscription)
        except (UnusableSubscription, TypeError):
            return None
        line = Line(self._equipment.settings)
        try:
            return line.ask_the_time(target)
        finally:
            line.close()

    def close(self) -> None:
        """Close all connections. May be called twice."""
        while self._equipment.free_lines:
            self._equipment.free_lines.pop().close()
        self._drop_connections()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _drop_connections(self) -> None:
        if self._equipment.multi is not None:
            self._equipment.multi.close()
            self._equipment.multi = None


def _new_multi() -> Any:
    multi = pycurl.CurlMulti()
    multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
    multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, CONNECTIONS_PER_HOST)
    multi.setopt(pycurl.M_MAX_CONCURRENT_STREAMS, MOST_PER_HOST)
    return multi
