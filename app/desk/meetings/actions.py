"""Writes of meetings by the guide. What changes is told: in the conversation, and as was chosen."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.core import jobs
from app.core.once import add_once, id_for
from app.domain import reminding, telling
from app.domain.access import Viewer
from app.domain.appointments import Appointment, Kind
from app.domain.messages import Form, Message
from app.domain.people import Person

MOVED, CANCELLED, CANCELLED_WITH_PROPOSAL = "T7", "T21", "T8"  # ids in calm/phrase_table.py
OFFICE_MOVED, OFFICE_CANCELLED = "T22", "T23"
_PLANNED = (
    "participant_id", "kind", "official", "wall_time", "minutes", "place", "way", "bring", "topic",
    "phone", "other_time_1", "other_time_2", "cancelled_at",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A meeting as the guide planned it. `starts` and `others` are wall times (naive)."""

    kind: Kind
    official: bool
    starts: datetime
    minutes: int
    place: str
    way: str
    bring: str
    topic: str
    phone: str
    others: tuple[datetime, ...] = ()


def drawn_up(
    viewer: Viewer,
    person: Person,
    appointment_id: uuid.UUID,
    plan: Plan,
    *,
    zone: str,
    now: datetime,
) -> Appointment:
    """Return the meeting as planned, kept nowhere yet."""
    first, second, *_more = (*(_wall(each) for each in plan.others), None, None)
    appointment = Appointment(
        id=appointment_id,
        participant_id=person.id,
        guide_id=viewer.person_id,
        kind=plan.kind,
        official=plan.official,
        minutes=plan.minutes,
        place=plan.place,
        way=plan.way,
        bring=plan.bring,
        topic=plan.topic,
        phone=plan.phone,
        other_time_1=first,
        other_time_2=second,
        created_at=now,
    )
    appointment.set_time(plan.starts, zone)
    return appointment


def is_another(kept: Appointment, planned: Appointment) -> bool:
    """Whether something else was planned: an old form came back with "back" and was changed."""
    return any(getattr(kept, each) != getattr(planned, each) for each in _PLANNED)


def id_beside(session: Session, planned: Appointment) -> uuid.UUID:
    """Return the id for what was planned with the form of another meeting."""
    return id_for(session, Appointment, planned.id, lambda kept: not is_another(kept, planned))


def keep(session: Session, appointment: Appointment, *, now: datetime) -> bool:
    """Keep a meeting that was drawn up. False if this very form was sent before."""
    if not add_once(session, appointment):
        return False
    telling.meeting_planned(session, appointment, now=now)
    jobs.look_now()
    return True


def move(
    session: Session, viewer: Viewer, appointment: Appointment, starts: datetime, *, now: datetime
) -> bool:
    """Give a meeting a new wall time (naive) and tell of it. False if it is at that time already.

    Raises AppointmentIsOver.
    """
    if appointment.wall_time == _wall(starts):
        return False
    was_at = appointment.starts_at
    appointment.move(starts, now=now)
    _say(
        session,
        viewer,
        appointment,
        OFFICE_MOVED if appointment.official else MOVED,
        {"day": starts.date().isoformat(), "time": f"{starts:%H:%M}"},
        now=now,
    )
    telling.meeting_changed(session, appointment, by=viewer.person_id, was_at=was_at, now=now)
    jobs.look_now()
    return True


def cancel(
    session: Session,
    viewer: Viewer,
    appointment: Appointment,
    *,
    proposal: datetime | None,
    proposal_id: uuid.UUID,
    now: datetime,
) -> bool:
    """Call a meeting off, with another wall time as a proposal or without, and tell of it.

    False if it was called off before. Raises AppointmentIsOver.
    """
    if appointment.cancelled_at is not None:
        return False
    appointment.cancel(now=now)
    values = {"day": appointment.starts.date().isoformat()}
    phrase = OFFICE_CANCELLED if appointment.official else CANCELLED
    if proposal is not None and not appointment.official:
        phrase = CANCELLED_WITH_PROPOSAL
        values |= {"other_day": proposal.date().isoformat(), "other_time": f"{proposal:%H:%M}"}
        _propose(session, appointment, proposal, proposal_id, now=now)
    _say(session, viewer, appointment, phrase, values, now=now)
    telling.meeting_cancelled(session, appointment, by=viewer.person_id, now=now)
    jobs.look_now()
    return True


def _propose(
    session: Session, instead_of: Appointment, starts: datetime, new_id: uuid.UUID, *, now: datetime
) -> None:
    proposed = Appointment(
        id=new_id,
        participant_id=instead_of.participant_id,
        guide_id=instead_of.guide_id,
        kind=instead_of.kind,
        minutes=instead_of.minutes,
        place=instead_of.place,
        way=instead_of.way,
        bring=instead_of.bring,
        created_at=now,
    )
    proposed.set_time(starts, instead_of.zone)
    keep(session, proposed, now=now)


def _say(
    session: Session,
    viewer: Viewer,
    appointment: Appointment,
    phrase_id: str,
    values: dict[str, str],
    *,
    now: datetime,
) -> None:
    message = Message(
        id=line_id(appointment, now),
        participant_id=appointment.participant_id,
        author_id=viewer.person_id,
        form=Form.NOTE,
        phrase_id=phrase_id,
        body=json.dumps(values, ensure_ascii=False),
        sent_at=now,
    )
    session.add(message)
    session.flush()
    # Who is told of the change itself needs no second ring about the line that says so.
    asked = reminding.listener(session, appointment.participant_id)
    if asked is not None and not asked.choice.meetings:
        telling.message_sent(session, message, now=now)


def line_id(appointment: Appointment, at: datetime) -> uuid.UUID:
    """Return the id of the line about a change: made from its cause, so the way back finds it."""
    return uuid.uuid5(appointment.id, f"changed {at.timestamp()}")


def _wall(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
