"""One conversation between a participant and the guide. No receipts, no "online"."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base, DomainError, HasId
from app.domain.inventory import CONTENT, PERSONAL, Holds
from app.domain.sealed import Sealed

WITHDRAWN_KEPT = timedelta(days=1)
DRAFT_KEPT = timedelta(days=30)
ANSWER_IN = 2  # working days within which the guide answers

LONGEST = 4000  # characters of one message


class AlreadyAnswered(DomainError):
    """The other side has answered; the message stays part of the conversation."""


class ToldByTheApp(DomainError):
    """A line about what was done stands as long as that does: taking that back takes it along."""


class Form(StrEnum):
    """What kind of message it is."""

    TEXT = "text"
    PHRASE = "phrase"  # a reviewed card: its id travels, each side reads its own language
    ENCOURAGEMENT = "encouragement"  # like PHRASE, and nothing is expected back
    NOTE = "note"  # the app tells both sides what was done on purpose


THANKS = "Q1"
ASKS_FOR_NOTHING = frozenset({THANKS, "Q40", "Q41", "Q42"})  # phrases; nobody waits for an answer


class Message(HasId, Base):
    """A line in the conversation. Its id is made by the sender's form, so a repeat adds nothing."""

    __tablename__ = "message"
    __holds__ = Holds("to talk to each other", "programme end + 90 days")
    __table_args__ = (Index("ix_message_thread", "participant_id", "sent_at"),)

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    form: Mapped[Form] = mapped_column(info=PERSONAL)
    phrase_id: Mapped[str | None] = mapped_column(info=PERSONAL)
    body_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    language: Mapped[str] = mapped_column(default="de", info=PERSONAL)  # of the body
    # From when it stands in the conversation; the guide may let it wait for that moment.
    sent_at: Mapped[datetime] = mapped_column(info=PERSONAL)
    # Taken back by its author: nobody sees it, and for a day it can come back.
    withdrawn_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)

    body = Sealed("body_sealed")

    @property
    def asks_for_nothing(self) -> bool:
        """Whether it is a mere "thank you", for which nobody waits for an answer."""
        return self.phrase_id in ASKS_FOR_NOTHING

    def is_answered(self, wrote_at: datetime | None) -> bool:
        """Whether the other side has said something since; `wrote_at` is when it last did."""
        return wrote_at is not None and wrote_at >= self.sent_at

    def may_be_taken_back(self, wrote_at: datetime | None) -> bool:
        """Whether `withdraw` does it."""
        return self.form is not Form.NOTE and not self.is_answered(wrote_at)

    def withdraw(self, *, wrote_at: datetime | None, now: datetime) -> None:
        """Take the message back; `wrote_at` is when the other side last did.

        Raises ToldByTheApp, AlreadyAnswered.
        """
        if self.form is Form.NOTE:
            raise ToldByTheApp
        if self.is_answered(wrote_at):
            raise AlreadyAnswered
        self.withdrawn_at = self.withdrawn_at or now

    def bring_back(self) -> None:
        """Let it stand in the conversation again."""
        self.withdrawn_at = None


class Draft(Base):
    """What someone has typed and not sent yet, kept so that nothing is lost."""

    __tablename__ = "draft"
    __holds__ = Holds("to lose nothing that was typed", "30 days")

    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    body_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    changed_at: Mapped[datetime]

    body = Sealed("body_sealed", owner="author_id")

    @property
    def id(self) -> uuid.UUID:
        """What the sealed text is bound to, beside its author: the conversation."""
        return self.participant_id
