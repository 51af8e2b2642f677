"""Four workers on two machines and one database; one of them is killed with a batch in its hands.

Four thousand people ask for a test reminder on their phones. The machines are network namespaces of
this one; they reach PostgreSQL and a push service over TCP. While the batch of one worker is in its
hands it is killed (SIGKILL). Afterwards each notice must be accepted, and no phone may show two: a
second push is one only if another Topic (another line) came with it, or if the first one's
acceptance had been noted. What the dead worker had sent and not noted is sent again under the same
Topic, as it should be.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app
from app.core import clock, db, migrate
from app.core import secrets as app_secrets
from app.core.settings import Settings
from app.domain import telling
from app.domain.outbox import OutboxEntry, State
from app.domain.people import Person, Programme, Role, Salutation
from app.domain.reminders import PushSubscription
from app.domain.sign_in import LoginSession, PhoneUse
from tests.bench.figures import Figures
from tests.people import make_person
from tests.support import postgres
from tests.support.machines import Machines, machines
from tests.support.push_service import Phone
from tests.support.serving import ROOT
from tests.support.waiting import until

PEOPLE = 4_000
WORKERS = 4
ANSWERS_AFTER = 0.02  # seconds
KILLED_AFTER = PEOPLE // 4  # pushes
LONGEST_BATCH = 4  # seconds, with these answers
PATIENCE = 240  # seconds: a lease, the next look, and a slow machine


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_arguments: object) -> None:
        """Say nothing: a caller that is killed hangs up."""


class Service:
    """A push service that takes everything and remembers who got which line."""

    def __init__(self, address: str) -> None:
        self.lines: defaultdict[str, list[str]] = defaultdict(list)  # by phone: Topics
        self.count = 0
        self._lock = threading.Lock()
        self._server = _Server((address, 0), _handler_for(self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.origin = f"http://{address}:{self._server.server_address[1]}"

    def take(self, phone: str, topic: str) -> None:
        """Remember one push."""
        with self._lock:
            self.lines[phone].append(topic)
            self.count += 1

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler_for(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            service.take(self.path.rsplit("/", 1)[1], self.headers["Topic"])
            time.sleep(ANSWERS_AFTER)
            self.send_response(201)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    return Handler


@dataclass(frozen=True)
class Installation:
    """One installation: what its machines share, and the app as this process sees it."""

    app: Flask
    service: Service
    urls: dict[str, str]

    def count(self, state: State) -> int:
        """Return how many notices are in this state."""
        with Session(self.app.extensions["engine"]) as session:
            asked = select(func.count()).select_from(OutboxEntry).where(OutboxEntry.state == state)
            return session.scalar(asked) or 0

    def in_hand(self) -> dict[uuid.UUID | None, set[str]]:
        """Return the phones of each batch that a worker has in its hands, by lease."""
        found: defaultdict[uuid.UUID | None, set[str]] = defaultdict(set)
        with Session(self.app.extensions["engine"]) as session:
            rows = session.execute(
                select(OutboxEntry.lease, OutboxEntry.person_id).where(
                    OutboxEntry.state == State.LEASED
                )
            )
            for lease, person_id in rows:
                found[lease].add(person_id.hex)
        return found


def main() -> int:
    """Run the proof and say its figures; 1 if one is short."""
    figures = Figures()
    with machines(2) as around, _installation(around) as house:
        print(f"two machines: {'network namespaces' if around.apart else 'this one, twice'}")
        _fill(house)
        with _workers(house, around) as running:
            _ask(house)
            lost = _kill_one_in_mid_batch(house, running)
            began = time.monotonic()
            until(lambda: house.count(State.ACCEPTED) >= PEOPLE, patience=PATIENCE)
            print(
                f"killed with {len(lost)} in hand; all done {time.monotonic() - began:.0f} s later"
            )
        _judge(figures, house, lost)
    return 1 if figures.short else 0


def _judge(figures: Figures, house: Installation, lost: set[str]) -> None:
    lines = house.service.lines
    repeated = {phone for phone, topics in lines.items() if len(topics) > 1}
    two_lines = sum(len(set(topics)) > 1 for topics in lines.values())
    print(f"{house.service.count} pushes, {len(repeated)} phones got the same line again")
    figures.at_least("workers_accepted", house.count(State.ACCEPTED), "notices", PEOPLE)
    figures.at_least("workers_phones_reached", len(lines), "phones", PEOPLE)
    figures.at_most("workers_visible_doubles", two_lines + len(repeated - lost), "phones", 0)


@contextmanager
def _installation(around: Machines) -> Iterator[Installation]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgres.running(listen=around.address))
        names = {"DATABASE_URL": "data", "KEYRING_URL": "keyring", "QUEUE_URL": "queue"}
        for name in names.values():
            server.run(f"CREATE DATABASE {name}")
        here = folder / "here"
        here.mkdir(mode=0o700)
        app_secrets.make_missing(here)
        migrate.upgrade(db.make_engine(server.url("data")))
        app = create_app(
            Settings(
                data_dir=here,
                database_url=server.url("data"),
                keyring_url=server.url("keyring"),
                queue_url=server.url("queue"),
            )
        )
        service = stack.enter_context(Service(around.address))
        urls = {key: server.url(name, host=around.address) for key, name in names.items()}
        with app.app_context():
            yield Installation(app, service, urls)
        app.extensions["queue"].storage.close()
        app.extensions["engine"].dispose()


def _fill(house: Installation) -> None:
    keys, now = house.app.extensions["keys"], clock.now()
    with Session(house.app.extensions["engine"]) as session, session.begin():
        programme = Programme(name="PRO AKTIV Musterkreis", created_at=now)
        session.add(programme)
        session.flush()
        for number in range(PEOPLE):
            person = make_person(
                session, keys, programme, Role.PARTICIPANT, "Amira", f"Haddad-{number}",
                Salutation.FRAU,
            )  # fmt: skip
            _give_phone(session, person, house.service.origin)


def _give_phone(session: Session, person: Person, origin: str) -> None:
    now, phone = clock.now(), Phone(f"{origin}/{person.id.hex}").subscription
    login = LoginSession(
        id=person.id,
        person_id=person.id,
        token_hash=uuid.uuid4().bytes * 2,
        phone_use=PhoneUse.OWN,
        created_at=now,
        ends_at=now + timedelta(days=1),
    )
    session.add(login)
    session.flush()
    session.add(
        PushSubscription(
            session_id=login.id,
            participant_id=person.id,
            endpoint_hash=uuid.uuid4().bytes * 2,
            endpoint=phone.endpoint,
            p256dh=phone.p256dh,
            auth=phone.auth,
            created_at=now,
        )
    )


@contextmanager
def _workers(house: Installation, around: Machines) -> Iterator[list["subprocess.Popen[bytes]"]]:
    settings: Settings = house.app.extensions["settings"]
    shared = house.urls | {"PUSH_HOSTS": around.address, "PUSH_INSECURE": "yes"}
    running = []
    try:
        for number in range(WORKERS):
            machine = around.all[number % len(around.all)]
            own = settings.data_dir.parent / f"{machine.name}-{number}"
            own.mkdir(mode=0o700)
            shutil.copytree(app_secrets.folder(settings.data_dir), app_secrets.folder(own))
            values = shared | {"DATA_DIR": str(own)}
            known_as = {"PGAPPNAME": f"worker-{number}"}
            running.append(
                subprocess.Popen(
                    [*machine.enter, sys.executable, "-m", "app.cli", "worker"],
                    cwd=ROOT,
                    env=os.environ
                    | {f"SCHRITTE_{key}": value for key, value in values.items()}
                    | known_as,
                )
            )
        until(lambda: _at_the_queue(house) == WORKERS, patience=PATIENCE)
        yield running
    finally:
        for each in running:
            each.kill()
            each.wait()


def _at_the_queue(house: Installation) -> int:
    """Return how many workers have come to the queue."""
    asked = "SELECT count(DISTINCT application_name) FROM pg_stat_activity WHERE datname = 'queue'"
    with house.app.extensions["engine"].connect() as connection:
        return int(connection.exec_driver_sql(f"{asked} AND client_addr IS NOT NULL").scalar_one())


def _ask(house: Installation) -> None:
    """Have a notice due for everybody, and ask each worker to look."""
    now = clock.now()
    with Session(house.app.extensions["engine"]) as session, session.begin():
        for person_id in session.scalars(select(Person.id)):
            telling.test_wanted(session, participant_id=person_id, session_id=person_id, now=now)
    for _worker in range(WORKERS):
        house.app.extensions["look_now"]()


def _kill_one_in_mid_batch(
    house: Installation, running: list["subprocess.Popen[bytes]"]
) -> set[str]:
    """Kill the first worker while it holds a batch; return whose notices these were."""
    victim, others = running[0], running[1:]
    until(lambda: house.service.count >= KILLED_AFTER, patience=PATIENCE)
    while True:
        victim.send_signal(signal.SIGSTOP)
        before = house.in_hand()
        # What the others hold they note soon. What stays is in the hands of the one that stands.
        time.sleep(LONGEST_BATCH)
        stays = {lease: who for lease, who in house.in_hand().items() if lease in before}
        if stays:
            victim.kill()
            victim.wait()
            assert all(each.poll() is None for each in others)
            return set().union(*stays.values())
        victim.send_signal(signal.SIGCONT)  # it was between two batches


if __name__ == "__main__":
    sys.exit(main())
