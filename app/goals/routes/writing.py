"""Writing steps: a new one, other words, smaller words."""

import uuid

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.goals import Doer, Drawer, Step
from app.domain.people import Role
from app.goals import actions, queries
from app.goals.actions import Written
from app.goals.forms import NO_GOAL, NewStepForm, SmallerForm, StepForm
from app.goals.routes import routes
from app.goals.routes.finding import back, chosen_goal, guide_name, the_step
from app.goals.routes.suggestions import give_back, take


def _goals() -> list[tuple[str, str]]:
    goals = queries.open_goals(db.session(), sessions.viewer())
    return [(str(each.id), each.text) for each in goals]


def _written(form: StepForm) -> Written:
    return Written(
        form.text.data or "",
        sessions.viewer().language,
        chosen_goal(form.goal.data),
        Doer(form.doer.data),
    )


@routes.route("/steps/new", methods=["GET", "POST"])
@open_to(Role.PARTICIPANT)
def new_step() -> Response | str | tuple[str, int]:
    """A new small step."""
    guide, goals = guide_name(), _goals()
    asked = request.args.get("goal", NO_GOAL)
    form = NewStepForm(data={"goal": asked if asked in dict(goals) else NO_GOAL})
    form.offer(goals, guide)
    step_id = form_id(form.id.data)
    form.id.data = str(step_id)
    if request.method == "POST" and form.validate():
        step_id = actions.create_step(
            db.session(),
            sessions.viewer(),
            _written(form),
            step_id=step_id,
            drawer=Drawer(form.drawer.data),
            shared=bool(form.shared.data),
            now=clock.now(),
        )
        undo = url_for("goals.put_away", step_id=step_id)
        notice(_("Ihr Schritt steht jetzt hier. Wann Sie möchten."), undo=undo)
        return back()
    html = render("goals/step_new.html", form=form, guide=guide)
    return (html, 422) if request.method == "POST" else html


def _undo_address(step: Step) -> str:
    """Return the way back from a change: what the words do not tell travels in the address."""
    return url_for(
        "goals.undo_step_edit",
        step_id=step.id,
        doer=step.doer,
        goal=step.goal_id or NO_GOAL,
        shared=int(step.shared),
    )


@routes.route("/steps/<uuid:step_id>/edit", methods=["GET", "POST"])
@open_to(Role.PARTICIPANT)
def edit_step(step_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Other words. Changing a suggestion takes it: it is one's own then."""
    step, guide, goals = the_step(step_id), guide_name(), _goals()
    if not step.is_open:
        abort(404)
    goal = str(step.goal_id)
    form = StepForm(
        data={
            "text": step.text,
            "doer": step.doer.value,
            "goal": goal if goal in dict(goals) else NO_GOAL,
        }
    )
    form.offer(goals, guide)
    if request.method == "POST" and form.validate():
        undo = _undo_address(step)
        actions.change_step(step, _written(form))
        if step.is_suggestion:
            take(step)
        notice(_("Geändert."), undo=undo)
        return back()
    html = render("goals/step_edit.html", form=form, guide=guide, step=step)
    return (html, 422) if request.method == "POST" else html


@routes.post("/steps/<uuid:step_id>/edit/undo")
@open_to(Role.PARTICIPANT)
def undo_step_edit(step_id: uuid.UUID) -> Response:
    """Back to the former words, goal, and who takes it."""
    step = the_step(step_id)
    try:
        doer = Doer(request.args.get("doer", ""))
    except ValueError:
        abort(400)
    actions.undo_change(
        step,
        goal=chosen_goal(request.args.get("goal", NO_GOAL)),
        doer=doer,
        shared=request.args.get("shared") == "1",
    )
    give_back(step)
    notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return back()


@routes.route("/steps/<uuid:step_id>/smaller", methods=["GET", "POST"])
@open_to(Role.PARTICIPANT)
def smaller(step_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Make it smaller; the former words are kept."""
    step = the_step(step_id)
    if not step.is_open or step.is_suggestion:
        abort(404)
    form = SmallerForm(data={"text": step.text})
    if request.method == "POST" and form.validate():
        step.make_smaller(form.text.data or "", language=sessions.viewer().language)
        undo = url_for("goals.undo_smaller", step_id=step_id)
        notice(_("Kleiner ist gut. So steht es jetzt hier."), undo=undo)
        return redirect(url_for("goals.step", step_id=step_id), code=303)
    html = render("goals/smaller.html", form=form, step=step)
    return (html, 422) if request.method == "POST" else html


@routes.post("/steps/<uuid:step_id>/smaller/undo")
@open_to(Role.PARTICIPANT)
def undo_smaller(step_id: uuid.UUID) -> Response:
    """Back to the words before."""
    the_step(step_id).undo_smaller()
    notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return redirect(url_for("goals.step", step_id=step_id), code=303)
