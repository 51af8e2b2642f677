"""3,375 reminders due at one second: how long until the last has been taken.

As many as a programme's head count in five years. The push service speaks HTTP/2 over TLS on this
machine and takes 100 ms for an answer; it notes when it gives it. On both databases; on SQLite the
disk is waited for.
"""

import tempfile
import time
import uuid
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.core.push import Carrier
from app.domain import telling
from app.domain.outbox import OutboxEntry, State
from app.domain.people import Person, Role, Salutation
from app.domain.reminders import Lead, PushSubscription, ReminderChoice
from app.domain.sign_in import LoginSession, PhoneUse
from app.reminders.actions import endpoint_hash
from app.reminders.deliver import deliver_due
from tests import make
from tests.bench.figures import Figures
from tests.core.push.local import Certificate, http2_server, make_certificate
from tests.people import make_person
from tests.proof._installation import Installation, installation
from tests.support.push_service import Phone

PEOPLE = 3375
DELAY = 100  # milliseconds
BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 11, 25, 10, tzinfo=BERLIN)
BEFORE = DUE - timedelta(hours=16)


def _remind(built: Installation, person: Person, origin: str, keys: list[Phone]) -> None:
    """Give the person a phone, a wish, and a meeting tomorrow at ten."""
    session = built.session
    session.add(
        ReminderChoice(
            participant_id=person.id, meetings=True, lead=Lead.DAY_BEFORE_10, chosen_at=BEFORE
        )
    )
    login = LoginSession(
        person_id=person.id, token_hash=uuid.uuid4().bytes * 2, phone_use=PhoneUse.OWN,
        created_at=BEFORE, ends_at=BEFORE + timedelta(days=90),
    )  # fmt: skip
    session.add(login)
    session.flush()
    phone = keys[person.id.int % len(keys)].subscription
    endpoint = f"{origin}/noted/{DELAY}/{person.id.hex}"
    session.add(
        PushSubscription(
            session_id=login.id, participant_id=person.id, endpoint_hash=endpoint_hash(endpoint),
            endpoint=endpoint, p256dh=phone.p256dh, auth=phone.auth, created_at=BEFORE,
        )
    )  # fmt: skip
    meeting = (DUE + timedelta(days=1)).replace(tzinfo=None)
    planned = make.appointment(session, to=person, by=built.cast.jonas, at=meeting)
    telling.meeting_planned(session, planned, now=BEFORE)


def _fill(built: Installation, origin: str, people: int) -> None:
    app_keys, programme = built.app.extensions["keys"], built.cast.programme
    phones = [Phone(origin) for _ in range(50)]
    for number in range(people):
        person = make_person(
            built.session, app_keys, programme, Role.PARTICIPANT, "Amira", f"Haddad-{number}",
            Salutation.FRAU,
        )  # fmt: skip
        _remind(built, person, origin, phones)
    built.session.commit()


def lateness(
    folder: Path, certificate: Certificate, *, on_postgresql: bool, people: int
) -> list[float]:
    """Return for each reminder how many seconds after it was due it was taken, in order."""
    arrived = folder / "arrived"
    with (
        http2_server(certificate, folder=folder) as port,
        installation(on_postgresql=on_postgresql) as built,
    ):
        _fill(built, f"https://127.0.0.1:{port}", people)
        with Carrier(
            built.app.extensions["vapid"], allow_private=["127.0.0.1"],
            ca_file=str(certificate.cert),
        ) as carrier:  # fmt: skip
            began = time.time()
            deliver_due(built.app, carrier, now=DUE)
        built.session.expire_all()
        told = select(func.count(OutboxEntry.id)).where(OutboxEntry.state == State.ACCEPTED)
        assert built.session.scalar(told) == people
    lines = [line.split() for line in arrived.read_text().splitlines()]
    arrived.unlink()
    assert len({path for _when, path in lines}) == len(lines) == people, "told once each"
    return sorted(float(when) - began for when, _path in lines)


def main(people: int = PEOPLE) -> int:
    """Send them on both databases; 0 if every goal is met."""
    figures = Figures()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="burst-")))
        certificate = make_certificate(folder)
        for name in ("sqlite", "postgresql"):
            late = lateness(folder, certificate, on_postgresql=name == "postgresql", people=people)
            print(f"burst on {name}: median {late[len(late) // 2]:.1f} s")
            figures.at_most(f"burst_{name}_p99", late[int(len(late) * 0.99)], "s", 10)
            figures.at_most(f"burst_{name}_last", late[-1], "s", 60)
    return 1 if figures.short else 0
