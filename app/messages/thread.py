"""A part of a conversation as one of its sides reads it, and until when an answer comes."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.calm import phrase_table
from app.core import i18n, languages
from app.domain.access import Viewer
from app.domain.answers import newest_unanswered
from app.domain.calendar import working_days_after
from app.domain.messages import ANSWER_IN, Form, Message
from app.domain.people import Name
from app.messages import queries, spoken


@dataclass(frozen=True)
class Line:
    """One bubble, in the reader's language where it is a phrase, as written where it is text."""

    id: uuid.UUID
    is_mine: bool
    author: Name
    text: str
    tag: str  # BCP 47, of free text; "" where the reader's own language is spoken
    only_german: bool  # a card, or what the app wrote; not in the reader's language
    said: str  # „Dienstag, 10 Uhr“
    is_encouragement: bool
    says_no_answer: bool
    is_thanked: bool
    may_take_back: bool
    is_waiting: bool  # only its side sees it, until the moment in `said`


@dataclass(frozen=True)
class Thread:
    """A part of the conversation, oldest first. `older` is the line before which there is more."""

    lines: tuple[Line, ...]
    older: uuid.UUID | None
    answer_by: date | None  # until when the guide answers; None if no answer is awaited
    is_late: bool  # the answer takes longer than said


@dataclass(frozen=True)
class _Around:
    """What a line needs to know beside its message."""

    viewer: Viewer
    names: dict[uuid.UUID, Name]
    other_wrote_at: datetime | None
    thanked: frozenset[uuid.UUID]
    zone: str
    now: datetime


def thread(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    *,
    now: datetime,
    before: uuid.UUID | None = None,
) -> Thread:
    """Return the newest lines of a conversation, or those before one of its lines.

    Empty for whoever may not see it.
    """
    found = queries.newest_first(session, viewer, participant_id, before, now=now)
    if not found:
        return Thread((), None, None, is_late=False)
    shown = found[: queries.PAGE]
    zone, land = queries.zone_and_land(session, participant_id)
    around = _Around(
        viewer=viewer,
        names=queries.authors(session, shown),
        other_wrote_at=queries.other_wrote_at(session, viewer, participant_id, now=now),
        thanked=queries.thanked(session, viewer, shown, now=now),
        zone=zone,
        now=now,
    )
    today = now.astimezone(ZoneInfo(zone)).date()
    asked = newest_unanswered(shown) if before is None else None
    answer_by = working_days_after(_day(asked, zone), ANSWER_IN, land) if asked else None
    return Thread(
        lines=tuple(_line(each, around) for each in reversed(shown)),
        older=shown[-1].id if len(found) > queries.PAGE else None,
        answer_by=answer_by,
        is_late=answer_by is not None and answer_by < today,
    )


def _day(message: Message, zone: str) -> date:
    return message.sent_at.astimezone(ZoneInfo(zone)).date()


def _line(message: Message, around: _Around) -> Line:
    is_mine = message.author_id == around.viewer.person_id
    text, tag = message.body, languages.tag(message.language)
    only_german = message.form is Form.NOTE and _is_foreign(message.language)
    if message.phrase_id is not None:
        card = spoken.card(message.phrase_id, message.body)
        text, tag, only_german = card.text, card.tag, card.only_german
    return Line(
        id=message.id,
        is_mine=is_mine,
        author=around.names[message.author_id],
        text=text,
        tag=tag,
        only_german=only_german,
        said=spoken.said_at(message.sent_at, zone=around.zone, now=around.now),
        is_encouragement=message.form is Form.ENCOURAGEMENT,
        says_no_answer=message.phrase_id in phrase_table.SAYS_NO_ANSWER,
        is_thanked=message.id in around.thanked,
        may_take_back=is_mine and message.may_be_taken_back(around.other_wrote_at),
        is_waiting=message.sent_at > around.now,
    )


def _is_foreign(written: str) -> bool:
    """Whether words are German and their reader's language is not."""
    return languages.spoken(written).is_german and not i18n.language().is_german
