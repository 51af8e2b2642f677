"""URLs of meetings for the participant."""

import uuid

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.appointments import actions, queries
from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.names import called
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.appointments import Appointment, AppointmentIsOver, NotOursToAnswer, Reply
from app.domain.people import Person, Programme, Role

routes = Blueprint("appointments", __name__)


def _appointment(appointment_id: uuid.UUID) -> tuple[Appointment, Person, Programme]:
    found = queries.appointment(db.session(), sessions.viewer(), appointment_id)
    if found is None:
        abort(404)
    return found


@routes.get("/appointments")
@open_to(Role.PARTICIPANT)
def index() -> str:
    """All meetings ahead."""
    coming = queries.coming_appointments(db.session(), sessions.viewer(), now=clock.now())
    return render("appointments/index.html", coming=coming)


@routes.get("/appointments/<uuid:appointment_id>")
@open_to(Role.PARTICIPANT)
def show(appointment_id: uuid.UUID) -> str:
    """One meeting, whole."""
    appointment, guide, programme = _appointment(appointment_id)
    return render(
        "appointments/show.html",
        appointment=appointment,
        guide=guide,
        programme=programme,
        is_over=appointment.is_over(now=clock.now()),
    )


@routes.post("/appointments/<uuid:appointment_id>/reply")
@open_to(Role.PARTICIPANT)
def reply(appointment_id: uuid.UUID) -> Response:
    """Passt, passt nicht, lieber telefonieren: one tap, no reason."""
    appointment, guide, _programme = _appointment(appointment_id)
    try:
        said = Reply(request.form.get("reply", ""))
        actions.answer(db.session(), appointment, said, now=clock.now())
    except ValueError:
        abort(400)
    except (AppointmentIsOver, NotOursToAnswer):
        notice(_("Dieses Treffen ist vorbei. Das ist in Ordnung."))
        return redirect(url_for("appointments.show", appointment_id=appointment_id), code=303)
    words = {
        Reply.FITS: _("Danke. %(guide)s sieht: Passt.", guide=called(guide.name)),
        Reply.DOES_NOT_FIT: _(
            "Danke. %(guide)s sieht: Passt nicht. Sie brauchen keinen Grund.",
            guide=called(guide.name),
        ),
        Reply.RATHER_PHONE: _(
            "Danke. %(guide)s sieht: Lieber telefonieren.", guide=called(guide.name)
        ),
    }
    notice(words[said], undo=url_for("appointments.take_back", appointment_id=appointment_id))
    return redirect(url_for("appointments.show", appointment_id=appointment_id), code=303)


@routes.post("/appointments/<uuid:appointment_id>/reply/undo")
@open_to(Role.PARTICIPANT)
def take_back(appointment_id: uuid.UUID) -> Response:
    """Take the answer back."""
    appointment, _guide, _programme = _appointment(appointment_id)
    try:
        actions.answer(db.session(), appointment, None, now=clock.now())
    except AppointmentIsOver:
        abort(404)
    notice(_("Zurückgenommen. Es ist wieder offen."))
    return redirect(url_for("appointments.show", appointment_id=appointment_id), code=303)
