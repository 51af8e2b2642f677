"""Writes of letters by the participant: each is one tap, on purpose, with a way back.

Reading is not among them: nothing here knows whether a letter was opened.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import files, notes
from app.core.once import add_once
from app.domain.access import Viewer
from app.domain.letters import Letter, LetterFile, PaperLetter
from app.domain.messages import AlreadyAnswered
from app.domain.people import Person


def ask_together(
    session: Session,
    viewer: Viewer,
    letter: Letter,
    guide: Person,
    *,
    words: Callable[[], str],
    now: datetime,
) -> None:
    """Put the letter on the next meeting and tell the guide which one it is; once."""
    if letter.together_at is not None:
        return
    letter.together_at = now
    note_id = _question_id(letter, now)
    notes.tell_guide(session, viewer, guide, note_id=note_id, words=words, now=now)


def take_together_back(session: Session, viewer: Viewer, letter: Letter, *, now: datetime) -> None:
    """Take the wish back, and its message too unless the guide has written after it."""
    if letter.together_at is None:
        return
    with suppress(AlreadyAnswered):
        notes.take_back(session, viewer, [_question_id(letter, letter.together_at)], now=now)
    letter.together_at = None


def report_mistake(
    session: Session,
    viewer: Viewer,
    letter: Letter,
    guide: Person,
    *,
    words: Callable[[], str],
    now: datetime,
) -> None:
    """Tell the guide that something in the summary seems wrong; once a day for a letter."""
    note_id = _mistake_id(letter, now)
    notes.tell_guide(session, viewer, guide, note_id=note_id, words=words, now=now)


def take_mistake_back(session: Session, viewer: Viewer, letter: Letter, *, now: datetime) -> None:
    """Take today's report back. Raises AlreadyAnswered."""
    notes.take_back(session, viewer, [_mistake_id(letter, now)], now=now)


def put_away(letter: Letter, *, now: datetime) -> None:
    """Put the letter to the settled ones."""
    letter.put_away_at = letter.put_away_at or now


def bring_back(letter: Letter) -> None:
    """Bring it back into the list."""
    letter.put_away_at = None


def tell_paper_letter(
    session: Session, participant_id: uuid.UUID, paper_letter_id: uuid.UUID, *, now: datetime
) -> None:
    """Note a closed letter at home. The id is the form's own, so a double tap tells of one."""
    told = PaperLetter(id=paper_letter_id, participant_id=participant_id, told_at=now)
    add_once(session, told)


def take_paper_letter_back(session: Session, paper_letter: PaperLetter) -> None:
    """Forget it."""
    session.delete(paper_letter)


def sweep_orphans(session: Session, *, now: datetime) -> int:  # noqa: ARG001 - as every job of the night
    """Remove files whose row never came or is gone; return how many.

    For the worker, at its start and nightly. While something is being stored it waits for the next
    time. The transaction begins first: on SQLite there is one writer, and each has this order.
    """
    session.connection()
    with files.nobody_stores() as alone:
        if not alone:
            return 0
        known = set(session.scalars(select(LetterFile.id)))
        orphans = set(files.stored()) - known
        for each in orphans:
            files.remove(each)
    return len(orphans)


def _question_id(letter: Letter, at: datetime) -> uuid.UUID:
    # Made from its cause, so that the way back finds it and a repeat adds nothing.
    return uuid.uuid5(letter.id, f"together {at.timestamp()}")


def _mistake_id(letter: Letter, at: datetime) -> uuid.UUID:
    return uuid.uuid5(letter.id, f"mistake {at.date()}")
