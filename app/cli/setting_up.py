"""Preparing an installation, and letting its first coordinator in."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_bytes

from flask import current_app
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from app import create_app
from app.account import actions
from app.core import clock, db, migrate, secrets
from app.core.settings import Settings
from app.domain.people import Person, Programme, Role


class HasProgramme(Exception):
    """There is a programme in this installation already: one each."""


def prepare(settings: Settings) -> None:
    """Make missing keys and bring the database to the newest shape.

    Raises SecretsMissing if there are people already: new keys could read nothing of theirs.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = db.make_engine(settings.database)
    if not secrets.are_complete(settings.data_dir):
        if _holds_people(engine):
            secrets.load(settings.data_dir)
        secrets.make_missing(settings.data_dir)
    migrate.upgrade(engine)
    if settings.is_sqlite:
        for path in settings.data_dir.glob("*.sqlite3"):
            path.chmod(0o600)


def _holds_people(engine: Engine) -> bool:
    with engine.connect() as connection:
        if not inspect(connection).has_table(Person.__tablename__):
            return False
        return connection.execute(select(Person.id).limit(1)).first() is not None


@contextmanager
def writing(settings: Settings) -> Iterator[Session]:
    """Give a session inside the app that commits at the end of the block."""
    with (
        create_app(settings).app_context(),
        Session(current_app.extensions["engine"], expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


def first_coordinator(settings: Settings, programme: str, name: str) -> str:
    """Make the programme and its coordinator; return the one-time link. Raises HasProgramme."""
    first, _, last = name.strip().partition(" ")
    with writing(settings) as session:
        if settings.is_demo or session.scalar(select(Programme.id).limit(1)):
            raise HasProgramme
        made = Programme(name=programme, created_at=clock.now())
        session.add(made)
        session.flush()
        person_id = uuid.uuid4()
        current_app.extensions["keys"].make(person_id)
        person = Person(
            id=person_id,
            programme_id=made.id,
            role=Role.COORDINATOR,
            handle=token_bytes(32),
            first_name=first,
            last_name=last,
            created_at=clock.now(),
        )
        session.add(person)
        session.flush()
        return _link(settings, session, person)


def new_link(settings: Settings, name: str) -> str | None:
    """End a coordinator's keys and sessions and return a new link; None if nobody has the name."""
    with writing(settings) as session:
        everyone = session.scalars(select(Person).where(Person.role == Role.COORDINATOR))
        person = next((each for each in everyone if str(each.name) == name.strip()), None)
        if person is None:
            return None
        actions.end_all_ways_in(session, person.id, now=clock.now())
        return _link(settings, session, person)


def _link(settings: Settings, session: Session, person: Person) -> str:
    pepper = current_app.extensions["secrets"].pepper
    _card, secret, _number = actions.make_card(
        session, person, made_by=None, pepper=pepper, now=clock.now()
    )
    return f"{settings.origin}/k#{secret}"
