"""Writes of meetings by the participant."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.appointments import Appointment, Reply


def answer(
    session: Session, appointment: Appointment, reply: Reply | None, *, now: datetime
) -> None:
    """Say that it fits, does not fit, or rather by phone; None takes the answer back."""
    appointment.answer(reply, now=now)
