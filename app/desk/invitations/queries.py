"""Reads for inviting."""

import uuid
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.access import Viewer
from app.domain.people import CAP_PER_GUIDE, Guidance, Person
from app.domain.sign_in import Card


def free_places(session: Session, viewer: Viewer) -> list[int]:
    """Return the places (1 to 50) in which the guide accompanies nobody."""
    taken = session.scalars(
        select(Guidance.slot).where(
            Guidance.guide_id == viewer.person_id, Guidance.slot.is_not(None)
        )
    )
    return sorted(set(range(1, CAP_PER_GUIDE + 1)) - set(taken))


def person(session: Session, person_id: uuid.UUID) -> Person | None:
    """Return whoever has this id: a form may bring one along that is taken."""
    return session.get(Person, person_id)


def card(session: Session, card_id: uuid.UUID) -> Card | None:
    """Return a card by its id."""
    return session.get(Card, card_id)


def newest_unused_card(session: Session, person_id: uuid.UUID) -> Card | None:
    """Return the newest card of a person, if nobody has used it; it may have ended."""
    newest = session.scalar(
        select(Card)
        .where(Card.person_id == person_id)
        .order_by(Card.created_at.desc())
        .limit(1)
        .with_for_update()  # against somebody who uses it at this very moment
    )
    return newest if newest is not None and newest.used_at is None else None


def came_in_since(session: Session, person_id: uuid.UUID, moment: datetime) -> bool:
    """Whether a card made at that moment or later was used."""
    used = select(Card.id).where(
        Card.person_id == person_id, Card.created_at >= moment, Card.used_at.is_not(None)
    )
    return bool(session.scalar(select(exists(used))))
