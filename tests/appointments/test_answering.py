"""Saying whether a meeting fits: one tap, no reason, and a way back."""

from sqlalchemy.orm import Session

from app.domain.appointments import Appointment, Reply
from tests import make
from tests.people import Cast
from tests.visit import Visit


def test_a_stranger_does_not_find_the_meeting(session: Session, cast: Cast, visit: Visit) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    assert visit.as_(cast.samir).open(f"/appointments/{meeting.id}").status == 404
    assert visit.as_(cast.amira).open(f"/appointments/{meeting.id}").status == 200
