"""Answering a meeting of ours: passt, passt nicht, lieber telefonieren, or another time."""

import uuid

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.appointments import actions
from app.appointments.routes import routes
from app.appointments.routes.see import the_appointment
from app.core import clock, db
from app.core.i18n import _, moment
from app.core.names import called
from app.core.pages import notice
from app.core.security import open_to
from app.domain.appointments import AppointmentIsOver, NotOursToAnswer, Reply
from app.domain.people import Person, Role

# "Something else" is said with a form: what it is, only words tell.
_WITH_ONE_TAP = (Reply.FITS, Reply.DOES_NOT_FIT, Reply.RATHER_PHONE)


def _back(appointment_id: uuid.UUID) -> Response:
    return redirect(url_for("appointments.show", appointment_id=appointment_id), code=303)


def _thanks(guide: Person, said: Reply) -> str:
    name = called(guide.name)
    return {
        Reply.FITS: _("Danke. %(guide)s sieht: Passt.", guide=name),
        Reply.DOES_NOT_FIT: _(
            "Danke. %(guide)s sieht: Passt nicht. Sie brauchen keinen Grund.", guide=name
        ),
        Reply.RATHER_PHONE: _("Danke. %(guide)s sieht: Lieber telefonieren.", guide=name),
    }[said]


def the_reply(name: str) -> Reply | None:
    """Return the reply of this name; "" is none. Anything else answers 400."""
    try:
        return Reply(name) if name else None
    except ValueError:
        abort(400)


@routes.post("/appointments/<uuid:appointment_id>/reply")
@open_to(Role.PARTICIPANT)
def reply(appointment_id: uuid.UUID) -> Response:
    """Passt, passt nicht, lieber telefonieren: one tap, no reason."""
    appointment, guide, _programme = the_appointment(appointment_id, to_change=True)
    said = the_reply(request.form.get("reply", ""))
    if said not in _WITH_ONE_TAP:
        abort(400)
    former = appointment.reply
    try:
        actions.answer(appointment, said, now=clock.now())
    except NotOursToAnswer:
        abort(404)
    except AppointmentIsOver:
        notice(_("Dieses Treffen ist vorbei oder fällt aus. Sie brauchen nichts zu tun."))
        return _back(appointment_id)
    if said is not former:  # the second of two taps changes nothing, and keeps the way back
        undo = url_for("appointments.take_back", appointment_id=appointment_id, former=former)
        notice(_thanks(guide, said), undo=undo)
    return _back(appointment_id)


@routes.post("/appointments/<uuid:appointment_id>/reply/undo")
@open_to(Role.PARTICIPANT)
def take_back(appointment_id: uuid.UUID) -> Response:
    """Take the answer back: what was said before counts again."""
    appointment, _guide, _programme = the_appointment(appointment_id, to_change=True)
    former = the_reply(request.args.get("former", ""))
    try:
        actions.answer(appointment, former, now=clock.now())
    except (AppointmentIsOver, NotOursToAnswer):
        abort(404)
    notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return _back(appointment_id)


@routes.post("/appointments/<uuid:appointment_id>/time")
@open_to(Role.PARTICIPANT)
def take_time(appointment_id: uuid.UUID) -> Response:
    """Take one of the other times the guide offered."""
    appointment, guide, _programme = the_appointment(appointment_id, to_change=True)
    former = appointment.wall_time
    try:
        wanted = request.form.get("time", "")
        taken = actions.take_time(db.session(), appointment, wanted, now=clock.now())
    except NotOursToAnswer:
        abort(404)
    except (AppointmentIsOver, LookupError, ValueError):
        notice(_("Diese Zeit geht nicht mehr. Das liegt nicht an Ihnen. Hier sehen Sie, was geht."))
        return _back(appointment_id)
    if taken:
        words = _(
            "Danke. %(guide)s sieht es. Neu: %(when)s.",
            guide=called(guide.name),
            when=moment(appointment.starts),
        )
        undo = url_for("appointments.untake_time", appointment_id=appointment_id, time=former)
        notice(words, undo=undo)
    return _back(appointment_id)


@routes.post("/appointments/<uuid:appointment_id>/time/undo")
@open_to(Role.PARTICIPANT)
def untake_time(appointment_id: uuid.UUID) -> Response:
    """Back to the former time, which is still on offer."""
    appointment, _guide, _programme = the_appointment(appointment_id, to_change=True)
    try:
        former = request.args.get("time", "")
        actions.back_to_time(db.session(), appointment, former, now=clock.now())
    except (AppointmentIsOver, NotOursToAnswer, LookupError, ValueError):
        abort(404)
    notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return _back(appointment_id)
