"""A programme's own phrase cards: written in the office, looked at by a second person, in versions.

A message that is sent carries the words of its version along. So a card may change or go, and what
was said stays as it was said.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.calm.phrases import Group, Occasion
from app.domain.base import Base, DomainError, HasId
from app.domain.inventory import Holds

KINDS = (Group.ENCOURAGEMENT, Group.NOTICE)  # what guides send
_MARK = "own:"


class OnesOwnWords(DomainError):
    """The second look is somebody else's."""


class OwnPhrase(HasId, Base):
    """A card: a greeting for an occasion, or a sentence for everyday life."""

    __tablename__ = "own_phrase"
    __holds__ = Holds(
        "sentences of the programme for its guides", "until the programme is removed", export=False
    )

    programme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("programme.id"), index=True)
    kind: Mapped[Group]
    occasion: Mapped[Occasion | None]  # of an encouragement
    made_at: Mapped[datetime]
    put_away_at: Mapped[datetime | None]  # not offered any more


class PhraseVersion(HasId, Base):
    """What a card says, from one change to the next. It is never changed itself."""

    __tablename__ = "phrase_version"
    __holds__ = Holds(
        "who wrote and who looked at the programme's sentences",
        "until the programme is removed",
        export=False,
    )
    __table_args__ = (UniqueConstraint("own_phrase_id", "number"),)

    own_phrase_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("own_phrase.id"), index=True)
    number: Mapped[int]
    # The programme's words, about nobody: language code -> text; German is always there.
    wordings: Mapped[dict[str, str]] = mapped_column(JSON)
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    reviewed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    reviewed_at: Mapped[datetime | None]

    def review(self, by: uuid.UUID, *, now: datetime) -> None:
        """Say that a second person has looked at it; the first one who does counts.

        Raises OnesOwnWords.
        """
        if by == self.written_by_id:
            raise OnesOwnWords
        if self.reviewed_at is None:
            self.reviewed_by_id, self.reviewed_at = by, now

    @property
    def phrase_id(self) -> str:
        """What a message keeps as its phrase."""
        return f"{_MARK}{self.id.hex}"

    def says(self, wordings: Mapping[str, str]) -> bool:
        """Whether it says just this."""
        return dict(self.wordings) == dict(wordings)


def version_id(phrase_id: str) -> uuid.UUID | None:
    """Return the version that a phrase id means; None for a phrase of the app, or no id at all."""
    mark, _, wanted = phrase_id.partition(":")
    if f"{mark}:" != _MARK:
        return None
    try:
        return uuid.UUID(hex=wanted)
    except ValueError:
        return None


def offered(versions: Iterable[PhraseVersion]) -> PhraseVersion | None:
    """Return which version of one card can be sent: the newest that a second person looked at."""
    reviewed = (each for each in versions if each.reviewed_at is not None)
    return max(reviewed, key=lambda each: each.number, default=None)
