"""Meetings in the phone's own calendar: one as a file, or all of them at a secret address."""

import uuid

from flask import abort, current_app, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response

from app.appointments import actions, queries
from app.appointments.calendar_file import MEDIA_TYPE, calendar_file
from app.appointments.routes import routes
from app.appointments.routes.see import the_appointment
from app.core import clock, db, i18n, outside, sessions
from app.core.i18n import _
from app.core.pages import notice, render
from app.core.security import FILE_POLICY, open_to, public
from app.domain.access import Viewer
from app.domain.people import Role

_JUST_MADE = "calendar_secret"  # waits in the browser's cookie for the page that shows it, once


@routes.get("/appointments/<uuid:appointment_id>/calendar.ics")
@open_to(Role.PARTICIPANT)
def calendar(appointment_id: uuid.UUID) -> Response:
    """The meeting for the phone's calendar, under a neutral title."""
    appointment, _guide, _programme = the_appointment(appointment_id)
    return _file(calendar_file([appointment]), outside.MEETING_FILE)


@routes.get("/calendar")
@open_to(Role.PARTICIPANT)
def my_calendar() -> str:
    """Whether the calendar address is on, and the address itself right after it was made."""
    viewer = sessions.viewer()
    feed = queries.calendar_feed(db.session(), viewer)
    secret = session.pop(_JUST_MADE, "")
    is_shown = bool(secret) and feed is not None and feed.opens_with(secret)
    return render(
        "appointments/calendar.html",
        is_on=feed is not None,
        address=_address(secret) if is_shown else "",
        is_shared=viewer.is_shared,
        on_paper=viewer.meetings_on_paper,
    )


def _address(secret: str) -> str:
    origin: str = current_app.extensions["settings"].origin
    return origin + url_for("appointments.feed", secret=secret)


@routes.post("/calendar/address")
@open_to(Role.PARTICIPANT)
def make_address() -> Response:
    """Switch it on, or make a new address: the old one stops at once."""
    session[_JUST_MADE] = actions.new_calendar_address(db.session(), sessions.viewer())
    return redirect(url_for("appointments.my_calendar"), code=303)


@routes.post("/calendar/address/end")
@open_to(Role.PARTICIPANT)
def end_address() -> Response:
    """Switch it off."""
    actions.end_calendar_address(db.session(), sessions.viewer())
    notice(_("Ausgeschaltet. Die Adresse gilt nicht mehr."))
    return redirect(url_for("appointments.my_calendar"), code=303)


@routes.get("/calendar/<secret>.ics")
@public
def feed(secret: str) -> Response:
    """All meetings for whoever has the address. An old or made-up one is a page like any other."""
    owner = queries.whose_calendar(db.session(), secret)
    if owner is None:
        abort(404)
    viewer = Viewer(owner.id, owner.role, owner.programme_id)
    with i18n.speaking(owner.language):
        meetings = queries.whole_calendar(db.session(), viewer, now=clock.now())
        file = calendar_file(meetings, name=outside.calendar_name())
    response = _file(file, outside.CALENDAR_FILE)
    # Calendars may keep it, but ask each time; nothing in between keeps it for others.
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag(weak=True)
    return response.make_conditional(request)


def _file(written: bytes, name: str) -> Response:
    response = make_response(written)
    response.headers["Content-Type"] = MEDIA_TYPE
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response
