"""What is new: for a participant it came within the last days, and nothing was said to it since.

Worked out from what both sides did on purpose. Reading and opening are stored nowhere, so nothing
here can tell of them: "new" goes with an answer, and by itself after some days.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased

from app.domain.answers import answers, by_participant
from app.domain.goals import Step
from app.domain.letters import Letter, SecondLook
from app.domain.messages import Message

RECENT = timedelta(days=7)


def new_messages(person_id: Any, *, since: Any, now: Any) -> ColumnElement[bool]:
    """Whether somebody wrote, and the participant has written nothing after it.

    An encouragement wants no answer, so it is never marked.
    """
    line, own = aliased(Message), aliased(Message)
    said_something_since = exists().where(
        own.participant_id == line.participant_id,
        by_participant(own),
        own.sent_at >= line.sent_at,
    )
    return exists().where(
        line.participant_id == person_id,
        answers(line),
        line.sent_at > since,
        line.sent_at <= now,
        ~said_something_since,
    )


def new_letters(person_id: Any, *, since: Any, now: Any) -> ColumnElement[bool]:
    """Whether a letter came that was neither put away nor put on the next meeting."""
    letter = aliased(Letter)
    return exists().where(
        letter.participant_id == person_id,
        letter.released_at > since,
        letter.released_at <= now,
        letter.put_away_at.is_(None),
        letter.together_at.is_(None),
    )


def new_steps(person_id: Any, *, since: Any) -> ColumnElement[bool]:
    """Whether a step was suggested that was neither taken nor declined."""
    step = aliased(Step)
    return exists().where(
        step.participant_id == person_id,
        step.suggested_by_id.is_not(None),
        step.created_at > since,
        step.put_away_at.is_(None),
        step.done_at.is_(None),
    )


def waiting_drafts(person_id: Any) -> ColumnElement[bool]:
    """Whether a colleague asked the guide to look over a letter, and has no answer yet."""
    look = aliased(SecondLook)
    return exists().where(look.colleague_id == person_id, look.answered_at.is_(None))
