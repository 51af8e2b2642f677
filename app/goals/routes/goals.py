"""The page of goals and steps, and goals in own words."""

import uuid

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, notes, sessions
from app.core.i18n import _
from app.core.names import called
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.goals import OPEN_GOALS_AT_MOST, Area, EnoughGoals
from app.domain.messages import AlreadyAnswered
from app.domain.people import Role
from app.goals import actions, queries
from app.goals.forms import AREAS, GoalForm
from app.goals.routes import routes
from app.goals.routes.finding import back, guide_name, the_goal, the_guide


def _enough() -> Response:
    notice(_("Drei Ziele sind genug für jetzt. Möchten Sie ein anderes? Legen Sie erst eins weg."))
    return back()


@routes.get("/goals")
@open_to(Role.PARTICIPANT)
def index() -> str:
    """Goals, and their steps in drawers."""
    return render(
        "goals/index.html",
        board=queries.board(db.session(), sessions.viewer()),
        guide=guide_name(),
        areas=AREAS,
        at_most=OPEN_GOALS_AT_MOST,
        on_paper=sessions.viewer().meetings_on_paper,
    )


@routes.route("/goals/new", methods=["GET", "POST"])
@open_to(Role.PARTICIPANT)
def new() -> Response | str | tuple[str, int]:
    """A goal in own words."""
    form = GoalForm()
    goal_id = form_id(form.id.data)
    form.id.data = str(goal_id)
    if request.method == "POST" and form.validate():
        try:
            goal_id = actions.create_goal(
                db.session(),
                sessions.viewer(),
                goal_id=goal_id,
                area=Area(form.area.data),
                text=form.text.data or "",
                why=form.why.data or "",
                language=sessions.viewer().language,
                now=clock.now(),
            )
        except EnoughGoals:
            return _enough()
        undo = url_for("goals.put_goal_away", goal_id=goal_id)
        notice(_("Ihr Ziel steht jetzt hier."), undo=undo)
        return back()
    html = render("goals/goal_form.html", form=form, guide=guide_name(), goal=None)
    return (html, 422) if request.method == "POST" else html


@routes.route("/goals/<uuid:goal_id>/edit", methods=["GET", "POST"])
@open_to(Role.PARTICIPANT)
def edit(goal_id: uuid.UUID) -> Response | str | tuple[str, int]:
    """Say a goal in other words."""
    goal = the_goal(goal_id)
    form = GoalForm(data={"text": goal.text, "why": goal.why, "area": goal.area.value})
    if request.method == "POST" and form.validate():
        undo = url_for("goals.undo_edit", goal_id=goal_id, area=goal.area)
        actions.change_goal(
            goal,
            area=Area(form.area.data),
            text=form.text.data or "",
            why=form.why.data or "",
            language=sessions.viewer().language,
        )
        notice(_("Geändert."), undo=undo)
        return back()
    html = render("goals/goal_form.html", form=form, guide=guide_name(), goal=goal)
    return (html, 422) if request.method == "POST" else html


@routes.post("/goals/<uuid:goal_id>/edit/undo")
@open_to(Role.PARTICIPANT)
def undo_edit(goal_id: uuid.UUID) -> Response:
    """Back to the former words."""
    goal = the_goal(goal_id)
    try:
        goal.area = Area(request.args.get("area", goal.area))
    except ValueError:
        abort(400)
    goal.undo_reword()
    notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return back()


@routes.post("/goals/<uuid:goal_id>/put-away")
@open_to(Role.PARTICIPANT)
def put_goal_away(goal_id: uuid.UUID) -> Response:
    """Put a goal away; its steps stay."""
    the_goal(goal_id).put_away(now=clock.now())
    undo = url_for("goals.take_goal_out", goal_id=goal_id)
    notice(_("Das Ziel liegt jetzt bei „Weggelegt“. Das ist in Ordnung."), undo=undo)
    return back()


@routes.post("/goals/<uuid:goal_id>/put-away/undo")
@open_to(Role.PARTICIPANT)
def take_goal_out(goal_id: uuid.UUID) -> Response:
    """Take a goal out again."""
    try:
        actions.take_goal_out(db.session(), sessions.viewer(), the_goal(goal_id))
    except EnoughGoals:
        return _enough()
    notice(_("Das Ziel ist wieder da."))
    return back()


@routes.post("/goals/together")
@open_to(Role.PARTICIPANT)
def together() -> Response:
    """Tell the guide: a goal, together."""
    guide = the_guide() or abort(404)
    actions.ask_to_plan_together(db.session(), sessions.viewer(), guide, now=clock.now())
    undo = url_for("goals.not_together")
    notice(_("%(guide)s weiß Bescheid und meldet sich.", guide=called(guide.name)), undo=undo)
    return redirect(url_for("goals.index"), code=303)


@routes.post("/goals/together/undo")
@open_to(Role.PARTICIPANT)
def not_together() -> Response:
    """Take that back."""
    viewer = sessions.viewer()
    try:
        now = clock.now()
        notes.take_back(db.session(), viewer, [actions.together_id(viewer, now)], now=now)
    except AlreadyAnswered:
        notice(_("Es gibt schon eine Antwort. Ihre Nachricht bleibt deshalb stehen."))
    else:
        notice(_("Zurückgenommen. Es ist wieder wie vorher."))
    return redirect(url_for("goals.index"), code=303)
