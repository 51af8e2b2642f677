"""Choose, reach this device, try, stop."""

import uuid

from flask import abort, current_app, jsonify, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.pages import notice, render
from app.core.push import UnusableSubscription, check_subscription
from app.core.security import open_to
from app.domain.people import Role
from app.domain.sign_in import PhoneUse
from app.domain.ways import CodeDoesNotFit, CodeIsOver, OtherWay, Way
from app.reminders import actions, queries, ways
from app.reminders.forms import CodeForm, ReminderForm, subscription_from
from app.reminders.push_rules import push_rules
from app.reminders.routes import routes


def _form() -> ReminderForm:
    viewer, session = sessions.viewer(), db.session()
    return ReminderForm.of(
        queries.choice(session, viewer),
        queries.other_ways(session, viewer),
        ways.offered(current_app.extensions["settings"]),
    )


def _page(form: ReminderForm) -> str:
    viewer, session = sessions.viewer(), db.session()
    chosen, others = queries.choice(session, viewer), queries.other_ways(session, viewer)
    here = queries.phone(session, viewer, viewer.session_id)
    return render(
        "reminders/index.html",
        form=form,
        is_possible=queries.is_possible(session, viewer),
        is_wanted=chosen is not None and (chosen.wants_any or bool(others)),
        by_push=chosen is not None and chosen.by_push,
        others=[others[way] for way in Way if way in others],
        offered=form.offered,
        no_calls=queries.no_calls(session, viewer),
        is_on_here=here is not None and here.gone_at is None,
        was_on_here=here is not None and here.gone_at is not None,
        mark=queries.mark(here),
        is_shared=viewer.phone_use is PhoneUse.SHARED,
        push_key=current_app.extensions["vapid"].public_key_base64url,
    )


@routes.get("/reminders")
@open_to(Role.PARTICIPANT)
def index() -> str:
    """Off, or on: what, when, and how much is visible."""
    return _page(_form())


@routes.post("/reminders")
@open_to(Role.PARTICIPANT)
def choose() -> Response | tuple[str, int]:
    """Keep the choice."""
    viewer, now, form = sessions.viewer(), clock.now(), _form()
    if not form.validate():
        return _page(form), 422
    try:
        is_code_sent = actions.choose_ways(db.session(), viewer, form.ways(), now=now)
    except actions.TooManyCodes:
        db.session().rollback()
        form.by_push.errors = [_too_many()]
        return _page(form), 422
    actions.choose(db.session(), viewer, form.wishes(), now=now)
    if is_code_sent:
        notice(_("Gespeichert. Sie bekommen gleich 6 Ziffern. Bitte geben Sie sie hier ein."))
    else:
        notice(_("Gespeichert.") if form.wanted.data == "yes" else _("Erinnerungen sind aus."))
    return redirect(url_for("reminders.index"), code=303)


def _too_many() -> str:
    return _("Das waren gerade viele Ziffern. In einer Stunde geht es wieder.")


@routes.post("/reminders/ways/<uuid:way_id>/confirmation")
@open_to(Role.PARTICIPANT)
def confirm_way(way_id: uuid.UUID) -> Response:
    """Use an address from now on: the digits that were sent there came back."""
    row = _own_way(way_id)
    try:
        row.confirm(CodeForm().digits, now=clock.now())
    except CodeDoesNotFit:
        notice(_("Diese Ziffern passen noch nicht. Bitte noch einmal schauen."))
    except CodeIsOver:
        notice(_("Diese Ziffern gelten nicht mehr. Sie können neue bekommen."))
    else:
        notice(_("Danke. Erinnerungen kommen jetzt auch dort an."))
    return redirect(url_for("reminders.index"), code=303)


@routes.post("/reminders/ways/<uuid:way_id>/code")
@open_to(Role.PARTICIPANT)
def send_code(way_id: uuid.UUID) -> Response:
    """Send new digits to an address."""
    row = _own_way(way_id)
    if not row.is_open:
        try:
            actions.send_code(db.session(), row, now=clock.now())
        except actions.TooManyCodes:
            notice(_too_many())
        else:
            notice(_("Neue Ziffern sind unterwegs. Sie kommen meist in einer Minute."))
    return redirect(url_for("reminders.index"), code=303)


def _own_way(way_id: uuid.UUID) -> OtherWay:
    row = queries.other_way(db.session(), sessions.viewer(), way_id)
    if row is None or row.way is Way.CALL:
        abort(404)
    return row


@routes.post("/reminders/end")
@open_to(Role.PARTICIPANT)
def switch_off() -> Response:
    """Off on every device."""
    actions.switch_off(db.session(), sessions.viewer(), now=clock.now())
    notice(_("Erinnerungen sind überall aus."))
    return redirect(url_for("reminders.index"), code=303)


@routes.post("/reminders/test")
@open_to(Role.PARTICIPANT)
def try_here() -> Response:
    """Send a test reminder to this device."""
    viewer = sessions.viewer()
    try:
        actions.try_here(db.session(), viewer, viewer.session_id, now=clock.now())
    except actions.NotReachable:
        notice(_("Auf diesem Gerät sind Erinnerungen noch aus."))
    else:
        notice(_("Die Probe ist unterwegs. Sie kommt meist in einer Minute."))
    return redirect(url_for("reminders.index"), code=303)


@routes.post("/push-subscriptions")
@open_to(Role.PARTICIPANT)
def reach_here() -> tuple[Response, int]:
    """Take the browser's subscription for this signed-in device."""
    viewer, subscription = sessions.viewer(), subscription_from(request.get_json(silent=True))
    rules = push_rules(current_app.extensions["settings"])
    try:
        if subscription is None:
            return jsonify(), 422
        check_subscription(subscription, **rules)
    except UnusableSubscription:
        return jsonify(), 422
    actions.reach_here(db.session(), viewer, viewer.session_id, subscription, now=clock.now())
    return jsonify(), 201


@routes.post("/push-subscriptions/end")
@open_to(Role.PARTICIPANT)
def let_go_here() -> Response:
    """Do not reach this device any more."""
    viewer = sessions.viewer()
    actions.let_go_here(db.session(), viewer, viewer.session_id)
    notice(_("Auf diesem Gerät sind Erinnerungen aus."))
    return redirect(url_for("reminders.index"), code=303)


@routes.get("/push-subscriptions/here")
@open_to(Role.PARTICIPANT)
def here() -> Response:
    """What the server believes of this device, for the comparison when the app starts."""
    viewer = sessions.viewer()
    known = queries.phone(db.session(), viewer, viewer.session_id)
    return jsonify(
        known=known is not None,
        gone=known is not None and known.gone_at is not None,
        mark=queries.mark(known),
        key=current_app.extensions["vapid"].public_key_base64url,
        token=generate_csrf(),
        note=_("Erinnerungen sind auf diesem Gerät gerade aus."),
        word=_("Ansehen"),
        close=_("Ausblenden"),
        url=url_for("reminders.index"),
    )
