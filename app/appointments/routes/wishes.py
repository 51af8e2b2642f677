"""Asking the guide: for another time, place or way to meet; for help with an office."""

import uuid
from contextlib import suppress

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.appointments import actions
from app.appointments.actions import OnlyOfficial, Wish
from app.appointments.forms import OTHER, OtherForm
from app.appointments.routes import routes
from app.appointments.routes.answers import the_reply
from app.appointments.routes.see import the_appointment
from app.core import clock, db, notes, sessions
from app.core.i18n import _
from app.core.names import called
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.appointments import AppointmentIsOver, NotOursToAnswer
from app.domain.messages import AlreadyAnswered
from app.domain.people import Role


def _back(appointment_id: uuid.UUID) -> Response:
    return redirect(url_for("appointments.show", appointment_id=appointment_id), code=303)


def _take_back(message_ids: list[uuid.UUID]) -> bool:
    try:
        notes.take_back(db.session(), sessions.viewer(), message_ids, now=clock.now())
    except AlreadyAnswered:
        notice(_("Es gibt schon eine Antwort. Ihre Nachricht bleibt deshalb stehen."))
        return False
    notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return True


@routes.route("/appointments/<uuid:appointment_id>/request", methods=["GET", "POST"])
@open_to(Role.PARTICIPANT)
def ask(appointment_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Ask for another time, another place, or another way to meet."""
    appointment, guide, _programme = the_appointment(
        appointment_id, to_change=request.method == "POST"
    )
    if appointment.official or appointment.is_over(now=clock.now()):
        abort(404)
    viewer, form = sessions.viewer(), OtherForm()
    form.offer(appointment.kind)
    sent = form_id(form.id.data)
    form.id.data = str(sent)
    if request.method == "POST" and form.validate():
        former = appointment.reply
        asked = actions.ask_for_other(
            db.session(),
            viewer,
            appointment,
            form_id=sent,
            phrases=form.phrases.data or (),
            words=form.own_words.data or "",
            language=viewer.language,
            now=clock.now(),
        )
        if asked:  # the second of two taps changes nothing, and keeps the way back
            undo = url_for(
                "appointments.take_back_request",
                appointment_id=appointment_id,
                form=sent,
                former=former,
            )
            words = _("Danke. %(guide)s liest es und meldet sich.", guide=called(guide.name))
            notice(words, undo=undo)
        return _back(appointment_id)
    html = render("appointments/ask.html", form=form, appointment=appointment, guide=guide)
    return (html, 422) if request.method == "POST" else html


@routes.post("/appointments/<uuid:appointment_id>/request/undo")
@open_to(Role.PARTICIPANT)
def take_back_request(appointment_id: uuid.UUID) -> Response:
    """Take back what one form asked: what was said before counts again."""
    appointment, _guide, _programme = the_appointment(appointment_id, to_change=True)
    former = the_reply(request.args.get("former", ""))
    if _take_back(actions.request_ids(form_id(request.args.get("form")), OTHER)):
        with suppress(AppointmentIsOver, NotOursToAnswer):
            actions.answer(appointment, former, now=clock.now())
    return _back(appointment_id)


@routes.post("/appointments/<uuid:appointment_id>/wishes/<wish>")
@open_to(Role.PARTICIPANT)
def wish(appointment_id: uuid.UUID, wish: str) -> Response:
    """Call there with me, come along: told to the guide, once."""
    appointment, guide, _programme = the_appointment(appointment_id)
    try:
        wished = Wish(wish)
        actions.tell_wish(
            db.session(), sessions.viewer(), appointment, guide, wished, now=clock.now()
        )
    except (ValueError, OnlyOfficial, AppointmentIsOver):
        abort(404)
    words = _("Danke. %(guide)s weiß Bescheid und meldet sich.", guide=called(guide.name))
    undo = url_for("appointments.take_back_wish", appointment_id=appointment_id, wish=wish)
    notice(words, undo=undo)
    return _back(appointment_id)


@routes.post("/appointments/<uuid:appointment_id>/wishes/<wish>/undo")
@open_to(Role.PARTICIPANT)
def take_back_wish(appointment_id: uuid.UUID, wish: str) -> Response:
    """Take the wish back."""
    appointment, _guide, _programme = the_appointment(appointment_id)
    try:
        note_id = actions.wish_id(appointment, Wish(wish))
    except ValueError:
        abort(404)
    _take_back([note_id])
    return _back(appointment_id)
