"""A new meeting: asked, shown as the person sees it, kept."""

import uuid

from flask import request
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.languages import spoken
from app.core.names import called
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk import found
from app.desk import queries as desk_queries
from app.desk.meetings import actions, around, queries
from app.desk.meetings.actions import Plan
from app.desk.meetings.forms import NOTHING, MeetingForm
from app.desk.meetings.hints import already
from app.desk.meetings.preview import as_seen
from app.desk.meetings.routes import routes
from app.domain.appointments import Appointment, Kind
from app.domain.people import Person, Role


@routes.get("/desk/people/<uuid:participant_id>/appointments/new")
@open_to(Role.GUIDE)
def new(participant_id: uuid.UUID) -> str:
    """Ask when and where."""
    person = found.participant_with_meetings(participant_id)
    form = MeetingForm(formdata=None, here=around.here(around.programme()), id=str(uuid.uuid4()))
    return render("desk/meeting.html", person=person, name=person.name, form=form)


@routes.post("/desk/people/<uuid:participant_id>/appointments")
@open_to(Role.GUIDE)
def create(participant_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Show the meeting as the person will see it; then keep it."""
    person, programme = found.participant_with_meetings(participant_id), around.programme()
    form = MeetingForm(here=around.here(programme))
    form.id.data = str(form_id(form.id.data))
    page = {
        "person": person,
        "name": person.name,
        "speaks": spoken(person.language),
        "form": form,
    }
    if not form.validate():
        return render("desk/meeting.html", **page), 422
    todo = request.form.get("do")
    if todo == "edit":
        return render("desk/meeting.html", **page)
    meeting = _drawn_up(form, person)
    first = _kept_before(meeting)
    if first is not None:
        form.id.data = str(actions.id_beside(db.session(), meeting))
        meeting = _drawn_up(form, person)
    if todo != "keep" or first is not None:
        seen = as_seen(meeting, person, desk_queries.me(db.session(), sessions.viewer()))
        noted = around.hints_for(person, form.starts, meeting.minutes, programme, but=meeting.id)
        noted = [*(already(first) if first else ()), *noted]
        return render("desk/meeting_preview.html", **page, seen=seen, hints=noted)
    actions.keep(db.session(), meeting, now=clock.now())
    notice(_("Eingetragen. %(name)s sieht es unter Heute.", name=called(person.name)))
    return around.back_to(person.id)


def _drawn_up(form: MeetingForm, person: Person) -> Appointment:
    return actions.drawn_up(
        sessions.viewer(),
        person,
        uuid.UUID(form.id.data),
        _plan(form),
        zone=around.programme().zone,
        now=clock.now(),
    )


def _kept_before(meeting: Appointment) -> Appointment | None:
    """Return the other meeting that this very form kept, if it came back and was changed."""
    row = queries.appointment(db.session(), sessions.viewer(), meeting.id)
    return row[0] if row and actions.is_another(row[0], meeting) else None


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
