"""Three push services that answer whatever they are told to, and what must become of it.

The table is the one of trust.md 5.4: taken, gone, tried again a little later, or our own fault.
"""

import json
import socket
import struct
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.push import Carrier
from app.domain.access import Viewer
from app.domain.outbox import OutboxEntry, State
from app.domain.people import Person
from app.domain.reminders import Lead, PushSubscription, Wishes
from app.domain.sign_in import LoginSession, PhoneUse
from app.reminders import actions
from app.reminders.deliver import deliver_due
from tests import make
from tests.core.push.local import Behaviour, LocalServer, make_certificate, read_request
from tests.support.push_service import Phone

HOSTS = ("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com")
QUICK = 0.5  # seconds: time-out of the sender; silence costs as much
PAUSE = 300  # seconds that a service asks for
OVER = threading.Event()


def _status(line: str, *headers: str, body: bytes = b"") -> Behaviour:
    head = [f"HTTP/1.1 {line}", f"Content-Length: {len(body)}", *headers]
    answer = "\r\n".join(head).encode() + b"\r\n\r\n" + body

    def behave(connection: socket.socket) -> None:
        connection.sendall(answer)

    return behave


def _in_five_minutes(connection: socket.socket) -> None:
    when = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + PAUSE))
    _status("503 Busy", f"Retry-After: {when}")(connection)


def _silent(_connection: socket.socket) -> None:
    OVER.wait(2 * QUICK)


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _dripping(connection: socket.socket) -> None:
    for byte in b"HTTP/1.1 201 Created\r\n" + b"x" * 100:
        connection.sendall(bytes([byte]))
        if OVER.wait(QUICK / 10):
            return


def _garbage(connection: socket.socket) -> None:
    connection.sendall(b"\x00\xff Guten Tag \r\n\r\n")


class Meaning(Enum):
    """What an answer means; the table has these four rows."""

    TAKEN = "taken"
    GONE = "gone"
    LATER = "later"
    PAUSE = "later, when the service says"
    OURS = "our fault"


INSIDE = "Location: https://127.0.0.1/"
FAULTS: dict[str, tuple[Meaning, Behaviour]] = {
    "200": (Meaning.TAKEN, _status("200 OK")),
    "201": (Meaning.TAKEN, _status("201 Created")),
    "202": (Meaning.TAKEN, _status("202 Accepted")),
    "204": (Meaning.TAKEN, _status("204 No Content")),
    "201 and 1 MB": (Meaning.TAKEN, _status("201 Created", body=b"x" * 1_000_000)),
    "404": (Meaning.GONE, _status("404 Not Found")),
    "410": (Meaning.GONE, _status("410 Gone")),
    "408": (Meaning.LATER, _status("408 Request Timeout")),
    "429": (Meaning.LATER, _status("429 Too Many")),
    "429 with a pause": (Meaning.PAUSE, _status("429 Too Many", f"Retry-After: {PAUSE}")),
    "500": (Meaning.LATER, _status("500 Oh")),
    "502": (Meaning.LATER, _status("502 Bad Gateway")),
    "503": (Meaning.LATER, _status("503 Busy")),
    "503 with a date": (Meaning.PAUSE, _in_five_minutes),
    "silence": (Meaning.LATER, _silent),
    "reset": (Meaning.LATER, _reset),
    "slow drip": (Meaning.LATER, _dripping),
    "301": (Meaning.OURS, _status("301 Moved", INSIDE)),
    "302": (Meaning.OURS, _status("302 Found", INSIDE)),
    "307": (Meaning.OURS, _status("307 Temporary", INSIDE)),
    "400": (Meaning.OURS, _status("400 Bad Request")),
    "401": (Meaning.OURS, _status("401 Unauthorized")),
    "403": (Meaning.OURS, _status("403 Forbidden")),
    "413": (Meaning.OURS, _status("413 Too Large")),
    "garbage": (Meaning.OURS, _garbage),
}
WELL = FAULTS["201"][1]


@dataclass
class Services:
    """Running services. `moods` says how each answers, `asked` what came when, by our own clock."""

    carrier: Carrier
    now: datetime
    moods: dict[str, Behaviour] = field(default_factory=lambda: dict.fromkeys(HOSTS, WELL))
    asked: list[tuple[str, datetime]] = field(default_factory=list)

    def times(self, host: str) -> list[datetime]:
        """Return when this service was asked.

        libcurl repeats by itself what a line that was kept open has swallowed: that is one time.
        """
        return sorted({when for name, when in self.asked if name == host})


@contextmanager
def services(app: Flask, now: datetime) -> Iterator[Services]:
    """Run three services under their real names, and a sender that finds them here."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        certificate = make_certificate(folder, *HOSTS)
        running: Services

        def at(host: str) -> Behaviour:
            def behave(connection: socket.socket) -> None:
                while read_request(connection):
                    running.asked.append((host, running.now))
                    running.moods[host](connection)

            return behave

        servers = {
            host: stack.enter_context(LocalServer(at(host), certificate=certificate))
            for host in HOSTS
        }
        carrier = stack.enter_context(
            Carrier(
                app.extensions["vapid"],
                allow_private=HOSTS,
                ca_file=str(certificate.cert),
                connect_timeout=QUICK,
                total_timeout=QUICK,
                connect_to=[f"{host}:443:127.0.0.1:{each.port}" for host, each in servers.items()],
            )
        )
        running = Services(carrier, now)
        OVER.clear()
        yield running
        OVER.set()


@dataclass
class Case:
    """Somebody with a phone at each service, and one reminder at `due`, of use until `until`."""

    app: Flask
    session: Session
    person: Person
    guide: Person
    services: Services
    due: datetime
    until: datetime
    wrong: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Switch three phones on and plan the meeting."""
        before = self.due - timedelta(hours=12)
        meeting = self.due + timedelta(days=1)
        make.appointment(
            self.session, to=self.person, by=self.guide, at=meeting.replace(tzinfo=None)
        )
        viewer = Viewer(self.person.id, self.person.role, self.person.programme_id)
        wishes = Wishes(True, False, False, Lead.DAY_BEFORE_10, 1)
        with self.app.test_request_context():
            actions.choose(self.session, viewer, wishes, now=before)
        for host in HOSTS:
            login = LoginSession(
                person_id=self.person.id, token_hash=uuid.uuid4().bytes * 2,
                phone_use=PhoneUse.OWN, created_at=before, ends_at=before + timedelta(days=9),
            )  # fmt: skip
            self.session.add(login)
            self.session.flush()
            phone = Phone(f"https://{host}/push/{uuid.uuid4().hex}").subscription
            actions.reach_here(self.session, viewer, login.id, phone, now=before)
        self.session.commit()

    def end(self) -> None:
        """Sign the phones out."""
        person = LoginSession.person_id == self.person.id
        self.session.execute(delete(LoginSession).where(person))
        self.session.commit()

    def deliver(self, now: datetime) -> None:
        """Let the worker look at `now`."""
        self.services.now = now
        self.session.commit()
        deliver_due(self.app, self.services.carrier, now=now)
        self.session.expire_all()

    def state(self) -> State:
        """Return where the reminder is on its way."""
        entries = select(OutboxEntry.state).where(OutboxEntry.person_id == self.person.id)
        return self.session.scalars(entries.order_by(OutboxEntry.due_at.desc())).first()  # type: ignore[return-value]

    def is_gone(self, host: str) -> bool:
        """Whether the phone at this service is taken for gone, or forgotten altogether."""
        mine = PushSubscription.participant_id == self.person.id
        for phone in self.session.scalars(select(PushSubscription).where(mine)):
            if f"//{host}/" in phone.endpoint:
                return phone.gone_at is not None
        return True

    def expect(self, what: str, *, holds: bool) -> None:
        """Note what does not hold."""
        if not holds:
            self.wrong.append(what)

    def asked(self, host: str) -> int:
        """Return how often this service was asked about this reminder."""
        return sum(when >= self.due for when in self.services.times(host))


def play(case: Case, host: str, name: str) -> list[str]:
    """Let one service answer like this while a reminder is told; return what went wrong."""
    meaning, behaviour = FAULTS[name]
    case.begin()
    case.services.moods[host] = behaviour
    case.deliver(case.due)
    for other in HOSTS:
        case.expect(f"{other} was not told", holds=case.asked(other) == 1)
        case.expect(f"{other} is gone", holds=other == host or not case.is_gone(other))
    gone = meaning is Meaning.GONE
    case.expect(f"gone is {not gone}", holds=case.is_gone(host) == gone)
    _PLAYS[meaning](case, host)
    for other in set(HOSTS) - {host}:
        case.expect(f"{other} was asked again", holds=case.asked(other) == 1)
    case.services.moods[host] = WELL
    case.end()
    return [f"{name} at {host}: {each}" for each in case.wrong]


def _nothing_more(case: Case, host: str) -> None:
    case.expect("not accepted", holds=case.state() is State.ACCEPTED)
    for minutes in (1, 31, 600, 700):
        case.deliver(case.due + timedelta(minutes=minutes))
    case.expect("asked again", holds=case.asked(host) == 1)


def _again(case: Case, host: str) -> None:
    """Five tries, 30 s, 2, 8 and 30 min apart, a fifth more or less."""
    now = case.due
    for number, pause in enumerate((30, 120, 480, 1800), start=2):
        case.deliver(now + timedelta(seconds=pause * 0.79))
        case.expect(f"try {number} came early", holds=case.asked(host) == number - 1)
        now += timedelta(seconds=pause * 1.21)
        case.deliver(now)
        case.expect(f"try {number} did not come", holds=case.asked(host) == number)
        now = case.services.times(host)[-1]
    for minutes in (31, 62, 120, 700):
        case.deliver(now + timedelta(minutes=minutes))
    case.expect("a sixth try", holds=case.asked(host) == 5)
    case.expect("still open", holds=case.state() is State.ACCEPTED)


def _when_it_says(case: Case, host: str) -> None:
    case.deliver(case.due + timedelta(seconds=PAUSE - 20))
    case.expect("not waited for", holds=case.asked(host) == 1)
    case.services.moods[host] = WELL
    case.deliver(case.due + timedelta(seconds=PAUSE + 1))
    case.expect("not asked again", holds=case.asked(host) == 2)
    case.expect("not accepted", holds=case.state() is State.ACCEPTED)


def _after_repair(case: Case, host: str) -> None:
    case.expect("not kept", holds=case.state() is State.DUE)
    for minutes in (1, 2, 4):
        case.deliver(case.due + timedelta(minutes=minutes))
    case.expect("asked again at once", holds=case.asked(host) == 1)
    case.services.moods[host] = WELL
    for minutes in (31, 36, 47, 600, 700):
        case.deliver(case.due + timedelta(minutes=minutes))
    case.expect("not told after repair", holds=case.asked(host) == 2)
    case.expect("not accepted", holds=case.state() is State.ACCEPTED)
    case.expect("gone after repair", holds=not case.is_gone(host))


_PLAYS: dict[Meaning, Callable[[Case, str], None]] = {
    Meaning.TAKEN: _nothing_more,
    Meaning.GONE: _nothing_more,
    Meaning.LATER: _again,
    Meaning.PAUSE: _when_it_says,
    Meaning.OURS: _after_repair,
}


def late(case: Case, host: str, name: str) -> int:
    """Let every try fail until long after the evening; return how many came after it."""
    case.begin()
    case.services.moods[host] = FAULTS[name][1]
    now = case.until - timedelta(minutes=12)
    while now < case.until + timedelta(hours=3):
        case.deliver(now)
        now += timedelta(minutes=3)
    case.services.moods[host] = WELL
    case.end()
    return sum(when >= case.until for when in case.services.times(host) if when >= case.due)


def alarms(text: str) -> list[dict[str, object]]:
    """Return the lines of the log that are for the operator."""
    found = []
    for line in text.splitlines():
        with suppress(json.JSONDecodeError):
            said = json.loads(line)
            if said.get("level") == "error":
                found.append(said)
    return found
