"""Move a meeting or call it off; both tell the person, and the guide where nothing rings."""

import uuid

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _, day
from app.core.names import called
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk.meetings import actions, around, queries, undoing
from app.desk.meetings.former import remember, remembered
from app.desk.meetings.forms import CancelForm, ChangeForm, MoveForm, wall
from app.desk.meetings.routes import routes
from app.domain.appointments import Appointment, AppointmentIsOver
from app.domain.messages import AlreadyAnswered
from app.domain.people import Person, Role
from app.domain.quiet import still_quiet_until


def _appointment(appointment_id: uuid.UUID) -> tuple[Appointment, Person]:
    changes = request.method == "POST"
    row = queries.appointment(db.session(), sessions.viewer(), appointment_id, lock=changes)
    if row is None:
        abort(404)
    return row


def _is_over(person: Person) -> Response:
    notice(_("Dieses Treffen ist vorbei oder abgesagt. Es bleibt, wie es ist."))
    return around.back_to(person.id)


def _is_answered(person: Person) -> Response:
    notice(
        _(
            "%(name)s hat inzwischen etwas dazu gesagt. Es bleibt, wie es ist.",
            name=called(person.name),
        )
    )
    return around.back_to(person.id)


@routes.get("/desk/appointments/<uuid:appointment_id>/time")
@open_to(Role.GUIDE)
def ask_time(appointment_id: uuid.UUID) -> Response | str:
    """Ask for the new time."""
    appointment, person = _appointment(appointment_id)
    if appointment.is_over(now=clock.now()):
        return _is_over(person)
    form = MoveForm(
        formdata=None,
        here=around.here(around.programme()),
        day=appointment.starts.date(),
        time=appointment.starts.time(),
    )
    return _move_page(appointment, person, form, [])


def _moved_meanwhile(appointment: Appointment, form: ChangeForm) -> list[str]:
    """Return a hint if the form was shown with another time, by a colleague or in two windows."""
    if form.was.data == appointment.wall_time or appointment.is_over(now=clock.now()):
        return []
    return [_("Das Treffen ist inzwischen verschoben. Bitte noch einmal ansehen.")]


def _move_page(appointment: Appointment, person: Person, form: MoveForm, noted: list[str]) -> str:
    form.was.data = appointment.wall_time
    return render(
        "desk/move.html",
        appointment=appointment,
        person=person,
        name=person.name,
        form=form,
        hints=noted,
    )


@routes.post("/desk/appointments/<uuid:appointment_id>/time")
@open_to(Role.GUIDE)
def move(appointment_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Move it; a hint is shown once, and then it is as the guide says."""
    appointment, person = _appointment(appointment_id)
    programme = around.programme()
    form = MoveForm(here=around.here(programme))
    moved_meanwhile = _moved_meanwhile(appointment, form)
    if not form.validate() or form.day.data is None or form.time.data is None:
        return _move_page(appointment, person, form, moved_meanwhile), 422
    starts, former = wall(form.day.data, form.time.data), appointment.before
    if moved_meanwhile and starts != appointment.starts.replace(tzinfo=None):
        return _move_page(appointment, person, form, moved_meanwhile), 422
    noted = around.hints_for(person, starts, appointment.minutes, programme, but=appointment.id)
    if noted and form.sure.data != starts.isoformat():
        form.sure.data = starts.isoformat()
        return _move_page(appointment, person, form, noted)
    try:
        moved = actions.move(db.session(), sessions.viewer(), appointment, starts, now=clock.now())
    except AppointmentIsOver:
        return _is_over(person)
    if moved:
        remember(appointment.id, former)
        undo = url_for("desk.meetings.move_back", appointment_id=appointment_id)
        notice(_told(person, _("Verschoben. Es steht auch in den Nachrichten.")), undo=undo)
    return around.back_to(person.id)


@routes.post("/desk/appointments/<uuid:appointment_id>/time/undo")
@open_to(Role.GUIDE)
def move_back(appointment_id: uuid.UUID) -> Response:
    """Back to the former time, with the answer there was."""
    appointment, person = _appointment(appointment_id)
    former = remembered(appointment_id) or abort(404)
    try:
        undoing.move_back(db.session(), sessions.viewer(), appointment, former, now=clock.now())
    except AlreadyAnswered:
        return _is_answered(person)
    except AppointmentIsOver:
        return _is_over(person)
    notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return around.back_to(person.id)


@routes.get("/desk/appointments/<uuid:appointment_id>/cancellation")
@open_to(Role.GUIDE)
def ask_cancellation(appointment_id: uuid.UUID) -> Response | str:
    """Show what the person will read, and ask for another day if there is one."""
    appointment, person = _appointment(appointment_id)
    if appointment.is_over(now=clock.now()):
        return _is_over(person)
    form = CancelForm(formdata=None, here=around.here(around.programme()), id=str(uuid.uuid4()))
    return _cancel_page(appointment, person, form, [])


def _cancel_page(
    appointment: Appointment, person: Person, form: CancelForm, noted: list[str]
) -> str:
    form.was.data = appointment.wall_time
    return render(
        "desk/cancel.html",
        appointment=appointment,
        person=person,
        name=person.name,
        form=form,
        hints=noted,
    )


@routes.post("/desk/appointments/<uuid:appointment_id>/cancellation")
@open_to(Role.GUIDE)
def cancel(appointment_id: uuid.UUID) -> Response | tuple[str, int]:
    """Call it off: "Das liegt an mir", with or without another day."""
    appointment, person = _appointment(appointment_id)
    form = CancelForm(here=around.here(around.programme()))
    form.id.data = str(form_id(form.id.data))
    moved_meanwhile = _moved_meanwhile(appointment, form)
    if not form.validate() or moved_meanwhile:
        return _cancel_page(appointment, person, form, moved_meanwhile), 422
    proposal = None
    if form.day.data and form.time.data and not person.meetings_on_paper:
        proposal = wall(form.day.data, form.time.data)
    try:
        cancelled = actions.cancel(
            db.session(),
            sessions.viewer(),
            appointment,
            proposal=proposal,
            proposal_id=uuid.UUID(form.id.data),
            now=clock.now(),
        )
    except AppointmentIsOver:
        return _is_over(person)
    if cancelled:
        undo = url_for(
            "desk.meetings.let_stand_again",
            appointment_id=appointment_id,
            proposal=form.id.data if proposal else None,
        )
        notice(_told(person, _("Abgesagt. Es steht auch in den Nachrichten.")), undo=undo)
    return around.back_to(person.id)


@routes.post("/desk/appointments/<uuid:appointment_id>/cancellation/undo")
@open_to(Role.GUIDE)
def let_stand_again(appointment_id: uuid.UUID) -> Response:
    """It takes place after all."""
    appointment, person = _appointment(appointment_id)
    try:
        undoing.let_stand_again(
            db.session(),
            sessions.viewer(),
            appointment,
            proposal_id=request.args.get("proposal", type=uuid.UUID),
            now=clock.now(),
        )
    except AlreadyAnswered:
        return _is_answered(person)
    except AppointmentIsOver:
        return _is_over(person)
    notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return around.back_to(person.id)


def _told(person: Person, said: str) -> str:
    """Return what was done, and that nothing rings if nothing rings: then a call may help."""
    programme = around.programme()
    until = still_quiet_until(person.quiet_until, now=clock.now(), zone=programme.zone)
    if until is None and queries.hears_of_changes(db.session(), person.id):
        return said
    name, wish = called(person.name), queries.wish_for_calls(db.session(), person.id)
    if until is None:
        quiet = _(
            "%(name)s bekommt keine Erinnerungen aufs Handy. Vielleicht kurz anrufen?", name=name
        )
    elif person.no_calls and wish is None:
        quiet = _(
            "%(name)s möchte Ruhe bis %(day)s, auch ohne Anrufe. Es steht nur in der App.",
            name=name,
            day=day(until),
        )
    else:
        quiet = _(
            "%(name)s möchte Ruhe bis %(day)s. Das Handy bleibt still. Bitte rufen Sie an.",
            name=name,
            day=day(until),
        )
    number = (wish.address if wish else "") or person.phone
    missing = "" if number else _("Eine Nummer ist hier nicht eingetragen.")
    return " ".join(filter(None, (said, quiet, missing)))
