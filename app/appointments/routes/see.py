"""Seeing meetings: all of them, and one of them."""

import uuid

from flask import abort

from app.appointments import letters, queries
from app.appointments.actions import Wish, wish_id
from app.appointments.routes import routes
from app.core import clock, db, sessions
from app.core.pages import render
from app.core.security import open_to
from app.domain.appointments import Appointment
from app.domain.people import Person, Programme, Role


def the_appointment(
    appointment_id: uuid.UUID, *, to_change: bool = False
) -> tuple[Appointment, Person, Programme]:
    """Return the meeting of this address, or answer 404."""
    found = queries.appointment(
        db.session(), sessions.viewer(), appointment_id, to_change=to_change
    )
    if found is None:
        abort(404)
    return found


@routes.get("/appointments")
@open_to(Role.PARTICIPANT)
def index() -> str:
    """All meetings ahead, and a short look back. Nobody knows who came."""
    viewer = sessions.viewer()
    mine = queries.appointments(db.session(), viewer, now=clock.now())
    return render("appointments/index.html", mine=mine, on_paper=viewer.meetings_on_paper)


@routes.get("/appointments/<uuid:appointment_id>")
@open_to(Role.PARTICIPANT)
def show(appointment_id: uuid.UUID) -> str:
    """One meeting, whole."""
    appointment, guide, programme = the_appointment(appointment_id)
    if appointment.official:
        return _official(appointment, guide, programme)
    viewer, session, now = sessions.viewer(), db.session(), clock.now()
    is_past, is_off = now >= appointment.ends_at, appointment.cancelled_at is not None
    return render(
        "appointments/show.html",
        appointment=appointment,
        guide=guide,
        is_past=is_past,
        next_meeting=queries.next_meeting(session, viewer, now=now) if is_off else None,
        together=[]
        if is_past or is_off
        else letters.to_read_together(session, viewer, appointment, guide, now=now),
        other_times=[each for each in appointment.other_times if each > now],
    )


def _official(appointment: Appointment, guide: Person, programme: Programme) -> str:
    viewer, session, now = sessions.viewer(), db.session(), clock.now()
    ids = {wish.value: wish_id(appointment, wish) for wish in Wish}
    told = queries.told(session, viewer, ids.values(), now=now)
    return render(
        "appointments/official.html",
        appointment=appointment,
        guide=guide,
        programme=programme,
        is_past=now >= appointment.ends_at,
        letter=letters.invitation(session, viewer, appointment, guide, now=now),
        told={wish for wish, note_id in ids.items() if note_id in told},
    )
