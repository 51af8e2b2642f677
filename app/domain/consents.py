"""What a participant agreed to: one question each, with the exact words that were asked."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base, HasId
from app.domain.inventory import CONTENT, PERSONAL, Holds
from app.domain.people import Person
from app.domain.sealed import Sealed


class Purpose(StrEnum):
    """What is asked for. "No" is an answer, and everything else works without it."""

    STORE_MEETINGS = "store_meetings"
    STORE_LETTERS = "store_letters"


class Consent(HasId, Base):
    """One answer to one question. The newest answer per purpose holds."""

    __tablename__ = "consent"
    __holds__ = Holds("to prove what was agreed (Art. 7 GDPR)", "with the participant's data")
    __table_args__ = (Index("ix_consent_newest", "participant_id", "purpose", "given_at"),)

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[Purpose] = mapped_column(info=PERSONAL)
    agreed: Mapped[bool] = mapped_column(info=PERSONAL)
    wording_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    language: Mapped[str]
    given_at: Mapped[datetime]

    wording = Sealed("wording_sealed")


def let_hold(person: Person, purpose: Purpose, *, agreed: bool) -> None:
    """Let an answer hold from now on: a no keeps these things on paper."""
    if purpose is Purpose.STORE_LETTERS:
        person.letters_on_paper = not agreed
    else:
        person.meetings_on_paper = not agreed
