"""A letter of one's own, shown to the guide: photos or a file, page by page, sent on purpose.

Its pages are rows of `LetterFile`. The guide makes a letter of it: then they are that letter's
pages as well, and that is the only mark of it.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import Base, DomainError, HasId
from app.domain.inventory import PERSONAL, Holds
from app.domain.letters import LetterFile

MOST_PAGES = 20
MOST_PAGES_OF_ONE_PERSON = 100


class AlreadySent(DomainError):
    """The guide may be looking at it: its pages stay as they are until it is taken back."""


class InWork(DomainError):
    """The guide has made a letter of it: it is not taken back any more."""


class NoPages(DomainError):
    """Without a page there is nothing to show."""


class TooManyPages(DomainError):
    """More pages than one letter has, or than are kept for one person."""


class ShownLetter(HasId, Base):
    """One letter that a participant shows. Until it is sent, nobody else sees it."""

    __tablename__ = "shown_letter"
    __holds__ = Holds("to show a letter of one's own to the guide", "programme end + 90 days")

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    began_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
    # The guide is done with it: talked it over, or it needs no letter here.
    put_away_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)

    def check_is_open(self) -> None:
        """Raise AlreadySent once the guide may be looking at it."""
        if self.sent_at is not None:
            raise AlreadySent

    def check_takes(self, more: int, *, pages: int, of_person: int) -> None:
        """Raise AlreadySent or TooManyPages if `more` pages do not fit.

        `pages` are here already, `of_person` in all that this person shows.
        """
        self.check_is_open()
        if pages + more > MOST_PAGES or of_person + more > MOST_PAGES_OF_ONE_PERSON:
            raise TooManyPages

    def send(self, pages: Sequence[LetterFile], *, now: datetime) -> None:
        """Let the guide see it. Sending it twice changes nothing. Raises NoPages."""
        if not pages:
            raise NoPages
        self.sent_at = self.sent_at or now

    def take_back(self, pages: Sequence[LetterFile]) -> None:
        """Let only the participant see it again. Raises InWork."""
        if is_in_work(pages):
            raise InWork
        self.sent_at = self.put_away_at = None


def is_in_work(pages: Sequence[LetterFile]) -> bool:
    """Whether the guide has made a letter of these pages."""
    return any(page.letter_id is not None for page in pages)


def move(pages: Sequence[LetterFile], number: int, *, to: int) -> None:
    """Put page `number` at place `to`; the others keep their order. Unknown places do nothing."""
    order = sorted(pages, key=lambda page: page.page)
    if 1 <= number <= len(order) and 1 <= to <= len(order):
        order.insert(to - 1, order.pop(number - 1))
        renumber(order)


def renumber(pages: Sequence[LetterFile]) -> None:
    """Number the pages 1, 2, … in the order given."""
    for number, page in enumerate(pages, start=1):
        page.page = number
