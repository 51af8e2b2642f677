"""Letters: a closed envelope, a calm and honest summary, and the official text unchanged.

Whether a letter was opened is stored nowhere.
"""

import uuid
from datetime import date, datetime
from functools import partial

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.calm import facts as calm_facts
from app.calm.dates import safe_date
from app.calm.letter_kinds import KINDS, Label, LetterKind, Sender
from app.domain.base import Base, DomainError, HasId
from app.domain.calendar import is_working_day
from app.domain.inventory import CONTENT, PERSONAL, Holds
from app.domain.sealed import Sealed


class LetterIsReleased(DomainError):
    """The participant may have it in hands; it is not changed under them any more."""


def waits_for_meeting(label: Label | None, *, wished: bool) -> bool:
    """Whether a letter stays closed until the next meeting: a hard one, if its reader wished so.

    It is a wish about how to read, not a lock: the reader may open it at any moment.
    """
    return wished and label is Label.SCHWER


class Letter(HasId, Base):
    """One letter with its summary. Text and facts are sealed with the participant's key."""

    __tablename__ = "letter"
    __holds__ = Holds("to read a letter without fear", "programme end + 90 days")
    __table_args__ = (Index("ix_letter_list", "participant_id", "released_at"),)

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(info=PERSONAL)  # a name of calm.letter_kinds.KINDS
    sender: Mapped[Sender] = mapped_column(info=PERSONAL)
    sender_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    letter_on: Mapped[date | None] = mapped_column(info=PERSONAL)
    label: Mapped[Label | None] = mapped_column(info=PERSONAL)
    # "Is there an important date?" is answered by a human: None is "not yet".
    has_date: Mapped[bool | None] = mapped_column(info=PERSONAL)
    facts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    # The guide's own words in place of the template's; empty means the template speaks.
    about_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    if_nothing_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    official_text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    paper_only: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    # The guide has stuck the printed smiley on the real envelope, and says so.
    smiley_on_envelope: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    # A human has looked: the words about less money in this letter are general notes.
    consequence_is_general: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    created_at: Mapped[datetime]
    # From when the participant sees it. Ahead of now: released, and the guide may take it back.
    released_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
    put_away_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
    # The participant asked, by a tap, to read it together.
    together_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)

    sender_name = Sealed("sender_name_sealed")
    facts_json = Sealed("facts_sealed")
    about = Sealed("about_sealed")
    if_nothing = Sealed("if_nothing_sealed")
    note = Sealed("note_sealed")
    official_text = Sealed("official_text_sealed")

    @property
    def facts(self) -> tuple[calm_facts.Fact, ...]:
        """Dates, amounts and words a human has ticked against the letter."""
        stored = self.facts_json
        return calm_facts.from_json(stored) if stored else ()

    @facts.setter
    def facts(self, facts: tuple[calm_facts.Fact, ...]) -> None:
        self.facts_json = calm_facts.to_json(facts)

    @property
    def is_hard(self) -> bool:
        """Whether it is not good news: then the app asks first how the person wants to read it."""
        return self.label is Label.SCHWER

    def invites_to(self, wall: datetime) -> bool:
        """Whether it sets an appointment at this wall time (naive)."""
        appointment = calm_facts.Role.APPOINTMENT
        return any(each.role is appointment and each.value == wall for each in self.facts)

    def tick(self, fact: calm_facts.Fact) -> None:
        """Note a fact; the former one with its role goes. Raises LetterIsReleased.

        The letter's own date is also the date of the envelope.
        """
        self.check_is_draft()
        others = tuple(each for each in self.facts if each.role is not fact.role)
        self.facts = (*others, fact)
        if fact.role is calm_facts.Role.LETTER_DATE and isinstance(fact.value, date):
            self.letter_on = fact.value

    def untick(self, role: calm_facts.Role) -> None:
        """Forget the fact with this role, if there is one. Raises LetterIsReleased."""
        self.check_is_draft()
        self.facts = tuple(each for each in self.facts if each.role is not role)

    def check_is_draft(self) -> None:
        """Raise LetterIsReleased if it is released, seen already or not."""
        if self.released_at is not None:
            raise LetterIsReleased

    def release(self, *, at: datetime) -> None:
        """Let the participant see it from this moment on. Raises LetterIsReleased."""
        self.check_is_draft()
        self.released_at = at

    def is_waiting(self, *, now: datetime) -> bool:
        """Whether it is released and not shown yet."""
        return self.released_at is not None and self.released_at > now

    def take_back(self, *, now: datetime) -> None:
        """Make it a draft again while nobody could see it. Raises LetterIsReleased."""
        self._check_is_not_shown(now)
        self.released_at = None

    def show_now(self, *, now: datetime) -> None:
        """Let the participant see a waiting letter at once. Raises LetterIsReleased."""
        self._check_is_not_shown(now)
        self.released_at = now

    def _check_is_not_shown(self, now: datetime) -> None:
        if not self.is_waiting(now=now):
            raise LetterIsReleased


class SecondLook(HasId, Base):
    """A colleague was asked to look over one draft. It ends with the answer or the release."""

    __tablename__ = "second_look"
    __holds__ = Holds("to let a second guide check a hard letter", "until its letter is released")

    letter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("letter.id"), unique=True)
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    colleague_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    remark_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)

    # What the colleague would change; "" with an answer means that it fits.
    remark = Sealed("remark_sealed")

    def answer(self, remark: str, *, now: datetime) -> None:
        """Say that it fits (no remark) or what does not."""
        self.remark, self.answered_at = remark.strip(), now


def safe_day(letter_on: date | None, *, land: str) -> date | None:
    """Return the safe date (`calm.dates`) with the holidays of the Land; None without a date."""
    return None if letter_on is None else safe_date(letter_on, partial(is_working_day, land=land))


def dated(
    kind: str, facts_json: str, letter_on: date | None, *, land: str
) -> tuple[LetterKind, tuple[calm_facts.Fact, ...], date | None]:
    """Return what tells the days to act by (`calm.summary.important_days`), the safe date last."""
    facts = calm_facts.from_json(facts_json) if facts_json else ()
    return KINDS[kind], facts, safe_day(letter_on, land=land)


class LetterFile(HasId, Base):
    """A file of a letter, encrypted at rest: the original, or the picture and text of one page.

    A page that the participant has shown belongs to that (`domain/shown_letters.py`) and, once the
    guide has made a letter of it, to the letter too.
    """

    __tablename__ = "letter_file"
    __holds__ = Holds("to show the official letter unchanged", "with its letter")
    __table_args__ = (Index("ix_letter_file_pages", "letter_id", "page"),)

    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    shown_letter_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("shown_letter.id"), index=True
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    page: Mapped[int]  # 0 is the original for download; 1, 2, … are pictures of its pages
    media_type: Mapped[str]
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    created_at: Mapped[datetime]

    text = Sealed("text_sealed")


class PaperLetter(HasId, Base):
    """„Mein Brief ist noch zu“: a closed letter at home, told to the guide without any upload."""

    __tablename__ = "paper_letter"
    __holds__ = Holds("to open a closed letter together", "30 days after it was brought")

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    please_call: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    told_at: Mapped[datetime] = mapped_column(info=PERSONAL)
    opened_together_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
