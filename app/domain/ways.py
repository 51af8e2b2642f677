"""Other ways to be told than the phone's own notices: e-mail, SMS, a call before meetings.

Each is somebody's own wish. An address is used only after a code that was sent there came back, so
that a slip of the finger writes to nobody else.
"""

import hmac
import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, UniqueConstraint, and_, exists, or_
from sqlalchemy.orm import Mapped, aliased, mapped_column

from app.domain.base import Base, DomainError, HasId
from app.domain.inventory import CONTENT, PERSONAL, Holds
from app.domain.people import Person
from app.domain.reminders import ReminderChoice
from app.domain.sealed import Sealed

CODE_LIFE = timedelta(days=1)
WRONG_CODES = 5
CODE_DIGITS = 6


class CodeDoesNotFit(DomainError):
    """These are other digits than those that were sent."""


class CodeIsOver(DomainError):
    """It is a day old, or was tried too often: a new one is needed."""


class Way(StrEnum):
    """How somebody is told, beside the notices of a phone."""

    EMAIL = "email"
    SMS = "sms"
    CALL = "call"  # the guide calls before meetings


WRITTEN = (Way.EMAIL, Way.SMS)


class OtherWay(HasId, Base):
    """One way that somebody chose. It is gone, with its address, when it is not wanted any more."""

    __tablename__ = "other_way"
    __holds__ = Holds("to tell in the way that was chosen", "until it is not wanted any more")
    __table_args__ = (UniqueConstraint("participant_id", "way"),)

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    way: Mapped[Way] = mapped_column(info=PERSONAL)
    # For a call: another number than the guide knows, or none.
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    code_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    asked_at: Mapped[datetime]  # for the code
    wrong_codes: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]  # the mail server or the gateway does not know the address

    address = Sealed("address_sealed")
    code = Sealed("code_sealed")

    @property
    def is_open(self) -> bool:
        """Whether notices go there."""
        return self.way in WRITTEN and self.confirmed_at is not None and self.gone_at is None

    def ask(self, code: str, *, now: datetime) -> None:
        """Let this code prove from now on that the address is the person's own."""
        self.code, self.asked_at, self.wrong_codes = code, now, 0

    def confirm(self, code: str, *, now: datetime) -> None:
        """Use the address from now on. Raises CodeDoesNotFit, CodeIsOver."""
        if self.confirmed_at is not None:
            return
        if not self.code or self.wrong_codes >= WRONG_CODES or now >= self.asked_at + CODE_LIFE:
            raise CodeIsOver
        if not hmac.compare_digest(self.code.encode(), code.encode()):
            self.wrong_codes += 1
            raise CodeDoesNotFit
        self.confirmed_at, self.code = now, ""


def hears_of_meetings(person_id: Any) -> ColumnElement[bool]:
    """Whether a change of a meeting is told in some way. Choices decide, never what arrived."""
    choice, way, person = aliased(ReminderChoice), aliased(OtherWay), aliased(Person)
    in_the_app = exists().where(person.id == person_id, person.meetings_on_paper.is_(False))
    in_writing = exists().where(
        way.participant_id == person_id, way.way.in_(WRITTEN), way.confirmed_at.is_not(None)
    )
    by_push = and_(choice.by_push.is_(True), choice.push_is_on.is_(True))
    chosen = exists().where(
        choice.participant_id == person_id, choice.meetings.is_(True), or_(by_push, in_writing)
    )
    return and_(in_the_app, chosen)
