"""Undoing what the guide changed about a meeting, as long as the person has said nothing since."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.core import jobs
from app.desk.meetings import queries
from app.desk.meetings.actions import line_id
from app.domain import telling
from app.domain.access import Viewer
from app.domain.appointments import Appointment, Former
from app.domain.messages import AlreadyAnswered, Message


def move_back(
    session: Session, viewer: Viewer, appointment: Appointment, former: Former, *, now: datetime
) -> None:
    """Undo `move`; its line goes too.

    Raises AlreadyAnswered once the person has said something since, AppointmentIsOver.
    """
    if appointment.moved_at is None or appointment.reply is not None:
        raise AlreadyAnswered
    _unsay(session, appointment, appointment.moved_at)
    was_at = appointment.starts_at
    appointment.move_back(former, now=now)
    telling.meeting_as_before(session, appointment, by=viewer.person_id, was_at=was_at, now=now)
    jobs.look_now()


def let_stand_again(
    session: Session,
    viewer: Viewer,
    appointment: Appointment,
    *,
    proposal_id: uuid.UUID | None,
    now: datetime,
) -> None:
    """Undo `cancel`; its line goes too, and the other day that was proposed with it.

    Twice has the effect of once. Raises AlreadyAnswered once the person has said something since,
    AppointmentIsOver.
    """
    if appointment.cancelled_at is None:
        return
    proposed = proposal_id and queries.proposed_with(session, viewer, appointment, proposal_id)
    if proposed and proposed.reply is not None:
        raise AlreadyAnswered
    _unsay(session, appointment, appointment.cancelled_at)
    appointment.stand_again(now=now)
    if proposed:
        session.delete(proposed)
    telling.meeting_as_before(session, appointment, by=viewer.person_id, now=now)
    jobs.look_now()


def _unsay(session: Session, appointment: Appointment, at: datetime) -> None:
    """Take the line about a change away. Raises AlreadyAnswered."""
    line = session.get(Message, line_id(appointment, at))
    if line is None or queries.wrote_since(session, appointment.participant_id, line.sent_at):
        raise AlreadyAnswered
    session.delete(line)
