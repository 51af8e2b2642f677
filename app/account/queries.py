"""Reads for coming in and for the settings."""

import uuid

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.people import Guidance, Person, Programme
from app.domain.sign_in import Card, DeviceKey, LoginSession, Passkey


def card_by_secret(session: Session, secret_hash: bytes) -> Card | None:
    """Return the card with this QR secret."""
    return session.scalar(select(Card).where(Card.secret_hash == secret_hash))


def card_by_digits(session: Session, digits_hash: bytes) -> Card | None:
    """Return the card with these digits."""
    return session.scalar(select(Card).where(Card.digits_hash == digits_hash))


def card(session: Session, card_id: uuid.UUID) -> Card | None:
    """Return a card by its id."""
    return session.get(Card, card_id)


def person(session: Session, person_id: uuid.UUID) -> Person:
    """Return a person. Raises NoResultFound."""
    return session.execute(select(Person).where(Person.id == person_id)).scalar_one()


def passkey_owner(session: Session, credential_id: bytes) -> tuple[Passkey, Person] | None:
    """Return a passkey and whose it is."""
    row = session.execute(
        select(Passkey, Person)
        .join(Person, Person.id == Passkey.person_id)
        .where(Passkey.credential_id == credential_id)
    ).first()
    return None if row is None else (row[0], row[1])


def is_known_passkey(session: Session, credential_id: bytes) -> bool:
    """Whether somebody has a passkey with this id already."""
    return passkey_owner(session, credential_id) is not None


def device_owner(session: Session, device_id: uuid.UUID) -> tuple[DeviceKey, Person] | None:
    """Return a device key and whose it is; two codes at the same moment are tried in turn."""
    row = session.execute(
        select(DeviceKey, Person)
        .join(Person, Person.id == DeviceKey.person_id)
        .where(DeviceKey.id == device_id)
        .with_for_update(of=DeviceKey)
    ).first()
    return None if row is None else (row[0], row[1])


def passkeys_of(session: Session, person_id: uuid.UUID) -> list[Passkey]:
    """Return a person's passkeys, oldest first."""
    found = select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.created_at)
    return list(session.scalars(found))


def has_code(session: Session, person_id: uuid.UUID) -> bool:
    """Whether the person opens the app with a code on some phone."""
    return session.scalar(select(exists().where(DeviceKey.person_id == person_id))) or False


def sessions_of(session: Session, person_id: uuid.UUID) -> list[LoginSession]:
    """Return the devices a person is signed in on, newest first."""
    return list(
        session.scalars(
            select(LoginSession)
            .where(LoginSession.person_id == person_id)
            .order_by(LoginSession.created_at.desc())
        )
    )


def own_session(
    session: Session, person_id: uuid.UUID, session_id: uuid.UUID
) -> LoginSession | None:
    """Return one of the person's own signed-in devices."""
    return session.scalar(
        select(LoginSession).where(
            LoginSession.id == session_id, LoginSession.person_id == person_id
        )
    )


def guide_and_programme(
    session: Session, participant_id: uuid.UUID
) -> tuple[Person | None, Programme]:
    """Return who accompanies a participant now, and the programme."""
    row = session.execute(
        select(Person, Programme)
        .select_from(Guidance)
        .join(Person, Person.id == Guidance.guide_id)
        .join(Programme, Programme.id == Person.programme_id)
        .where(Guidance.participant_id == participant_id, Guidance.ended_at.is_(None))
    ).first()
    if row is not None:
        return row[0], row[1]
    programme = session.execute(
        select(Programme)
        .join(Person, Person.programme_id == Programme.id)
        .where(Person.id == participant_id)
    ).scalar_one()
    return None, programme
