"""One small step: it worked, put it away, show it or keep it to oneself. All can be undone."""

import uuid
from zoneinfo import ZoneInfo

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.goals import DoneTogether, Drawer
from app.domain.people import Role
from app.goals import queries
from app.goals.routes import routes
from app.goals.routes.finding import back, guide_name, the_step, to


@routes.get("/steps/<uuid:step_id>", endpoint="step")
@open_to(Role.PARTICIPANT)
def show(step_id: uuid.UUID) -> str:
    """One step, and what can be done with it."""
    step = the_step(step_id)
    drawer = queries.drawer(db.session(), sessions.viewer(), step.drawer)
    return render(
        "goals/step.html",
        step=step,
        guide=guide_name(),
        index=drawer.index(step) if step in drawer else None,
        last=len(drawer) - 1,
        other_drawer=Drawer.SOME_DAY if step.drawer is Drawer.THIS_WEEK else Drawer.THIS_WEEK,
    )


@routes.get("/steps/done")
@open_to(Role.PARTICIPANT)
def done() -> str:
    """What has already been: days, no sums."""
    viewer = sessions.viewer()
    zone = ZoneInfo(queries.zone(db.session(), viewer))
    steps = [
        (each, each.done_at.astimezone(zone).date())
        for each in queries.done_steps(db.session(), viewer)
        if each.done_at
    ]
    return render(
        "goals/done.html",
        shown=[each for each in steps if each[0].put_away_at is None],
        hidden=[each for each in steps if each[0].put_away_at is not None],
        today=clock.now().astimezone(zone).date(),
    )


@routes.post("/steps/<uuid:step_id>/completion")
@open_to(Role.PARTICIPANT)
def complete(step_id: uuid.UUID) -> Response:
    """It worked."""
    step = the_step(step_id)
    if step.is_suggestion or step.put_away_at:
        abort(404)
    step.complete(now=clock.now())
    notice(_("Schön. Der Schritt steht jetzt bei „Was schon war“."), undo=to("reopen", step))
    return back()


@routes.post("/steps/<uuid:step_id>/completion/undo")
@open_to(Role.PARTICIPANT)
def reopen(step_id: uuid.UUID) -> Response:
    """Not yet, after all."""
    the_step(step_id).reopen()
    notice(_("Der Schritt ist wieder da."))
    return back()


@routes.post("/steps/<uuid:step_id>/put-away")
@open_to(Role.PARTICIPANT)
def put_away(step_id: uuid.UUID) -> Response:
    """To the side; for a suggestion "no, thanks"; for a done one "do not list it"."""
    step = the_step(step_id)
    step.put_away(now=clock.now())
    undo = to("take_out", step)
    if step.done_at is not None:
        notice(_("Nicht mehr in der Liste."), undo=undo)
        return redirect(url_for("goals.done"), code=303)
    if step.is_suggestion:
        notice(_("In Ordnung. Danke für Ihre Antwort."), undo=undo)
    else:
        notice(_("Der Schritt liegt jetzt bei „Weggelegt“. Das ist in Ordnung."), undo=undo)
    return back()


@routes.post("/steps/<uuid:step_id>/put-away/undo")
@open_to(Role.PARTICIPANT)
def take_out(step_id: uuid.UUID) -> Response:
    """Out again, to where it lay."""
    step = the_step(step_id)
    step.take_out()
    notice(_("Der Schritt ist wieder da."))
    return redirect(url_for("goals.done"), code=303) if step.done_at else back()


@routes.post("/steps/<uuid:step_id>/sharing")
@open_to(Role.PARTICIPANT)
def share(step_id: uuid.UUID) -> Response:
    """Show the step to the guide."""
    step, guide = the_step(step_id), guide_name()
    step.show(shared=True)
    notice(_("%(guide)s sieht diesen Schritt.", guide=guide), undo=to("unshare", step))
    return redirect(url_for("goals.step", step_id=step_id), code=303)


@routes.post("/steps/<uuid:step_id>/sharing/undo")
@open_to(Role.PARTICIPANT)
def unshare(step_id: uuid.UUID) -> Response:
    """Keep the step to oneself."""
    step = the_step(step_id)
    try:
        step.show(shared=False)
    except DoneTogether:
        abort(404)
    notice(_("Diesen Schritt sehen jetzt nur Sie."), undo=to("share", step))
    return redirect(url_for("goals.step", step_id=step_id), code=303)
