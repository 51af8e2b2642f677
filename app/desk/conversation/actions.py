"""Writes of what a guide says beside plain messages."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.calm.phrase_table import ONLY_WITHOUT_OPEN_DATE
from app.core.once import add_once, id_for
from app.desk.conversation.offers import Offer
from app.domain.access import Viewer
from app.domain.goals import Doer, Step
from app.domain.messages import Form, Message
from app.domain.people import Person
from app.messages.actions import UnknownPhrase, send_own_phrase, send_phrase


def greet(  # noqa: PLR0913 - three of them are answers in one form
    session: Session,
    viewer: Viewer,
    person: Person,
    *,
    message_id: uuid.UUID,
    offer: Offer | None,
    open_date: bool,
    no_answer: bool,
    now: datetime,
    shown_at: datetime | None = None,
) -> Message:
    """Send a greeting from the phrase book, or one of the programme's own.

    Raises UnknownPhrase, also for one that says nothing is waiting while a date is open.
    """
    if offer is None or (open_date and offer.id in ONLY_WITHOUT_OPEN_DATE):
        raise UnknownPhrase
    message = say(
        session,
        viewer,
        person,
        message_id=message_id,
        offer=offer,
        now=now,
        shown_at=shown_at,
    )
    message.form = Form.ENCOURAGEMENT if no_answer else Form.PHRASE
    return message


def say(
    session: Session,
    viewer: Viewer,
    person: Person,
    *,
    message_id: uuid.UUID,
    offer: Offer,
    values: Mapping[str, str] | None = None,
    now: datetime,
    shown_at: datetime | None = None,
) -> Message:
    """Send a card, with values for its placeholders if it has any."""
    if offer.body:
        return send_own_phrase(
            session,
            viewer,
            person.id,
            message_id=message_id,
            phrase_id=offer.id,
            body=offer.body,
            now=now,
            shown_at=shown_at,
        )
    return send_phrase(
        session,
        viewer,
        person.id,
        message_id=message_id,
        phrase_id=offer.id,
        values=values,
        now=now,
        shown_at=shown_at,
    )


def suggest_step(
    session: Session,
    viewer: Viewer,
    person: Person,
    *,
    step_id: uuid.UUID,
    text: str,
    language: str,
    doer: Doer,
    now: datetime,
) -> uuid.UUID:
    """Suggest a step, once per form; return its id. It is the person's own once they take it."""

    def is_same(known: Step) -> bool:
        ours = known.participant_id, known.suggested_by_id
        is_ours = ours == (person.id, viewer.person_id)
        return is_ours and (known.text, known.doer) == (text, doer)

    step = Step(
        id=id_for(session, Step, step_id, is_same),
        participant_id=person.id,
        suggested_by_id=viewer.person_id,
        text=text,
        language=language,
        created_at=now,
    )
    step.give_to(doer)
    add_once(session, step)
    return step.id


def withdraw_step(session: Session, step: Step) -> None:
    """Take a suggestion back that nobody has answered yet."""
    session.delete(step)
