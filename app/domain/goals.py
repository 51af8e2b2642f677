"""Goals and small steps. Nothing here can fail: a step worked, was made smaller, or is put away."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base, DomainError, HasId
from app.domain.inventory import CONTENT, PERSONAL, Holds
from app.domain.sealed import Sealed

OPEN_GOALS_AT_MOST = 3


class EnoughGoals(DomainError):
    """Three goals are open; another one waits until one is put away."""


class Area(StrEnum):
    """The part of life a goal belongs to."""

    HEALTH = "health"
    EVERYDAY = "everyday"
    PEOPLE = "people"
    HOUSING_MONEY = "housing_money"
    SELF_ORGANISATION = "self_organisation"
    WORK = "work"


class Doer(StrEnum):
    """Who takes the step."""

    ME = "me"
    GUIDE = "guide"
    TOGETHER = "together"


class Drawer(StrEnum):
    """Where a step lies. There are no due dates."""

    THIS_WEEK = "this_week"
    SOME_DAY = "some_day"


class Goal(HasId, Base):
    """What a participant wants, in own words."""

    __tablename__ = "goal"
    __holds__ = Holds("to remember what matters to the participant", "programme end + 90 days")

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    area: Mapped[Area] = mapped_column(info=PERSONAL)
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    why_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    created_at: Mapped[datetime]
    put_away_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)

    text = Sealed("text_sealed")
    why = Sealed("why_sealed")


class Step(HasId, Base):
    """Something small to do. `suggested_by_id` is set until the participant takes it or not."""

    __tablename__ = "step"
    __holds__ = Holds("to remember small steps", "programme end + 90 days")
    __table_args__ = (Index("ix_step_open", "participant_id", "done_at", "put_away_at"),)

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    goal_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("goal.id"), index=True)
    suggested_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    doer: Mapped[Doer] = mapped_column(default=Doer.ME, info=PERSONAL)
    drawer: Mapped[Drawer] = mapped_column(default=Drawer.THIS_WEEK, info=PERSONAL)
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    # The wording before it was made smaller, so that making smaller can be undone.
    bigger_text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    position: Mapped[int] = mapped_column(default=0)
    # Only what the participant shows is seen by the guide.
    shared: Mapped[bool] = mapped_column(default=True, info=PERSONAL)
    done_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
    put_away_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
    created_at: Mapped[datetime]

    text = Sealed("text_sealed")
    bigger_text = Sealed("bigger_text_sealed")

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor put away."""
        return self.done_at is None and self.put_away_at is None

    def make_smaller(self, text: str) -> None:
        """Replace the wording by a smaller one; the former wording is kept for the way back."""
        self.bigger_text = self.text
        self.text = text

    def undo_smaller(self) -> None:
        """Go back to the wording before `make_smaller`."""
        if self.bigger_text:
            self.text, self.bigger_text = self.bigger_text, ""
