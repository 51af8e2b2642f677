"""Reads for what a guide says."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.calm.phrases import PHRASES, Group
from app.desk.queries import LoadKeys
from app.domain.access import Viewer, accompanies, visible_messages, visible_participants
from app.domain.appointments import Appointment
from app.domain.goals import Step
from app.domain.messages import Form, Message
from app.domain.people import Person
from app.letters.queries import post
from app.letters.summary import shown

ENCOURAGEMENTS = [each.id for each in PHRASES.values() if each.group is Group.ENCOURAGEMENT]
# A sentence that comes again within these weeks sounds like a machine.
_REMEMBERED = timedelta(days=56)


def has_open_date(
    session: Session, viewer: Viewer, participant_id: uuid.UUID, *, now: datetime
) -> bool:
    """Whether an official appointment or a date in a letter is ahead: then something waits."""
    official = select(Appointment.id).where(
        accompanies(viewer, Appointment.participant_id),
        Appointment.participant_id == participant_id,
        Appointment.official.is_(True),
        Appointment.cancelled_at.is_(None),
        Appointment.starts_at > now,
    )
    if session.scalar(official.limit(1)) is not None:
        return True
    letters = post(session, viewer, now=now, put_away=False, owner_id=participant_id)
    return letters is not None and any(
        shown(each, now=now).next_date_on is not None for each in letters.readings
    )


@dataclass(frozen=True)
class Greetings:
    """The encouragements one person got in the last weeks, and those that wait."""

    phrases: frozenset[str]
    last_at: datetime | None
    waits_until: datetime | None


def greetings(
    session: Session, viewer: Viewer, participant_id: uuid.UUID, *, now: datetime
) -> Greetings:
    """Return which ones stand in the conversation, whoever sent them."""
    rows = session.execute(
        select(Message.phrase_id, Message.sent_at)
        .where(
            visible_messages(viewer, now=now),
            Message.participant_id == participant_id,
            or_(Message.form == Form.ENCOURAGEMENT, Message.phrase_id.in_(ENCOURAGEMENTS)),
            Message.sent_at > now - _REMEMBERED,
        )
        .order_by(Message.sent_at.desc())
    ).all()
    known = frozenset(row.phrase_id for row in rows if row.phrase_id)
    times = [row.sent_at for row in rows]
    return Greetings(
        known,
        last_at=next((each for each in times if each <= now), None),
        waits_until=min((each for each in times if each > now), default=None),
    )


def other_people(
    session: Session, viewer: Viewer, reader: Person, load: LoadKeys
) -> tuple[tuple[str, str], ...]:
    """Return first and last names of the viewer's other people; none that the reader bears."""
    rows = session.execute(
        select(Person.id, Person.first_name_sealed, Person.last_name_sealed).where(
            visible_participants(viewer), Person.id != reader.id
        )
    ).all()
    load(row.id for row in rows)
    names = (
        (
            Person.first_name.open(row.first_name_sealed, row.id, row.id),
            Person.last_name.open(row.last_name_sealed, row.id, row.id),
        )
        for row in rows
    )
    mine = {reader.first_name, reader.last_name}
    return tuple(each for each in names if not mine & set(each))


def suggestion(session: Session, viewer: Viewer, step_id: uuid.UUID) -> Step | None:
    """Return a step the viewer suggested and the person has not answered yet."""
    return session.scalar(
        select(Step).where(
            Step.id == step_id,
            Step.suggested_by_id == viewer.person_id,
            Step.put_away_at.is_(None),
            accompanies(viewer, Step.participant_id),
        )
    )
