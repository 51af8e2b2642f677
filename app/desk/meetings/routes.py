"""URLs of meetings for the guide: plan one with a preview, move it, call it off."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.languages import LANGUAGES, SOURCE
from app.core.names import called
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk import found
from app.desk import queries as desk_queries
from app.desk.meetings import actions, queries
from app.desk.meetings.actions import Plan
from app.desk.meetings.forms import NOTHING, CancelForm, MeetingForm, MoveForm, wall
from app.desk.meetings.hints import hints
from app.desk.meetings.preview import as_seen
from app.domain.appointments import Appointment, AppointmentIsOver, Kind, moment_of
from app.domain.people import Person, Programme, Role

routes = Blueprint("meetings", __name__)


def _programme() -> Programme:
    return desk_queries.programme(db.session(), sessions.viewer())


def _here(programme: Programme) -> datetime:
    return clock.now().astimezone(ZoneInfo(programme.zone))


def _back_to(participant_id: uuid.UUID) -> Response:
    return redirect(url_for("desk.person.show", participant_id=participant_id), code=303)


def _hints(
    person: Person, starts: datetime, minutes: int, programme: Programme, *, but: uuid.UUID
) -> list[str]:
    others = queries.overlapping(
        db.session(),
        sessions.viewer(),
        person.id,
        starts_at=moment_of(starts.isoformat(), programme.zone),
        minutes=minutes,
        but=but,
    )
    return hints(starts, programme, others)


@routes.get("/desk/people/<uuid:participant_id>/appointments/new")
@open_to(Role.GUIDE)
def new(participant_id: uuid.UUID) -> Response | str:
    """Ask when and where."""
    person = found.participant_with_meetings(participant_id)
    form = MeetingForm(formdata=None, here=_here(_programme()), id=str(uuid.uuid4()))
    return render("desk/meeting.html", person=person, name=person.name, form=form)


@routes.post("/desk/people/<uuid:participant_id>/appointments")
@open_to(Role.GUIDE)
def create(participant_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Show the meeting as the person will see it; then keep it."""
    person, programme = found.participant_with_meetings(participant_id), _programme()
    form = MeetingForm(here=_here(programme))
    form.id.data = str(form_id(form.id.data))
    page = {
        "person": person,
        "name": person.name,
        "speaks": LANGUAGES.get(person.language, LANGUAGES[SOURCE]),
        "form": form,
    }
    if not form.validate():
        return render("desk/meeting.html", **page), 422
    todo, plan = request.form.get("do"), _plan(form)
    if todo == "edit":
        return render("desk/meeting.html", **page)
    viewer, now = sessions.viewer(), clock.now()
    meeting = actions.drawn_up(
        viewer, person, uuid.UUID(form.id.data), plan, zone=programme.zone, now=now
    )
    if todo != "keep":
        seen = as_seen(meeting, person, desk_queries.me(db.session(), viewer))
        noted = _hints(person, plan.starts, plan.minutes, programme, but=meeting.id)
        return render("desk/meeting_preview.html", **page, seen=seen, hints=noted)
    actions.keep(db.session(), meeting, now=now)
    notice(_("Eingetragen. %(name)s sieht es unter Heute.", name=called(person.name)))
    return _back_to(person.id)


def _on_paper(person: Person) -> Response:
    notice(found.only_on_paper(person))
    return _back_to(person.id)


def _plan(form: MeetingForm) -> Plan:
    official = form.owner.data == "office"
    bring = (form.bring.data or "").strip()
    return Plan(
        kind=Kind(form.kind.data),
        official=official,
        starts=form.starts,
        minutes=form.minutes.data,
        place=(form.place.data or "").strip(),
        way=(form.way.data or "").strip(),
        # "nichts" is said in the reader's language, so it is not kept as German text.
        bring="" if bring.rstrip(".").casefold() == NOTHING else bring,
        topic=(form.topic.data or "").strip() if official else "",
        phone=(form.phone.data or "").strip() if official else "",
        others=tuple(form.others),
    )


def _appointment(appointment_id: uuid.UUID) -> tuple[Appointment, Person]:
    changes = request.method == "POST"
    row = queries.appointment(db.session(), sessions.viewer(), appointment_id, lock=changes)
    if row is None:
        abort(404)
    return row


def _is_over(person: Person) -> Response:
    notice(_("Dieses Treffen ist vorbei oder abgesagt. Es bleibt, wie es ist."))
    return _back_to(person.id)


@routes.get("/desk/appointments/<uuid:appointment_id>/time")
@open_to(Role.GUIDE)
def ask_time(appointment_id: uuid.UUID) -> Response | str:
    """Ask for the new time."""
    appointment, person = _appointment(appointment_id)
    if appointment.is_over(now=clock.now()):
        return _is_over(person)
    form = MoveForm(
        formdata=None,
        here=_here(_programme()),
        day=appointment.starts.date(),
        time=appointment.starts.time(),
    )
    return _move_page(appointment, person, form, [])


def _move_page(appointment: Appointment, person: Person, form: MoveForm, noted: list[str]) -> str:
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
    programme = _programme()
    form = MoveForm(here=_here(programme))
    if not form.validate() or form.day.data is None or form.time.data is None:
        return _move_page(appointment, person, form, []), 422
    starts = wall(form.day.data, form.time.data)
    noted = _hints(person, starts, appointment.minutes, programme, but=appointment.id)
    if noted and form.sure.data != starts.isoformat():
        form.sure.data = starts.isoformat()
        return _move_page(appointment, person, form, noted)
    try:
        moved = actions.move(db.session(), sessions.viewer(), appointment, starts, now=clock.now())
    except AppointmentIsOver:
        return _is_over(person)
    if moved:
        notice(_told(person, _("Verschoben. Es steht auch in den Nachrichten.")))
    return _back_to(person.id)


@routes.get("/desk/appointments/<uuid:appointment_id>/cancellation")
@open_to(Role.GUIDE)
def ask_cancellation(appointment_id: uuid.UUID) -> Response | str:
    """Show what the person will read, and ask for another day if there is one."""
    appointment, person = _appointment(appointment_id)
    if appointment.is_over(now=clock.now()):
        return _is_over(person)
    form = CancelForm(formdata=None, here=_here(_programme()), id=str(uuid.uuid4()))
    return render(
        "desk/cancel.html", appointment=appointment, person=person, name=person.name, form=form
    )


@routes.post("/desk/appointments/<uuid:appointment_id>/cancellation")
@open_to(Role.GUIDE)
def cancel(appointment_id: uuid.UUID) -> Response | tuple[str, int]:
    """Call it off: "Das liegt an mir", with or without another day."""
    appointment, person = _appointment(appointment_id)
    form = CancelForm(here=_here(_programme()))
    form.id.data = str(form_id(form.id.data))
    if not form.validate():
        page = {"appointment": appointment, "person": person, "name": person.name}
        return render("desk/cancel.html", **page, form=form), 422
    proposal = wall(form.day.data, form.time.data) if form.day.data and form.time.data else None
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
        notice(_told(person, _("Abgesagt. Es steht auch in den Nachrichten.")))
    return _back_to(person.id)


def _told(person: Person, said: str) -> str:
    """Return what was done, and that nothing rings if nothing rings: then a call may help."""
    if queries.is_told_by_phone(db.session(), person.id):
        return said
    quiet = _(
        "%(name)s bekommt keine Erinnerungen aufs Handy. Vielleicht kurz anrufen?",
        name=called(person.name),
    )
    missing = "" if person.phone else _("Eine Nummer ist hier nicht eingetragen.")
    return " ".join(filter(None, (said, quiet, missing)))
