"""Reads of a conversation, for both sides. What a viewer may not see does not exist."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.access import Viewer, open_conversations, visible_messages
from app.domain.messages import Draft, Form, Message
from app.domain.people import Guidance, Name, Person, Programme
from app.domain.quiet import still_quiet_until

PAGE = 50
_THANKS = uuid.UUID("5f0c1d7e-7f53-4d0b-9a3c-0d1f6a2b8c44")


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
            Message.sent_at <= now,  # what a colleague lets wait has not been said yet
            visible_messages(viewer, now=now),
        )
    )


def newest_first(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    before: uuid.UUID | None,
    *,
    now: datetime,
) -> list[Message]:
    """Return the newest lines, or those before one of them: a page of them, and one more if any."""
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


def zone_and_land(session: Session, participant_id: uuid.UUID) -> tuple[str, str]:
    """Return where the participant's programme is."""
    row = session.execute(
        select(Programme.zone, Programme.land)
        .join(Person, Person.programme_id == Programme.id)
        .where(Person.id == participant_id)
    ).one()
    return row[0], row[1]


def authors(session: Session, shown: list[Message]) -> dict[uuid.UUID, Name]:
    """Return the names of those who wrote these lines."""
    found = select(Person).where(Person.id.in_({each.author_id for each in shown}))
    return {each.id: each.name for each in session.scalars(found)}


def thanked(
    session: Session, viewer: Viewer, shown: list[Message], *, now: datetime
) -> frozenset[uuid.UUID]:
    """Return for which of these encouragements somebody said thanks."""
    thanks = {thanks_id(each.id): each.id for each in shown if each.form is Form.ENCOURAGEMENT}
    said = session.scalars(
        select(Message.id).where(Message.id.in_(thanks), visible_messages(viewer, now=now))
    )
    return frozenset(thanks[each] for each in said)
