"""URLs of the conversation for the participant."""

import uuid

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.calm.phrases import SITUATIONS
from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.messages import LONGEST, THANKS, AlreadyAnswered, Message, ToldByTheApp
from app.domain.people import Role
from app.messages import actions, queries, spoken
from app.messages.forms import MessageForm
from app.messages.thread import thread

routes = Blueprint("messages", __name__)

#: Shown at once; the others wait behind the situation they belong to.
FIRST_REPLIES = ("Q1", "Q2", "Q10", "Q9")
NEWEST = "newest"


def _page(form: MessageForm) -> str:
    viewer, session = sessions.viewer(), db.session()
    before = request.args.get("before", type=uuid.UUID)
    form.id.data = str(form.message_id())
    return render(
        "messages/index.html",
        thread=thread(session, viewer, viewer.person_id, now=clock.now(), before=before),
        partner=queries.partner(session, viewer, now=clock.now()),
        form=form,
        reply_id=str(uuid.uuid4()),
        first_replies=spoken.replies(FIRST_REPLIES),
        more_replies=_more_replies(),
        is_newest=before is None,
    )


def _more_replies() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            _(each.title),
            spoken.replies(it.id for it in each.replies if it.id not in FIRST_REPLIES),
        )
        for each in SITUATIONS
    ]


def _back_to_newest() -> Response:
    return redirect(url_for("messages.index", _anchor=NEWEST), code=303)


def _own_message(message_id: uuid.UUID) -> Message:
    message = queries.own_message(db.session(), sessions.viewer(), message_id)
    if message is None:
        abort(404)
    return message


@routes.get("/messages")
@open_to(Role.PARTICIPANT)
def index() -> str:
    """The conversation, newest last, and what was typed but not sent."""
    viewer = sessions.viewer()
    typed = queries.draft(db.session(), viewer, viewer.person_id)
    return _page(MessageForm(formdata=None, body=typed))


@routes.post("/messages")
@open_to(Role.PARTICIPANT)
def send() -> Response | tuple[str, int]:
    """Send what was typed."""
    form, viewer = MessageForm(), sessions.viewer()
    if not form.validate():
        return _page(form), 422
    actions.send_text(
        db.session(),
        viewer,
        viewer.person_id,
        message_id=form.message_id(),
        text=form.body.data or "",
        language=viewer.language,
        now=clock.now(),
    )
    notice(_("Gesendet."))
    return _back_to_newest()


@routes.post("/messages/replies")
@open_to(Role.PARTICIPANT)
def reply() -> Response:
    """Send one of the short sentences with one tap."""
    viewer, form = sessions.viewer(), MessageForm()
    try:
        actions.send_phrase(
            db.session(),
            viewer,
            viewer.person_id,
            message_id=form.message_id(),
            phrase_id=request.form.get("phrase", ""),
            now=clock.now(),
        )
    except actions.UnknownPhrase:
        abort(400)
    notice(_("Gesendet."))
    return _back_to_newest()


@routes.post("/messages/<uuid:message_id>/thanks")
@open_to(Role.PARTICIPANT)
def thank(message_id: uuid.UUID) -> Response:
    """Say thanks for an encouragement; nobody waits for it."""
    viewer = sessions.viewer()
    if not queries.is_encouragement(db.session(), viewer, message_id, now=clock.now()):
        abort(404)
    actions.send_phrase(
        db.session(),
        viewer,
        viewer.person_id,
        message_id=queries.thanks_id(message_id),
        phrase_id=THANKS,
        now=clock.now(),
    )
    notice(_("Gesendet."))
    return _back_to_newest()


@routes.post("/messages/<uuid:message_id>/withdrawal")
@open_to(Role.PARTICIPANT)
def take_back(message_id: uuid.UUID) -> Response:
    """Take an own message back while nobody has answered."""
    try:
        actions.take_back(
            db.session(), sessions.viewer(), _own_message(message_id), now=clock.now()
        )
    except ToldByTheApp:
        abort(404)
    except AlreadyAnswered:
        notice(_("Auf diese Nachricht gibt es schon eine Antwort. Sie bleibt hier stehen."))
        return _back_to_newest()
    notice(_("Zurückgenommen."), undo=url_for("messages.bring_back", message_id=message_id))
    return _back_to_newest()


@routes.post("/messages/<uuid:message_id>/withdrawal/undo")
@open_to(Role.PARTICIPANT)
def bring_back(message_id: uuid.UUID) -> Response:
    """Put it back where it was."""
    actions.bring_back(db.session(), _own_message(message_id), now=clock.now())
    notice(_("Ihre Nachricht ist wieder da."))
    return _back_to_newest()


@routes.post("/messages/draft")
@open_to(Role.PARTICIPANT)
def keep_draft() -> Response | tuple[str, int]:
    """Keep what was typed: quietly while typing, or by the button "Für später behalten"."""
    form, viewer = MessageForm(), sessions.viewer()
    if len(form.body.data or "") > LONGEST:
        form.validate()
        return _page(form), 422
    actions.keep_draft(
        db.session(),
        viewer,
        viewer.person_id,
        text=form.body.data or "",
        message_id=form.message_id(),
        now=clock.now(),
    )
    if request.headers.get("X-Quiet"):
        return "", 204
    notice(_("Ihr Text ist hier aufgehoben. Nur Sie sehen ihn."))
    return _back_to_newest()
