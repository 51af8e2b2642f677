"""The address at which a participant's own calendar reads the meetings: day and hour, no more.

Whoever has the address sees them without signing in, so it is as hard to guess as a key, kept as a
hash only, and ends at once when there is a new one. Nothing notes whether a calendar ever asks.
"""

import uuid

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base, HasId
from app.domain.inventory import SECRET, Holds
from app.domain.sign_in import hash_secret

SECRET_BYTES = 16


class CalendarFeed(HasId, Base):
    """One participant's calendar address. There is none until it is switched on."""

    __tablename__ = "calendar_feed"
    __holds__ = Holds(
        "to let the person's own calendar read the meetings",
        "until switched off, or every way in is closed",
    )

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, info=SECRET)

    def opens_with(self, secret: str) -> bool:
        """Whether this secret stands in the address that holds now."""
        return self.secret_hash == hash_secret(secret)
