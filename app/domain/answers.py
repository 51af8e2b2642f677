"""What one side said after the other: what is an answer, who waits for one, and who was in touch.

A participant answers with any line. The guide's side does too, but for an encouragement: it wants
no answer and gives none. Everything here goes by what was said on purpose; reading is no answer.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, select
from sqlalchemy.orm import aliased

from app.domain.messages import ASKS_FOR_NOTHING, Form, Message

Line = Any  # Message, or an alias of it


def by_participant(line: Line) -> ColumnElement[bool]:
    """Whether the participant said it, and it stands."""
    return and_(line.author_id == line.participant_id, line.withdrawn_at.is_(None))


def by_guides_side(line: Line) -> ColumnElement[bool]:
    """Whether the guide's side said it, and it stands."""
    return and_(line.author_id != line.participant_id, line.withdrawn_at.is_(None))


def answers(line: Line) -> ColumnElement[bool]:
    """Whether it is more of the guide's side than an encouragement: that one answers nothing."""
    return and_(by_guides_side(line), line.form != Form.ENCOURAGEMENT)


def is_in_touch(line: Line) -> ColumnElement[bool]:
    """Whether a human of the guide's side talks with the person: no greeting, no line of the app.

    An encouragement says nothing about a letter.
    """
    return and_(by_guides_side(line), line.form.in_((Form.TEXT, Form.PHRASE)))


def unanswered_since(person_id: Any, *, now: datetime) -> ScalarSelect[Any]:
    """When the person last said something that nobody has answered; no mere thanks."""
    line, answer = aliased(Message), aliased(Message)
    is_answered = exists().where(
        answer.participant_id == line.participant_id,
        answers(answer),
        answer.sent_at >= line.sent_at,
        answer.sent_at <= now,
    )
    return (
        select(func.max(line.sent_at))
        .where(
            line.participant_id == person_id,
            by_participant(line),
            func.coalesce(line.phrase_id, "").not_in(ASKS_FOR_NOTHING),
            ~is_answered,
        )
        .scalar_subquery()
    )


def newest_unanswered(newest_first: Iterable[Message]) -> Message | None:
    """Return the same line as `unanswered_since`, of lines at hand that stand and can be seen."""
    said = (each for each in newest_first if each.form is not Form.ENCOURAGEMENT)
    unanswered = takewhile(lambda each: each.author_id == each.participant_id, said)
    return next((each for each in unanswered if not each.asks_for_nothing), None)
