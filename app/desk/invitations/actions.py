"""Writes for inviting: a person with a key of their own, a place, and a paper card."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.account.actions import end_all_ways_in, make_card
from app.core.keyring import PersonKeys
from app.core.once import add_once
from app.domain.access import Viewer
from app.domain.people import EveryPlaceIsTaken, Guidance, Person, Role, Salutation
from app.domain.sign_in import Card


@dataclass(frozen=True)
class Invited:
    """Who is invited, as the guide typed it."""

    first: str
    last: str
    salutation: Salutation
    language: str
    phone: str


def invite(
    session: Session,
    keys: PersonKeys,
    viewer: Viewer,
    person_id: uuid.UUID,
    invited: Invited,
    *,
    places: list[int],
    now: datetime,
) -> Person:
    """Add a participant whom the viewer accompanies from now on. Raises EveryPlaceIsTaken."""
    if not places:
        raise EveryPlaceIsTaken
    keys.make_once(person_id)
    person = Person(
        id=person_id,
        programme_id=viewer.programme_id,
        role=Role.PARTICIPANT,
        handle=secrets.token_bytes(32),
        first_name=invited.first,
        last_name=invited.last,
        salutation=invited.salutation,
        language=invited.language,
        phone=invited.phone,
        created_at=now,
    )
    if not add_once(session, person):  # the same form, sent twice at the same moment
        return session.get_one(Person, person_id)
    _take_place(session, viewer, person, places, now=now)
    return person


def _take_place(
    session: Session, viewer: Viewer, person: Person, places: list[int], *, now: datetime
) -> None:
    # Somebody else may take the same place at this moment; the database lets only one through.
    for place in places:
        try:
            with session.begin_nested():
                session.add(
                    Guidance(
                        guide_id=viewer.person_id,
                        participant_id=person.id,
                        slot=place,
                        started_at=now,
                    )
                )
        except IntegrityError:
            continue
        return
    raise EveryPlaceIsTaken


def first_card(
    session: Session, viewer: Viewer, person: Person, *, pepper: bytes, now: datetime
) -> tuple[str, str]:
    """Make a card and return its secret and its 16 digits; an older one ends."""
    _card, secret, number = make_card(
        session, person, made_by=viewer.person_id, pepper=pepper, now=now
    )
    return secret, number or ""


def new_card(
    session: Session,
    viewer: Viewer,
    person: Person,
    card_id: uuid.UUID,
    *,
    pepper: bytes,
    now: datetime,
) -> tuple[str, str]:
    """Close every way in, for a lost phone, and make a card; nothing of the content goes.

    The account is empty again until the guide says who used the card.
    """
    end_all_ways_in(session, person.id, now=now)
    session.execute(
        update(Card)
        .where(Card.person_id == person.id, Card.used_at.is_not(None), Card.answered_at.is_(None))
        .values(answered_at=now)
    )
    person.confirmed_at = None
    card, secret, number = make_card(
        session, person, made_by=viewer.person_id, pepper=pepper, now=now
    )
    card.id = card_id
    return secret, number or ""
