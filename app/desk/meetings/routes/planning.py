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
from app.desk.meetings import actions, around
from app.desk.meetings.actions import Plan
from app.desk.meetings.forms import NOTHING, MeetingForm
from app.desk.meetings.preview import as_seen
from app.desk.meetings.routes import routes
from app.domain.appointments import Kind
from app.domain.people import Role


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
    todo, plan = request.form.get("do"), _plan(form)
    if todo == "edit":
        return render("desk/meeting.html", **page)
    viewer, now = sessions.viewer(), clock.now()
    meeting_id = actions.id_of(db.session(), viewer, person, uuid.UUID(form.id.data), plan)
    meeting = actions.drawn_up(viewer, person, meeting_id, plan, zone=programme.zone, now=now)
    if todo != "keep":
        seen = as_seen(meeting, person, desk_queries.me(db.session(), viewer))
        noted = around.hints_for(person, plan.starts, plan.minutes, programme, but=meeting.id)
        return render("desk/meeting_preview.html", **page, seen=seen, hints=noted)
    actions.keep(db.session(), meeting, now=now)
    notice(_("Eingetragen. %(name)s sieht es unter Heute.", name=called(person.name)))
    return around.back_to(person.id)


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
