"""Goals and small steps. Nothing here can fail: a step worked, was made smaller, or is put away."""

import uuid
from collections.abc import Sequence
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


class DoneTogether(DomainError):
    """The guide takes part in the step, so the guide sees it."""


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
    language: Mapped[str] = mapped_column(default="de", info=PERSONAL)  # of both
    # The words before the last change, so that it can be undone.
    former_text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    former_why_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    former_language: Mapped[str] = mapped_column(default="de", info=PERSONAL)
    created_at: Mapped[datetime]
    put_away_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)

    text = Sealed("text_sealed")
    why = Sealed("why_sealed")
    former_text = Sealed("former_text_sealed")
    former_why = Sealed("former_why_sealed")

    def reword(self, text: str, why: str, *, language: str) -> None:
        """Say it in other words; the former ones are kept for the way back."""
        if (text, why) != (self.text, self.why):
            self.former_text, self.former_why = self.text, self.why
            self.former_language = self.language
            self.text, self.why, self.language = text, why, language

    def undo_reword(self) -> None:
        """Go back to the words before the last `reword`. Without one, nothing happens."""
        if self.former_text:
            self.text, self.why = self.former_text, self.former_why
            self.language = self.former_language
            self.former_text = self.former_why = ""

    def put_away(self, *, now: datetime) -> None:
        """Put it away. Its steps stay where they are."""
        self.put_away_at = self.put_away_at or now

    def take_out(self, *, open_goals: int) -> None:
        """Take it out again. Raises EnoughGoals if `open_goals`, without this one, are enough."""
        if self.put_away_at is not None:
            check_room_for_a_goal(open_goals)
            self.put_away_at = None


def check_room_for_a_goal(open_goals: int) -> None:
    """Raise EnoughGoals if there is no room beside the goals that are open."""
    if open_goals >= OPEN_GOALS_AT_MOST:
        raise EnoughGoals


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
    # Of the words: the guide's in a suggestion, and in a step taken from one until it is said anew.
    language: Mapped[str] = mapped_column(default="de", info=PERSONAL)
    # The wording before the last change (made smaller, said otherwise), so that it can be undone.
    bigger_text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    bigger_language: Mapped[str] = mapped_column(default="de", info=PERSONAL)
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

    @property
    def is_suggestion(self) -> bool:
        """Whether it waits for the participant to take it, or not."""
        return self.suggested_by_id is not None

    def make_smaller(self, text: str, *, language: str) -> None:
        """Replace the wording by a smaller one; the former wording is kept for the way back."""
        if text != self.text:
            self.bigger_text, self.bigger_language = self.text, self.language
            self.text, self.language = text, language

    def undo_smaller(self) -> None:
        """Go back to the wording before `make_smaller`."""
        if self.bigger_text:
            self.text, self.language = self.bigger_text, self.bigger_language
            self.bigger_text = ""

    def give_to(self, doer: Doer) -> None:
        """Say who takes it. What the guide takes part in, the guide sees."""
        self.doer = doer
        if doer is not Doer.ME:
            self.shared = True

    def show(self, *, shared: bool) -> None:
        """Show it to the guide, or not any more. Raises DoneTogether."""
        if not shared and self.doer is not Doer.ME:
            raise DoneTogether
        self.shared = shared

    def complete(self, *, now: datetime) -> None:
        """Note that it worked. The day of the first time stays."""
        self.done_at = self.done_at or now

    def reopen(self) -> None:
        """Take "it worked" back."""
        self.done_at = None

    def put_away(self, *, now: datetime) -> None:
        """Put it away: an open one aside, a suggestion with "no, thanks", a done one hidden."""
        self.put_away_at = self.put_away_at or now

    def take_out(self) -> None:
        """Take it out again, to where it lay."""
        self.put_away_at = None

    def lay(self, drawer: Drawer, others: Sequence["Step"], *, at: int | None = None) -> None:
        """Lay it into a drawer, at an index among the `others` that lie there; None is the end."""
        place = len(others) if at is None else max(0, min(at, len(others)))
        self.drawer = drawer
        for position, each in enumerate((*others[:place], self, *others[place:])):
            each.position = position

    def lay_behind(self, others: Sequence["Step"], some_day: Sequence["Step"]) -> None:
        """Later: behind the `others` of its drawer. The only one of this week goes to some day.

        What only the guide does is none: putting a step behind it would change nothing in sight.
        """
        mine = [each for each in others if each.doer is not Doer.GUIDE]
        if self.drawer is Drawer.THIS_WEEK and not mine:
            self.lay(Drawer.SOME_DAY, some_day)
        else:
            self.lay(self.drawer, others)
