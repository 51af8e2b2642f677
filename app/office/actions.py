"""Writes of the office: staff and their one-time links, and the programme's words."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.account.actions import end_all_ways_in, make_card
from app.core.keyring import PersonKeys
from app.core.once import add_once
from app.domain.access import Viewer
from app.domain.hours import Hours
from app.domain.people import Person, Programme, Role, Salutation


@dataclass(frozen=True)
class NewStaff:
    """Who starts to work here."""

    first: str
    last: str
    salutation: Salutation
    role: Role
    hours: Hours
    phone: str


@dataclass(frozen=True)
class Crisis:
    """Who helps at once nearby."""

    name: str
    phone: str
    hours: Hours


def add_staff(
    session: Session,
    keys: PersonKeys,
    viewer: Viewer,
    person_id: uuid.UUID,
    new: NewStaff,
    *,
    now: datetime,
) -> Person:
    """Add somebody who works in the viewer's programme."""
    keys.make_once(person_id)
    person = Person(
        id=person_id,
        programme_id=viewer.programme_id,
        role=new.role,
        handle=secrets.token_bytes(32),
        first_name=new.first,
        last_name=new.last,
        salutation=new.salutation,
        hours=new.hours,
        phone=new.phone,
        created_at=now,
    )
    if not add_once(session, person):  # the same form, sent twice at the same moment
        return session.get_one(Person, person_id)
    return person


def make_link(
    session: Session, viewer: Viewer, person: Person, *, pepper: bytes, now: datetime
) -> str:
    """Make a one-time link and return its secret; an older one ends."""
    _card, secret, _no_number = make_card(
        session, person, made_by=viewer.person_id, pepper=pepper, now=now
    )
    return secret


def renew_link(
    session: Session,
    viewer: Viewer,
    person: Person,
    card_id: uuid.UUID,
    *,
    pepper: bytes,
    now: datetime,
) -> str:
    """Close every way in and make a one-time link: a computer or a key is lost."""
    end_all_ways_in(session, person.id, now=now)
    person.confirmed_at = None
    card, secret, _no_number = make_card(
        session, person, made_by=viewer.person_id, pepper=pepper, now=now
    )
    card.id = card_id
    return secret


def end_sessions(session: Session, person: Person, *, now: datetime) -> None:
    """Sign a colleague out everywhere; coming back takes a new link."""
    end_all_ways_in(session, person.id, now=now)


def change_programme(
    programme: Programme, *, office_phone: str, crisis: Crisis, advice: str, land: str
) -> None:
    """Keep the programme's words."""
    programme.office_phone = office_phone
    programme.crisis_name, programme.crisis_phone = crisis.name, crisis.phone
    programme.crisis_hours = crisis.hours
    programme.advice, programme.land = advice, land
