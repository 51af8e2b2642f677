"""Telling the guide what a participant did on purpose: a line in the conversation, once.

The line is written in the guide's language, because it is for the guide; the participant has just
read on the page, in the own language, what is told.
"""

import uuid
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from app.core.i18n import speaking
from app.core.once import add_once
from app.domain.access import Viewer
from app.domain.answers import by_guides_side
from app.domain.messages import AlreadyAnswered, Form, Message
from app.domain.people import Person


def tell_guide(
    session: Session,
    viewer: Viewer,
    guide: Person,
    *,
    note_id: uuid.UUID,
    words: Callable[[], str],
    now: datetime,
) -> bool:
    """Write the note; `words()` is asked in the guide's language. False if it was told before."""
    with speaking(guide.language) as language:
        body = words()
    note = Message(
        id=note_id,
        participant_id=viewer.person_id,
        author_id=viewer.person_id,
        form=Form.NOTE,
        body=body,
        language=language.code,
        sent_at=now,
    )
    return add_once(session, note)


def take_back(
    session: Session, viewer: Viewer, message_ids: list[uuid.UUID], *, now: datetime
) -> None:
    """Take own lines back. Raises AlreadyAnswered once the guide has written after them."""
    own = (
        Message.id.in_(message_ids),
        Message.participant_id == viewer.person_id,
        Message.author_id == viewer.person_id,
    )
    first = select(Message.sent_at).where(*own).order_by(Message.sent_at).limit(1)
    answered = select(
        exists().where(
            Message.participant_id == viewer.person_id,
            by_guides_side(Message),
            Message.sent_at >= first.scalar_subquery(),
            Message.sent_at <= now,
        )
    )
    if session.scalar(answered):
        raise AlreadyAnswered
    session.execute(delete(Message).where(*own))
