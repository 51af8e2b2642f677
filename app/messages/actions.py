"""Writes of a conversation, for both sides: the participant's page and the guide's desk."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.calm.encouragement import Carried, carried
from app.calm.phrases import PHRASES, Group
from app.core import jobs
from app.core.once import add_once, id_for
from app.domain import telling
from app.domain.access import Viewer
from app.domain.base import DomainError
from app.domain.messages import Draft, Form, Message
from app.messages import queries


class NoSuchConversation(DomainError):
    """The viewer neither takes part in it nor accompanies who does."""


class UnknownPhrase(DomainError):
    """No such phrase, or not one for this side."""


class AsksForSomething(DomainError):
    """An encouragement that carries a question, advice or a date is a message."""

    def __init__(self, demand: Carried) -> None:
        super().__init__(demand.demand)
        self.demand = demand


def send_text(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    *,
    message_id: uuid.UUID,
    text: str,
    language: str,
    now: datetime,
    shown_at: datetime | None = None,
) -> Message:
    """Send what was typed; `message_id` was made by the form, so a repeat adds nothing.

    `shown_at`: if it is to wait for that moment. The draft is gone in any case.

    Raises NoSuchConversation.
    """
    sent = _send(
        session,
        viewer,
        participant_id,
        message_id,
        form=Form.TEXT,
        body=text,
        language=language,
        now=now,
        shown_at=shown_at,
    )
    keep_draft(session, viewer, participant_id, text="", now=now)
    return sent


def send_encouragement(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    *,
    message_id: uuid.UUID,
    text: str,
    language: str,
    now: datetime,
    shown_at: datetime | None = None,
) -> Message:
    """Send an encouragement in the guide's own words.

    Raises NoSuchConversation, AsksForSomething if it carries a question, advice or a date.
    """
    if demand := next(carried(text, language), None):
        raise AsksForSomething(demand)
    return _send(
        session,
        viewer,
        participant_id,
        message_id,
        form=Form.ENCOURAGEMENT,
        body=text,
        language=language,
        now=now,
        shown_at=shown_at,
    )


def send_phrase(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    *,
    message_id: uuid.UUID,
    phrase_id: str,
    values: Mapping[str, str] | None = None,
    now: datetime,
    shown_at: datetime | None = None,
) -> Message:
    """Send a phrase by its id: each side reads it in its own language.

    `values` fill its placeholders: days "2026-11-24", times "10:00", the rest as text. Participants
    send replies, guides the rest. Raises NoSuchConversation, UnknownPhrase.
    """
    phrase = PHRASES.get(phrase_id)
    if phrase is None or (phrase.group is Group.REPLY) is not viewer.is_participant:
        raise UnknownPhrase(phrase_id)
    is_encouragement = phrase.group is Group.ENCOURAGEMENT
    return _send(
        session,
        viewer,
        participant_id,
        message_id,
        form=Form.ENCOURAGEMENT if is_encouragement else Form.PHRASE,
        phrase_id=phrase_id,
        body=json.dumps(dict(values), ensure_ascii=False) if values else "",
        now=now,
        shown_at=shown_at,
    )


def send_own_phrase(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    *,
    message_id: uuid.UUID,
    phrase_id: str,
    body: str,
    now: datetime,
    shown_at: datetime | None = None,
) -> Message:
    """Send a card of the programme's own; `body` is what it says in each language it speaks.

    The words travel along, so a later version changes nothing here. Raises NoSuchConversation.
    """
    return _send(
        session,
        viewer,
        participant_id,
        message_id,
        form=Form.PHRASE,
        phrase_id=phrase_id,
        body=body,
        now=now,
        shown_at=shown_at,
    )


def take_back(session: Session, viewer: Viewer, message: Message, *, now: datetime) -> None:
    """Take an own message back. Raises ToldByTheApp, AlreadyAnswered."""
    wrote_at = queries.other_wrote_at(session, viewer, message.participant_id, now=now)
    message.withdraw(wrote_at=wrote_at, now=now)
    telling.message_taken_back(session, message, now=now)


def bring_back(session: Session, message: Message, *, now: datetime) -> None:
    """Undo that."""
    message.bring_back()
    telling.message_sent(session, message, now=now)


def send_now(session: Session, message: Message, *, now: datetime) -> None:
    """Let a message that waits be seen at once; one that is there already stays as it is."""
    if message.sent_at > now and message.withdrawn_at is None:
        message.sent_at = now
        telling.message_sent(session, message, now=now)
        jobs.look_now()


def keep_draft(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    *,
    text: str,
    now: datetime,
    message_id: uuid.UUID | None = None,
) -> None:
    """Keep what was typed for its author; "" forgets it.

    `message_id`: the form it was typed in. If that was sent meanwhile, there is nothing to keep.
    Raises NoSuchConversation.
    """
    if not queries.is_open(session, viewer, participant_id):
        raise NoSuchConversation(participant_id)
    kept = session.get(Draft, (viewer.person_id, participant_id))
    was_sent = message_id is not None and session.get(Message, message_id) is not None
    if not text.strip() or was_sent:
        if kept is not None:
            session.delete(kept)
        return
    if kept is None:
        kept = Draft(author_id=viewer.person_id, participant_id=participant_id, changed_at=now)
        session.add(kept)
    kept.body, kept.changed_at = text, now


def _send(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    message_id: uuid.UUID,
    *,
    now: datetime,
    shown_at: datetime | None,
    **said: object,
) -> Message:
    if not queries.is_open(session, viewer, participant_id):
        raise NoSuchConversation(participant_id)
    said |= {
        "participant_id": participant_id,
        "author_id": viewer.person_id,
        "sent_at": shown_at or now,
    }
    message = Message(id=message_id, **said)
    own_id = id_for(session, Message, message_id, lambda known: _is_same(known, message))
    if own_id != message_id:
        message = Message(id=own_id, **said)
    if not add_once(session, message):
        return session.get_one(Message, own_id)
    telling.message_sent(session, message, now=now)
    jobs.look_now()
    return message


def _is_same(known: Message, other: Message) -> bool:
    return (
        known.withdrawn_at is None
        and known.author_id == other.author_id
        and known.participant_id == other.participant_id
        and known.phrase_id == other.phrase_id
        and known.body == other.body
    )
