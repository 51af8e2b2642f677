"""Writes of a shown letter: its pages, their order, sending it and taking it back."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.core import db, files
from app.core.once import add_once
from app.core.pdf import Opened
from app.domain.letters import LetterFile
from app.domain.shown_letters import ShownLetter, renumber
from app.letters.shown import queries
from app.letters.shown.queries import Showing


@dataclass(frozen=True)
class Upload:
    """One sent file: what it was made into, and a mark of its bytes."""

    opened: Opened
    mark: str


def mark_of(data: bytes) -> str:
    """Return the mark of a file: the same photo sent twice is one page."""
    return hashlib.sha256(data).hexdigest()


def begin(
    session: Session, participant_id: uuid.UUID, shown_letter_id: uuid.UUID, *, now: datetime
) -> None:
    """Begin to show a letter. The id is the form's own, so a double tap begins one."""
    add_once(session, ShownLetter(id=shown_letter_id, participant_id=participant_id, began_at=now))


def add_pages(session: Session, showing: Showing, upload: Upload, *, now: datetime) -> bool:
    """Add the pages of a file at the end; False if they are all there already.

    Raises AlreadySent, TooManyPages.
    """
    it, known = showing.it, {page.id for page in showing.pages}
    fresh = [
        (page_id, page)
        for number, page in enumerate(upload.opened.pages)
        if (page_id := uuid.uuid5(it.id, f"{upload.mark} {number}")) not in known
    ]
    it.check_takes(
        len(fresh),
        pages=len(known),
        of_person=queries.pages_of_person(session, it.participant_id),
    )
    for number, (page_id, page) in enumerate(fresh, start=len(known) + 1):
        row = LetterFile(
            id=page_id,
            shown_letter_id=it.id,
            participant_id=it.participant_id,
            page=number,
            media_type="image/webp",
            text=page.text,
            created_at=now,
        )
        # First the file, then its row: a row without a file would be a page that cannot be read.
        files.store(session, row.id, page.picture, participant_id=it.participant_id)
        session.add(row)
    return bool(fresh)


def remove_page(session: Session, showing: Showing, number: int) -> None:
    """Take one page away; its file goes once this has been committed. Raises AlreadySent."""
    showing.it.check_is_open()
    _delete(session, [page for page in showing.pages if page.page == number])
    renumber([page for page in showing.pages if page.page != number])


def discard(session: Session, showing: Showing) -> None:
    """Throw an unsent letter away with its pages. Raises AlreadySent."""
    showing.it.check_is_open()
    _delete(session, showing.pages)
    session.flush()
    session.delete(showing.it)


def _delete(session: Session, pages: Sequence[LetterFile]) -> None:
    for page in pages:
        session.delete(page)
        db.after_commit(lambda gone=page.id: files.remove(gone))
