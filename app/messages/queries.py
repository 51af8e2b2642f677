"""Reads of a conversation, for both sides. What a viewer may not see does not exist."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.calm import phrase_table
from app.core import languages
from app.domain.access import Viewer, open_conversations, visible_messages
from app.domain.answers import newest_unanswered
from app.domain.calendar import working_days_after
from app.domain.messages import ANSWER_IN, Draft, Form, Message
from app.domain.people import Guidance, Name, Person, Programme
from app.domain.quiet import still_quiet_until
from app.messages import spoken

PAGE = 50
_THANKS = uuid.UUID("5f0c1d7e-7f53-4d0b-9a3c-0d1f6a2b8c44")


@dataclass(frozen=True)
class Line:
    """One bubble, in the reader's language where it is a phrase, as written where it is text."""

    id: uuid.UUID
    is_mine: bool
    author: Name
    text: str
    tag: str  # BCP 47, of free text; "" where the reader's own language is spoken
    only_german: bool  # a card that does not speak the reader's language
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
class Partner:
    """The participant's guide and programme."""

    guide: Person | None
    programme: Programme
    quiet_until: date | None  # what the participant asked for, as long as it holds


def thanks_id(message_id: uuid.UUID) -> uuid.UUID:
    """Return the id of the thanks for an encouragement: there is one, however often one taps."""
    return uuid.uuid5(_THANKS, message_id.hex)


def is_open(session: Session, viewer: Viewer, participant_id: uuid.UUID) -> bool:
    """Whether the viewer reads and writes in this participant's conversation."""
    found = select(Person.id).where(Person.id == participant_id, open_conversations(viewer))
    return session.scalar(found) is not None


def partner(session: Session, viewer: Viewer, *, now: datetime) -> Partner:
    """Return who accompanies the participant now, and the programme."""
    guide = aliased(Person)
    row = session.execute(
        select(guide, Programme, Person.quiet_until)
        .select_from(Programme)
        .join(Person, Person.programme_id == Programme.id)
        .outerjoin(
            Guidance,
            and_(Guidance.participant_id == Person.id, Guidance.ended_at.is_(None)),
        )
        .outerjoin(guide, guide.id == Guidance.guide_id)
        .where(Person.id == viewer.person_id)
    ).one()
    until = still_quiet_until(row[2], now=now, zone=row[1].zone)
    return Partner(row[0], row[1], until)


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
    found = _messages(session, viewer, participant_id, before, now=now)
    if not found:
        return Thread((), None, None, is_late=False)
    shown = found[:PAGE]
    zone, land = _zone_and_land(session, participant_id)
    around = _Around(
        viewer=viewer,
        names=_names(session, {each.author_id for each in shown}),
        other_wrote_at=other_wrote_at(session, viewer, participant_id, now=now),
        thanked=_thanked(session, viewer, shown, now=now),
        zone=zone,
        now=now,
    )
    today = now.astimezone(ZoneInfo(zone)).date()
    asked = newest_unanswered(shown) if before is None else None
    answer_by = working_days_after(_day(asked, zone), ANSWER_IN, land) if asked else None
    return Thread(
        lines=tuple(_line(each, around) for each in reversed(shown)),
        older=shown[-1].id if len(found) > PAGE else None,
        answer_by=answer_by,
        is_late=answer_by is not None and answer_by < today,
    )


def own_message(session: Session, viewer: Viewer, message_id: uuid.UUID) -> Message | None:
    """Return a message the viewer wrote, also one that was taken back."""
    return session.scalar(
        select(Message)
        .join(Person, Person.id == Message.participant_id)
        .where(
            Message.id == message_id,
            Message.author_id == viewer.person_id,
            open_conversations(viewer),
        )
    )


def is_encouragement(
    session: Session, viewer: Viewer, message_id: uuid.UUID, *, now: datetime
) -> bool:
    """Whether this is an encouragement that the viewer sees."""
    found = select(Message.id).where(
        Message.id == message_id,
        Message.form == Form.ENCOURAGEMENT,
        visible_messages(viewer, now=now),
    )
    return session.scalar(found) is not None


def draft(session: Session, viewer: Viewer, participant_id: uuid.UUID) -> str:
    """Return what the viewer has typed here and not sent; "" if nothing."""
    kept = session.get(Draft, (viewer.person_id, participant_id))
    return kept.body if kept is not None else ""


def other_wrote_at(
    session: Session, viewer: Viewer, participant_id: uuid.UUID, *, now: datetime
) -> datetime | None:
    """Return when someone other than the viewer last wrote in the conversation."""
    return session.scalar(
        select(func.max(Message.sent_at)).where(
            Message.participant_id == participant_id,
            Message.author_id != viewer.person_id,
            visible_messages(viewer, now=now),
        )
    )


@dataclass(frozen=True)
class _Around:
    """What a line needs to know beside its message."""

    viewer: Viewer
    names: dict[uuid.UUID, Name]
    other_wrote_at: datetime | None
    thanked: frozenset[uuid.UUID]
    zone: str
    now: datetime


def _messages(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    before: uuid.UUID | None,
    *,
    now: datetime,
) -> list[Message]:
    wanted = (
        select(Message)
        .where(Message.participant_id == participant_id, visible_messages(viewer, now=now))
        .order_by(Message.sent_at.desc(), Message.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        edge = aliased(Message)
        wanted = wanted.join(edge, edge.id == before).where(
            edge.participant_id == participant_id,
            or_(
                Message.sent_at < edge.sent_at,
                and_(Message.sent_at == edge.sent_at, Message.id < edge.id),
            ),
        )
    return list(session.scalars(wanted))


def _zone_and_land(session: Session, participant_id: uuid.UUID) -> tuple[str, str]:
    row = session.execute(
        select(Programme.zone, Programme.land)
        .join(Person, Person.programme_id == Programme.id)
        .where(Person.id == participant_id)
    ).one()
    return row[0], row[1]


def _names(session: Session, people: set[uuid.UUID]) -> dict[uuid.UUID, Name]:
    return {
        each.id: each.name for each in session.scalars(select(Person).where(Person.id.in_(people)))
    }


def _thanked(
    session: Session, viewer: Viewer, shown: list[Message], *, now: datetime
) -> frozenset[uuid.UUID]:
    thanks = {thanks_id(each.id): each.id for each in shown if each.form is Form.ENCOURAGEMENT}
    said = session.scalars(
        select(Message.id).where(Message.id.in_(thanks), visible_messages(viewer, now=now))
    )
    return frozenset(thanks[each] for each in said)


def _day(message: Message, zone: str) -> date:
    return message.sent_at.astimezone(ZoneInfo(zone)).date()


def _line(message: Message, around: _Around) -> Line:
    is_mine = message.author_id == around.viewer.person_id
    text, tag = message.body, languages.tag(message.language)
    only_german = False
    if message.phrase_id is not None:
        card = spoken.card(message.phrase_id, message.body)
        text, tag, only_german = card.text, card.tag, card.only_german
    is_answered = message.is_before(around.other_wrote_at)
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
        may_take_back=is_mine and message.form is not Form.NOTE and not is_answered,
        is_waiting=message.sent_at > around.now,
    )
