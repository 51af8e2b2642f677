"""Writes for coming in: cards, challenges, passkeys, device keys, sessions, settings."""

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.account import queries
from app.core import attempts
from app.domain.calendar_feeds import CalendarFeed
from app.domain.cards import SECRET_BYTES, new_number
from app.domain.consents import Consent, Purpose, let_hold
from app.domain.people import Person, Role
from app.domain.sign_in import (
    CARD_LIFE,
    CHALLENGE_LIFE,
    Card,
    Challenge,
    DeviceKey,
    LoginSession,
    Passkey,
    PhoneUse,
    hash_secret,
)

CARD_KEPT = timedelta(days=7)  # after its end, so that the guide can still say who used it


class CardDoesNotFit(Exception):
    """Wrong, used, expired or guessed: one answer for all of them."""


class NoSuchKey(Exception):
    """The person has no such key."""


class LastKey(Exception):
    """Without it the person could not come in any more."""


def hash_digits(number: str, pepper: bytes) -> bytes:
    """Return the scrypt hash of a card number (RFC 7914, n=2^15).

    The pepper is the salt, the same for all cards, so that a number can be looked up.
    """
    return hashlib.scrypt(
        number.encode(), salt=pepper, n=2**15, r=8, p=1, maxmem=64 * 1024 * 1024, dklen=32
    )


def make_card(
    session: Session,
    person: Person,
    *,
    made_by: uuid.UUID | None,
    pepper: bytes,
    now: datetime,
) -> tuple[Card, str, str | None]:
    """Make a new card and return it with its secret and its number, which are kept nowhere.

    The newest card kills older ones. Staff cards have no number: they are opened as a link.
    """
    session.execute(
        update(Card)
        .where(Card.person_id == person.id, Card.used_at.is_(None), Card.ends_at > now)
        .values(ends_at=now)
    )
    secret = secrets.token_urlsafe(SECRET_BYTES)
    number = new_number() if person.role is Role.PARTICIPANT else None
    card = Card(
        person_id=person.id,
        made_by_id=made_by,
        secret_hash=hash_secret(secret),
        digits_hash=hash_digits(number, pepper) if number else None,
        created_at=now,
        ends_at=now + CARD_LIFE,
    )
    session.add(card)
    return card, secret, number


def check_card(card: Card | None, *, now: datetime) -> Card:
    """Return the card if it can still be used. Raises CardDoesNotFit."""
    if card is None or card.used_at is not None or card.ends_at <= now:
        raise CardDoesNotFit
    return card


def use_card(session: Session, card_id: uuid.UUID, *, now: datetime) -> None:
    """Use the card up, once, whoever else tries at the same moment. Raises CardDoesNotFit."""
    used = session.execute(
        update(Card)
        .where(Card.id == card_id, Card.used_at.is_(None), Card.ends_at > now)
        .values(used_at=now)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise CardDoesNotFit


def new_challenge(session: Session, *, asked: str, now: datetime) -> bytes:
    """Return a fresh challenge and remember for five minutes what was asked with it, and where.

    Only a hash of both is kept: an answer to something else, or from another browser, finds none.
    """
    session.execute(delete(Challenge).where(Challenge.ends_at <= now))
    challenge = secrets.token_bytes(32)
    bound = hash_secret(asked.encode() + challenge)
    session.add(Challenge(value=bound, ends_at=now + CHALLENGE_LIFE))
    return challenge


def take_challenge(session: Session, challenge: bytes, *, asked: str, now: datetime) -> bool:
    """Use a challenge up; False if we never asked this with it, or not lately."""
    bound = hash_secret(asked.encode() + challenge)
    taken = session.execute(
        delete(Challenge).where(Challenge.value == bound, Challenge.ends_at > now)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def add_passkey(
    session: Session,
    person: Person,
    *,
    credential_id: bytes,
    public_key: bytes,
    sign_count: int,
    phone_use: PhoneUse,
    label: str,
    now: datetime,
) -> None:
    """Keep a new passkey."""
    session.add(
        Passkey(
            person_id=person.id,
            credential_id=credential_id,
            public_key=public_key,
            sign_count=sign_count,
            phone_use=phone_use,
            label=label,
            created_at=now,
        )
    )


def add_device_key(
    session: Session,
    person: Person,
    *,
    device_id: uuid.UUID,
    public_key: bytes,
    pin_hash: str,
    phone_use: PhoneUse,
    now: datetime,
) -> DeviceKey:
    """Keep a new device key with its PIN; the person's older ones are gone.

    The browser made the id, with the key, before it asked: a lost answer leaves it with both.
    """
    session.execute(delete(DeviceKey).where(DeviceKey.person_id == person.id))
    device = DeviceKey(
        id=device_id,
        person_id=person.id,
        public_key=public_key,
        pin_hash=pin_hash,
        phone_use=phone_use,
        created_at=now,
    )
    session.add(device)
    return device


def remove_key(session: Session, person: Person, key_id: uuid.UUID) -> None:
    """Remove one of the person's keys. Raises NoSuchKey, LastKey."""
    keys: list[Passkey | DeviceKey] = [
        *queries.passkeys_of(session, person.id),
        *queries.device_keys_of(session, person.id),
    ]
    key = next((each for each in keys if each.id == key_id), None)
    if key is None:
        raise NoSuchKey
    if not any(each is not key and not getattr(each, "is_closed", False) for each in keys):
        raise LastKey  # a code that was closed by wrong tries opens nothing
    session.delete(key)


def note_consents(
    session: Session,
    person: Person,
    answers: dict[Purpose, tuple[bool, str]],
    *,
    language: str,
    now: datetime,
) -> None:
    """Keep each answer with the exact words that were asked."""
    for purpose, (agreed, wording) in answers.items():
        session.add(
            Consent(
                participant_id=person.id,
                purpose=purpose,
                agreed=agreed,
                wording=wording,
                language=language,
                given_at=now,
            )
        )
        let_hold(person, purpose, agreed=agreed)


def end_session(session: Session, login: LoginSession) -> None:
    """Sign one device out; its push subscription dies with it."""
    session.delete(login)


def end_all_ways_in(session: Session, person_id: uuid.UUID, *, now: datetime) -> None:
    """Sign every device out and forget every key: a phone is lost. Nothing of the content goes."""
    session.execute(delete(LoginSession).where(LoginSession.person_id == person_id))
    session.execute(delete(Passkey).where(Passkey.person_id == person_id))
    session.execute(delete(DeviceKey).where(DeviceKey.person_id == person_id))
    session.execute(delete(CalendarFeed).where(CalendarFeed.participant_id == person_id))
    session.execute(
        update(Card).where(Card.person_id == person_id, Card.used_at.is_(None)).values(ends_at=now)
    )


def forget_old(session: Session, *, now: datetime) -> None:
    """Delete what has ended: sessions, challenges, wrong tries, and cards after a week."""
    session.execute(delete(LoginSession).where(LoginSession.ends_at <= now))
    session.execute(delete(Challenge).where(Challenge.ends_at <= now))
    session.execute(delete(Card).where(Card.ends_at <= now - CARD_KEPT))
    attempts.forget_old(session, now=now)
