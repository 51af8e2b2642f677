"""Reads of letters that participants show. What a viewer may not see does not exist."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.access import (
    Viewer,
    visible_letters,
    visible_shown_letters,
    visible_shown_pages,
)
from app.domain.letters import Letter, LetterFile
from app.domain.people import Guidance, Person
from app.domain.shown_letters import ShownLetter, is_in_work


@dataclass(frozen=True)
class Row:
    """One shown letter in a list."""

    id: uuid.UUID
    began_at: datetime
    sent_at: datetime | None
    pages: int
    is_in_work: bool


@dataclass(frozen=True)
class Showing:
    """A shown letter with its pages in order, and who is around it."""

    it: ShownLetter
    owner: Person
    guide: Person | None
    pages: Sequence[LetterFile]

    @property
    def is_in_work(self) -> bool:
        """Whether the guide has made a letter of it."""
        return is_in_work(self.pages)

    @property
    def text(self) -> str:
        """The text of all pages; photos have none."""
        return "\n\n".join(page.text for page in self.pages if page.text)


def own(session: Session, viewer: Viewer, *, now: datetime) -> list[Row]:
    """Return what the viewer shows, newest first, without what came back as a letter."""
    came_back = exists(
        select(Letter.id)
        .join(LetterFile, LetterFile.letter_id == Letter.id)
        .where(LetterFile.shown_letter_id == ShownLetter.id, visible_letters(viewer, now=now))
    )
    return _rows(
        session,
        ShownLetter.participant_id == viewer.person_id,
        visible_shown_letters(viewer),
        ~came_back,
    )


def waiting(session: Session, viewer: Viewer, participant_id: uuid.UUID) -> list[Row]:
    """Return what one of the viewer's people shows, and what nothing was made of yet."""
    rows = _rows(
        session,
        ShownLetter.participant_id == participant_id,
        ShownLetter.put_away_at.is_(None),
        visible_shown_letters(viewer),
    )
    return [row for row in rows if not row.is_in_work]


def _rows(session: Session, *which: ColumnElement[bool]) -> list[Row]:
    found = session.execute(
        select(
            ShownLetter.id,
            ShownLetter.began_at,
            ShownLetter.sent_at,
            func.count(LetterFile.id),
            func.count(LetterFile.letter_id),
        )
        .outerjoin(LetterFile, LetterFile.shown_letter_id == ShownLetter.id)
        .where(*which)
        .group_by(ShownLetter.id, ShownLetter.began_at, ShownLetter.sent_at)
        .order_by(ShownLetter.began_at.desc())
    ).all()
    return [Row(*row[:4], is_in_work=row[4] > 0) for row in found]


def showing(
    session: Session, viewer: Viewer, shown_letter_id: uuid.UUID, *, lock: bool = False
) -> Showing | None:
    """Return one shown letter, if the viewer may see it; `lock` it for a change."""
    owner, guide = aliased(Person), aliased(Person)
    statement = (
        select(ShownLetter, owner, guide)
        .join(owner, owner.id == ShownLetter.participant_id)
        .outerjoin(Guidance, and_(Guidance.participant_id == owner.id, Guidance.ended_at.is_(None)))
        .outerjoin(guide, guide.id == Guidance.guide_id)
        .where(ShownLetter.id == shown_letter_id, visible_shown_letters(viewer))
    )
    if lock:
        # "Take back" and "make a letter of it" at the same moment: one of them comes first.
        statement = statement.with_for_update(of=ShownLetter)
    row = session.execute(statement).first()
    if row is None:
        return None
    pages = session.scalars(
        select(LetterFile)
        .where(LetterFile.shown_letter_id == shown_letter_id, visible_shown_pages(viewer))
        .order_by(LetterFile.page)
    ).all()
    return Showing(row[0], row[1], row[2], pages)


def page(
    session: Session, viewer: Viewer, shown_letter_id: uuid.UUID, number: int
) -> LetterFile | None:
    """Return one page of a shown letter: 1, 2, …"""
    return session.scalar(
        select(LetterFile).where(
            LetterFile.shown_letter_id == shown_letter_id,
            LetterFile.page == number,
            visible_shown_pages(viewer),
        )
    )


def pages_of_person(session: Session, participant_id: uuid.UUID) -> int:
    """Return how many pages are kept that this person shows."""
    return (
        session.scalar(
            select(func.count())
            .select_from(LetterFile)
            .where(
                LetterFile.participant_id == participant_id,
                LetterFile.shown_letter_id.is_not(None),
            )
        )
        or 0
    )


def person(session: Session, viewer: Viewer) -> Person:
    """Return the person who asks."""
    return session.get_one(Person, viewer.person_id)


def guide(session: Session, viewer: Viewer) -> Person | None:
    """Return who accompanies the person who asks."""
    return session.scalar(
        select(Person)
        .join(Guidance, Guidance.guide_id == Person.id)
        .where(Guidance.participant_id == viewer.person_id, Guidance.ended_at.is_(None))
    )
