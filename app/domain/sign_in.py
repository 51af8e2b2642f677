"""Coming in: the paper card, passkeys, device keys with a PIN, and the sessions they open."""

import hashlib
import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base, HasId
from app.domain.inventory import CONTENT, PERSONAL, SECRET, Holds
from app.domain.sealed import Sealed

CARD_LIFE = timedelta(days=7)  # NIST SP 800-63A: codes handed over in person, at most 7 days
CHALLENGE_LIFE = timedelta(minutes=5)
PIN_TRIES = (5, 3)  # five, then 15 minutes of rest, then three more; then a new card
PIN_REST = timedelta(minutes=15)
MOST_PASSKEYS = 5
PROVEN_FOR = timedelta(minutes=5)  # after coming in; later another key needs a new proof


class PhoneUse(StrEnum):
    """Whose phone or computer this is; it decides how long a session lives (trust.md 4.5)."""

    OWN = "own"
    SHARED = "shared"
    STAFF = "staff"


IDLE_END = {
    PhoneUse.OWN: timedelta(days=30),
    PhoneUse.SHARED: timedelta(minutes=15),
    PhoneUse.STAFF: timedelta(minutes=15),
}
ABSOLUTE_END = {
    PhoneUse.OWN: timedelta(days=90),
    PhoneUse.SHARED: timedelta(hours=12),
    PhoneUse.STAFF: timedelta(hours=10),
}


def hash_secret(secret: bytes | str) -> bytes:
    """Return the SHA-256 under which a random secret of at least 112 bits is kept."""
    return hashlib.sha256(secret.encode() if isinstance(secret, str) else secret).digest()


class Card(HasId, Base):
    """An invitation on paper: a QR secret and 16 digits, single use, seven days.

    For staff the same card has no digits: they open a link.
    """

    __tablename__ = "card"
    __holds__ = Holds("to let a person in once", "7 days after it ends", export=False)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, info=SECRET)
    digits_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True, info=SECRET)
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    # Set when the guide answers "was that this person?": yes sets the person's `confirmed_at`.
    answered_at: Mapped[datetime | None]

    def withdraw(self, *, now: datetime) -> None:
        """Let it end now."""
        self.ends_at = min(self.ends_at, now)

    def let_hold_again(self) -> None:
        """Undo that: it ends when it was going to."""
        self.ends_at = self.created_at + CARD_LIFE


class Passkey(HasId, Base):
    """A WebAuthn credential: discoverable, user verified."""

    __tablename__ = "passkey"
    __holds__ = Holds("to come in without a password", "until removed")

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    label_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    phone_use: Mapped[PhoneUse] = mapped_column(info=PERSONAL)
    created_at: Mapped[datetime]
    # The counter went backwards once: that sign-in was refused, the key is kept.
    flagged_at: Mapped[datetime | None]

    label = Sealed("label_sealed", owner="person_id")


class DeviceKey(HasId, Base):
    """The way in for phones without passkeys: a P-256 key that stays in the browser, and a PIN."""

    __tablename__ = "device_key"
    __holds__ = Holds("to come in without a passkey", "until removed")

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)  # SubjectPublicKeyInfo, DER
    pin_hash: Mapped[str] = mapped_column(info=SECRET)
    wrong_tries: Mapped[int] = mapped_column(default=0)
    rests_until: Mapped[datetime | None]
    phone_use: Mapped[PhoneUse] = mapped_column(info=PERSONAL)
    created_at: Mapped[datetime]

    @property
    def is_closed(self) -> bool:
        """Whether only a new card helps: after eight wrong PINs."""
        return self.wrong_tries >= sum(PIN_TRIES)

    def may_try(self, *, now: datetime) -> bool:
        """Whether another PIN may be tried now."""
        return not self.is_closed and (self.rests_until is None or now >= self.rests_until)

    def count_wrong(self, *, now: datetime) -> None:
        """Note one wrong PIN; the fifth starts the rest."""
        self.wrong_tries += 1
        if self.wrong_tries == PIN_TRIES[0]:
            self.rests_until = now + PIN_REST


class Challenge(HasId, Base):
    """A random challenge for a passkey or device key: used once, gone after five minutes."""

    __tablename__ = "challenge"
    __holds__ = Holds("to make each sign-in fresh", "5 minutes", export=False)

    value: Mapped[bytes] = mapped_column(LargeBinary(32), info=SECRET)
    ends_at: Mapped[datetime] = mapped_column(index=True)


class LoginSession(HasId, Base):
    """A device that is signed in. Only the hash of its token is kept.

    There is no "last active": the idle end is kept in the browser's own signed cookie.
    """

    __tablename__ = "login_session"
    __holds__ = Holds("to stay signed in and to sign a device out", "90 days at most")

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, info=SECRET)
    phone_use: Mapped[PhoneUse] = mapped_column(info=PERSONAL)
    label_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    label = Sealed("label_sealed", owner="person_id")

    def is_just_proven(self, *, now: datetime) -> bool:
        """Whether finger, face or code were shown a moment ago, so that a key may be added.

        Every session begins with such a proof.
        """
        return now - self.created_at < PROVEN_FOR


class Attempt(Base):
    """Wrong tries within a window, by a hash of what is limited. Exact on every machine."""

    __tablename__ = "attempt"
    __holds__ = Holds("to slow down guessing", "1 hour", export=False)

    scope: Mapped[str] = mapped_column(primary_key=True)  # "card:<hash of address>", "card:all" …
    window_starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
