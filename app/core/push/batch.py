"""One batch under way: who may start now, who has come back, who has waited long enough."""

import select
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pycurl  # type: ignore[import-untyped, unused-ignore]
import structlog

from app.core.push.answer import Answer, Outcome
from app.core.push.guard import Guard, UnusableSubscription
from app.core.push.line import Line, LineSettings, Parcel
from app.core.push.message import PushMessage, encrypt, request_headers
from app.core.push.vapid import Vapid

CONNECTIONS_PER_HOST = 2
MOST_PER_HOST = 100  # messages in flight; services usually allow 100 streams on a connection
MOST_AT_ONCE = 256  # messages in flight to all hosts together
MOST_HELD = 1024  # messages read ahead while their host is busy

# As many as there are connections, until the host has answered and so shown whether it speaks
# HTTP/2. More would queue up inside libcurl, where the time-out runs and where those for a silent
# host stand in the way of all others. A host without HTTP/2 gets no more than this at any time.
FIRST_PER_HOST = CONNECTIONS_PER_HOST

# So many time-outs in a row, or all that were under way, and the rest of the batch for that host is
# put off untried: one host that has gone silent must not keep the worker for minutes. One that has
# not answered at all is not waited for twice.
MOST_TIMEOUTS = 10

_ALARMING = frozenset({Outcome.OUR_FAULT, Outcome.BLOCKED})
_LONGEST_WAIT = 0.2  # seconds between two looks at the clock

log = structlog.get_logger()


@dataclass
class Equipment:
    """What a carrier keeps from one batch to the next."""

    vapid: Vapid
    guard: Guard
    settings: LineSettings
    clock: Callable[[], datetime]
    stopping: Callable[[], bool]
    multi: Any = None  # pycurl.CurlMulti, which has no types; holds the open connections
    free_lines: list[Line] = field(default_factory=list)


class Batch:
    """Use once: `run`, then `hang_up` in any case."""

    def __init__(self, equipment: Equipment, messages: Iterable[PushMessage]) -> None:
        self._own = equipment
        self._parcels = self._checked(messages)
        self._answers: dict[int, Answer] = {}
        self._under_way: dict[Any, Line] = {}  # by handle
        self._waiting: dict[str, deque[Parcel]] = {}  # by origin
        self._busy: Counter[str] = Counter()
        self._timeouts: Counter[str] = Counter()
        self._room: dict[str, int] = {}  # of those that have answered
        self._told: set[tuple[str, Outcome, int | None, int]] = set()
        self.met_trouble = False

    def run(self) -> list[Answer]:
        """Return one answer for each message, in their order."""
        while True:
            self._start_what_may_start()
            if not self._under_way:
                return [self._answers[place] for place in range(len(self._answers))]
            self._own.multi.perform()
            if not self._collect():
                self._wait()

    def hang_up(self) -> None:
        """Cut off what is still under way: nothing, unless `run` was left by an exception."""
        for line in self._under_way.values():
            self._own.multi.remove_handle(line.curl)
            line.close()
            self.met_trouble = True
        self._under_way.clear()

    def _checked(self, messages: Iterable[PushMessage]) -> Iterator[Parcel]:
        for place, message in enumerate(messages):
            try:
                target = self._own.guard.check(message.subscription)
            except (UnusableSubscription, TypeError) as refusal:
                log.warning("push_blocked", kind=type(refusal).__name__)
                self._answers[place] = Answer(message.id, Outcome.BLOCKED)
            else:
                yield Parcel(place, message, target)

    def _start_what_may_start(self) -> None:
        while len(self._under_way) < MOST_AT_ONCE and (parcel := self._next_parcel()):
            if (untried := self._why_untried(parcel)) is not None:
                self._answers[parcel.place] = Answer(parcel.message.id, untried)
                continue
            line = self._own.free_lines.pop() if self._own.free_lines else Line(self._own.settings)
            try:
                self._load(line, parcel)
            except Exception as error:  # noqa: BLE001 - libraries raise what they like; see below
                # One person's broken message must not keep the reminders of all others.
                log.warning("push_not_ready", kind=type(error).__name__)
                self._answers[parcel.place] = Answer(parcel.message.id, Outcome.OUR_FAULT)
                line.close()
                continue
            self._own.multi.add_handle(line.curl)
            self._under_way[line.curl] = line
            self._busy[parcel.target.origin] += 1

    def _why_untried(self, parcel: Parcel) -> Outcome | None:
        if self._own.stopping():
            return Outcome.UNTRIED
        return Outcome.LATER if self._is_silent(parcel.target.origin) else None

    def _load(self, line: Line, parcel: Parcel) -> None:
        message, target = parcel.message, parcel.target
        signature = self._own.vapid.header_for_origin(target.origin, self._own.clock())
        headers = request_headers(message, signature)
        line.load(parcel, encrypt(message.payload, target), headers)

    def _next_parcel(self) -> Parcel | None:
        for origin, queue in self._waiting.items():
            if self._has_room(origin):
                parcel = queue.popleft()
                if not queue:
                    del self._waiting[origin]
                return parcel
        while sum(map(len, self._waiting.values())) < MOST_HELD:
            upcoming = next(self._parcels, None)
            if upcoming is None or self._has_room(upcoming.target.origin):
                return upcoming
            self._waiting.setdefault(upcoming.target.origin, deque()).append(upcoming)
        return None

    def _has_room(self, origin: str) -> bool:
        return self._busy[origin] < self._room.get(origin, FIRST_PER_HOST)

    def _is_silent(self, origin: str) -> bool:
        most = min(self._room[origin], MOST_TIMEOUTS) if origin in self._room else 1
        return self._timeouts[origin] >= most

    def _collect(self) -> bool:
        """Take in what has come back; tell whether anything has."""
        _left, whole, broken = self._own.multi.info_read()
        for curl in whole:
            self._finish(self._under_way[curl], pycurl.E_OK)
        for curl, code, _reason in broken:
            self._finish(self._under_way[curl], code)
        return bool(whole or broken)

    def _finish(self, line: Line, code: int) -> None:
        origin = line.parcel.target.origin
        answer = line.answer(code)
        if answer.status is not None:
            self._room[origin] = MOST_PER_HOST if line.speaks_http2 else FIRST_PER_HOST
            self._timeouts[origin] = 0
        elif code == pycurl.E_OPERATION_TIMEDOUT:
            self._timeouts[origin] += 1
        self._tell_operator(line, answer, code)
        self._own.multi.remove_handle(line.curl)
        del self._under_way[line.curl]
        self._busy[origin] -= 1
        self._answers[line.parcel.place] = answer
        self.met_trouble = self.met_trouble or answer.status is None
        self._own.free_lines.append(line)

    def _tell_operator(self, line: Line, answer: Answer, code: int) -> None:
        # Once for each kind of trouble: a wrong key meets every message of the batch.
        trouble = (line.parcel.target.host, answer.outcome, answer.status, code)
        if answer.outcome in _ALARMING and trouble not in self._told:
            self._told.add(trouble)
            log.error(
                "push_host_trouble",
                service=line.parcel.target.host,
                outcome=answer.outcome.value,
                status=answer.status,
                at=f"libcurl {code}",
            )

    def _wait(self) -> None:
        due = self._own.multi.timeout()  # milliseconds, -1 for "nothing planned"
        patience = _LONGEST_WAIT if due < 0 else min(due / 1000, _LONGEST_WAIT)
        # Not multi.select(): a signal for the worker would end the batch, an empty list would spin.
        reading, writing, failing = self._own.multi.fdset()
        select.select(reading, writing, failing, patience)
