"""A time of quiet: asked for with one tap, over with one tap."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _, day
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.people import Person, Role
from app.domain.quiet import A_WEEK, FOUR_WEEKS, NotADayAhead, still_quiet_until
from app.domain.ways import Way
from app.reminders import actions, queries
from app.reminders.forms import QuietForm
from app.reminders.routes import routes

_ONE_TAP = {"week": A_WEEK, "four-weeks": FOUR_WEEKS}


def _me() -> tuple[Person, date]:
    """Return who asks, and which day it is there."""
    person, zone = queries.person_and_zone(db.session(), sessions.viewer())
    return person, clock.now().astimezone(ZoneInfo(zone)).date()


def _page(form: QuietForm) -> str:
    viewer = sessions.viewer()
    person, zone = queries.person_and_zone(db.session(), viewer)
    wishes_calls = Way.CALL in queries.other_ways(db.session(), viewer)
    return render(
        "reminders/quiet.html",
        form=form,
        quiet_until=still_quiet_until(person.quiet_until, now=clock.now(), zone=zone),
        is_called=wishes_calls or (bool(person.phone) and not person.no_calls),
    )


@routes.get("/quiet-time")
@open_to(Role.PARTICIPANT)
def quiet() -> str:
    """Until when it is quiet, and how to change that."""
    return _page(QuietForm(formdata=None))


@routes.post("/quiet-time")
@open_to(Role.PARTICIPANT)
def ask_for_quiet() -> Response | tuple[str, int]:
    """Let nothing ring for one week, for four, or until a day."""
    form, (person, today) = QuietForm(), _me()
    how_long = _ONE_TAP.get(request.form.get("how_long", ""))
    if how_long is None and not form.validate():
        return _page(form), 422
    until = today + how_long if how_long else form.until.data or today
    former = person.quiet_until
    try:
        actions.ask_for_quiet(db.session(), person, until, today=today, now=clock.now())
    except NotADayAhead:
        form.until.errors = [_("Bitte einen Tag wählen, der noch kommt, bis in einem Jahr.")]
        return _page(form), 422
    notice(_("Bis %(day)s bleibt es still.", day=day(until)), undo=_back_to(former))
    return redirect(url_for("reminders.quiet"), code=303)


@routes.post("/quiet-time/end")
@open_to(Role.PARTICIPANT)
def end_quiet() -> Response:
    """From now on it is as chosen."""
    person, _today = _me()
    former = person.quiet_until
    actions.end_quiet(db.session(), person, now=clock.now())
    notice(_("Die Ruhe ist zu Ende."), undo=_back_to(former))
    return redirect(url_for("reminders.quiet"), code=303)


@routes.post("/quiet-time/undo")
@open_to(Role.PARTICIPANT)
def quiet_as_before() -> Response:
    """Back to what held before: a day, or no quiet."""
    person, today = _me()
    former = request.args.get("former", today - timedelta(days=1), type=date.fromisoformat)
    try:
        actions.ask_for_quiet(db.session(), person, former, today=today, now=clock.now())
    except NotADayAhead:
        actions.end_quiet(db.session(), person, now=clock.now())
    notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return redirect(url_for("reminders.quiet"), code=303)


def _back_to(former: date | None) -> str:
    return url_for("reminders.quiet_as_before", former=former.isoformat() if former else None)
