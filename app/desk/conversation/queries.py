"""Reads for what a guide says."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access import Viewer, accompanies
from app.domain.appointments import Appointment
from app.domain.goals import Step
from app.letters.queries import post
from app.letters.summary import shown


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
