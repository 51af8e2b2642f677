"""An installation with as many participants as wanted, each with something on the start page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from app.core import clock, db, migrate
from app.core import secrets as app_secrets
from app.core.settings import Settings
from app.domain.people import Guidance, Person, Programme, Role, Salutation
from tests import make
from tests.people import make_person
from tests.visit import Client, sign_in_cookies

MEETINGS, STEPS, LETTERS, MESSAGES = 3, 8, 2, 20
PER_GUIDE = 50


@dataclass
class House:
    """The app, its people, and where its data lies."""

    app: Flask
    settings: Settings
    session: Session
    participants: list[Person]
    guides: list[Person]

    def cookies(self, person: Person) -> str:
        """Sign the person in, let them see a page, and return the Cookie header they have then."""
        browser = self.app.test_client()
        for name, value in sign_in_cookies(self.app, person):
            browser.set_cookie(name, value)
        browser.get("/language")  # a form: from now on the browser holds its token
        kept = (browser.get_cookie(name) for name in ("schritte", "here"))
        return "; ".join(f"{each.key}={each.value}" for each in kept if each)


@contextmanager
def house(folder: Path, *, participants: int, origin: str, proxies: int = 0) -> Iterator[House]:
    """Build it in `folder`."""
    settings = Settings(data_dir=folder, origin=origin, proxies=proxies)
    app_secrets.make_missing(folder)
    migrate.upgrade(db.make_engine(settings.database))
    app = create_app(settings)
    app.test_client_class = Client
    app.extensions["pages"].compile_all()
    with app.app_context(), Session(app.extensions["engine"], expire_on_commit=False) as session:
        built = House(app, settings, session, [], [])
        _fill(built, participants)
        session.commit()
        yield built
    app.extensions["engine"].dispose()


def _fill(built: House, count: int) -> None:
    session, keys = built.session, built.app.extensions["keys"]
    programme = Programme(
        name="PRO AKTIV Musterkreis", office_phone="0221 4710 100", created_at=clock.now()
    )
    session.add(programme)
    session.flush()
    for number in range(count):
        if number % PER_GUIDE == 0:
            guide = make_person(
                session, keys, programme, Role.GUIDE, "Jonas", f"Sommer-{number}", Salutation.HERR
            )
            built.guides.append(guide)
        person = make_person(
            session, keys, programme, Role.PARTICIPANT, "Amira", f"Haddad-{number}", Salutation.FRAU
        )
        built.participants.append(person)
        session.add(
            Guidance(
                guide_id=guide.id,
                participant_id=person.id,
                slot=number % PER_GUIDE + 1,
                started_at=clock.now(),
            )
        )
        _give(session, person, guide)


def _give(session: Session, person: Person, guide: Person) -> None:
    for day in range(MEETINGS):
        make.appointment(session, to=person, by=guide, at=make.in_days(3 + 7 * day))
    for position in range(STEPS):
        make.step(session, of=person, position=position)
    for _ in range(LETTERS):
        make.letter(session, to=person, by=guide)
    for number in range(MESSAGES):
        make.message(session, of=person, by=(person, guide)[number % 2], body="Wie geht es Ihnen?")
