"""Reads of letters. What a viewer may not see does not exist; reading writes nothing."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, and_, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.access import (
    Viewer,
    visible_drafts_to_look_at,
    visible_letter_files,
    visible_letters,
    visible_paper_letters,
    visible_participants,
)
from app.domain.appointments import Appointment
from app.domain.letters import Letter, LetterFile, PaperLetter, waits_for_meeting
from app.domain.people import Guidance, Person, Programme

_Owner, _Guide, _Author = aliased(Person), aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Reading:
    """A letter with the people around it, as one summary needs them."""

    letter: Letter
    owner: Person
    author: Person
    guide: Person
    """Who accompanies the owner now; the author, if nobody does."""
    programme: Programme
    next_meeting_on: date | None
    """The day of the owner's next meeting with the guide."""
    has_pages: bool
    """Whether there are pictures of its pages."""

    @property
    def waits_for_meeting(self) -> bool:
        """Whether the owner wished to keep this letter for the meeting."""
        wished = self.owner.hard_letters_at_meeting
        return waits_for_meeting(self.letter.label, wished=wished)


@dataclass(frozen=True)
class Post:
    """Somebody's letters, and the closed ones at home they told about."""

    owner: Person
    programme: Programme
    guide: Person | None
    readings: tuple[Reading, ...]
    paper_letters: tuple[uuid.UUID, ...]


def letter(
    session: Session, viewer: Viewer, letter_id: uuid.UUID, *, now: datetime, lock: bool = False
) -> Reading | None:
    """Return one letter, if the viewer may see it; `lock` it for a change."""
    return _one(session, letter_id, visible_letters(viewer, now=now), now=now, lock=lock)


def letter_to_look_at(
    session: Session, viewer: Viewer, letter_id: uuid.UUID, *, now: datetime, lock: bool = False
) -> Reading | None:
    """Return a draft the viewer was asked to look over, without its owner's next meeting."""
    found = _one(session, letter_id, visible_drafts_to_look_at(viewer), now=now, lock=lock)
    return None if found is None else replace(found, next_meeting_on=None)


def _one(
    session: Session,
    letter_id: uuid.UUID,
    visible: ColumnElement[bool],
    *,
    now: datetime,
    lock: bool,
) -> Reading | None:
    statement = (
        _with_people(
            select(Letter, _Owner, Programme, _Guide, _Author, _next_meeting(now), _has_pages())
        )
        .join(Letter, Letter.participant_id == _Owner.id)
        .join(_Author, _Author.id == Letter.author_id)
        .where(Letter.id == letter_id, visible)
    )
    if lock:
        # Two taps at once wait for each other; SQLite has one writer anyway.
        statement = statement.with_for_update(of=Letter)
    row = session.execute(statement).first()
    return None if row is None else _reading(row)


def post(
    session: Session,
    viewer: Viewer,
    *,
    now: datetime,
    put_away: bool | None = None,
    owner_id: uuid.UUID | None = None,
) -> Post | None:
    """Return letters in one statement: the viewer's own, or those of a person they accompany.

    `put_away`: only those put away (True), only the others (False), or all.
    """
    own = and_(_Owner.id == viewer.person_id) if viewer.is_participant else _accompanied(viewer)
    which = [Letter.participant_id == _Owner.id, visible_letters(viewer, now=now)]
    if put_away is not None:
        which.append(Letter.put_away_at.is_not(None) == put_away)
    paper_ids = (
        select(func.aggregate_strings(cast(PaperLetter.id, String), ","))
        .where(
            PaperLetter.participant_id == _Owner.id,
            PaperLetter.opened_together_at.is_(None),
            visible_paper_letters(viewer),
        )
        .scalar_subquery()
    )
    columns = select(
        Letter,
        _Owner,
        Programme,
        _Guide,
        _Author,
        _next_meeting(now),
        _has_pages(),
        paper_ids.label("paper_ids"),
    )
    rows = session.execute(
        _with_people(columns)
        .outerjoin(Letter, and_(*which))
        .outerjoin(_Author, _Author.id == Letter.author_id)
        .where(own, _Owner.id == (owner_id or viewer.person_id))
        .order_by(Letter.created_at.desc())
    ).all()
    return None if not rows else _post(rows)


def _accompanied(viewer: Viewer) -> ColumnElement[bool]:
    return _Owner.id.in_(select(Person.id).where(visible_participants(viewer)))


def _with_people(columns: Select[Any]) -> Select[Any]:
    return (
        columns.select_from(_Owner)
        .join(Programme, Programme.id == _Owner.programme_id)
        .outerjoin(
            Guidance, and_(Guidance.participant_id == _Owner.id, Guidance.ended_at.is_(None))
        )
        .outerjoin(_Guide, _Guide.id == Guidance.guide_id)
    )


def _next_meeting(now: datetime) -> Any:
    meeting = (
        select(Appointment.wall_time)
        .where(
            Appointment.participant_id == _Owner.id,
            Appointment.official.is_(False),
            Appointment.cancelled_at.is_(None),
            Appointment.starts_at > now,
        )
        .order_by(Appointment.starts_at)
        .limit(1)
        .scalar_subquery()
    )
    return meeting.label("next_meeting")


def _has_pages() -> Any:
    return (
        exists(select(LetterFile.id).where(LetterFile.letter_id == Letter.id, LetterFile.page > 0))
        .correlate(Letter)
        .label("has_pages")
    )


def _reading(row: Row[Any]) -> Reading:
    meeting_on = datetime.fromisoformat(row.next_meeting).date() if row.next_meeting else None
    columns: list[Any] = list(row)
    found, owner, programme, guide, author = columns[:5]
    return Reading(
        found, owner, author, guide or author, programme, meeting_on, bool(row.has_pages)
    )


def _post(rows: Any) -> Post:
    _letter, owner, programme, guide, *_ = rows[0]
    paper_ids = rows[0].paper_ids or ""
    return Post(
        owner=owner,
        programme=programme,
        guide=guide,
        readings=tuple(_reading(row) for row in rows if row[0] is not None),
        paper_letters=tuple(sorted(uuid.UUID(each) for each in paper_ids.split(",") if each)),
    )


def letter_files(
    session: Session, viewer: Viewer, letter_id: uuid.UUID, *, now: datetime
) -> list[LetterFile]:
    """Return the original (page 0) and the pages of a letter, in order."""
    return list(
        session.scalars(
            select(LetterFile)
            .where(LetterFile.letter_id == letter_id, visible_letter_files(viewer, now=now))
            .order_by(LetterFile.page)
        )
    )


def letter_file(
    session: Session, viewer: Viewer, letter_id: uuid.UUID, page: int, *, now: datetime
) -> LetterFile | None:
    """Return one file of a letter: 0 is the original, 1, 2, … its pages."""
    return session.scalar(
        select(LetterFile).where(
            LetterFile.letter_id == letter_id,
            LetterFile.page == page,
            visible_letter_files(viewer, now=now),
        )
    )


def paper_letter(
    session: Session, viewer: Viewer, paper_letter_id: uuid.UUID
) -> tuple[PaperLetter, Person | None] | None:
    """Return a closed letter at home, and who accompanies its owner."""
    row = session.execute(
        select(PaperLetter, _Guide)
        .outerjoin(
            Guidance,
            and_(
                Guidance.participant_id == PaperLetter.participant_id, Guidance.ended_at.is_(None)
            ),
        )
        .outerjoin(_Guide, _Guide.id == Guidance.guide_id)
        .where(PaperLetter.id == paper_letter_id, visible_paper_letters(viewer))
    ).first()
    return None if row is None else (row[0], row[1])
