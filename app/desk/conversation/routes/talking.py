"""Messages: send, keep for later, take back."""

import uuid

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk import found
from app.desk.conversation import preview
from app.desk.conversation.forms import GuideMessageForm
from app.desk.conversation.routes import routes
from app.desk.conversation.sending import said_of, sending
from app.desk.person import page
from app.domain.messages import LONGEST, AlreadyAnswered, ToldByTheApp
from app.domain.people import Person, Role
from app.messages import actions as messages
from app.messages.queries import own_message
from app.messages.thread import thread


def _back_to(participant_id: uuid.UUID) -> Response:
    return redirect(
        url_for("desk.person.show", participant_id=participant_id, _anchor="last-line"), code=303
    )


@routes.get("/desk/people/<uuid:participant_id>/messages")
@open_to(Role.GUIDE)
def index(participant_id: uuid.UUID) -> str:
    """The whole conversation, fifty lines at a time."""
    person = found.participant(participant_id)
    before = request.args.get("before", type=uuid.UUID)
    lines = thread(db.session(), sessions.viewer(), person.id, now=clock.now(), before=before)
    return render("desk/conversation.html", person=person, name=person.name, thread=lines)


@routes.post("/desk/people/<uuid:participant_id>/messages")
@open_to(Role.GUIDE)
def send(participant_id: uuid.UUID) -> Response | tuple[str, int]:
    """Send a message."""
    person, form, viewer = found.participant(participant_id), GuideMessageForm(), sessions.viewer()
    it = sending(person)
    if not form.validate() or not (shown_at := it.shown_at(form)):
        return page.show(person, form=form), 422
    sent = messages.send_text(
        db.session(),
        viewer,
        person.id,
        message_id=form.message_id(),
        text=form.body.data or "",
        language=viewer.language,
        now=it.now,
        shown_at=shown_at,
    )
    notice(said_of(it, sent.sent_at))
    return _back_to(person.id)


@routes.post("/desk/people/<uuid:participant_id>/messages/preview")
@open_to(Role.GUIDE)
def preview_message(participant_id: uuid.UUID) -> str | tuple[str, int]:
    """Show the message as it will stand there, with hints. Nothing is sent.

    The words are kept as a draft, as on the page before: whoever goes back finds them there.
    """
    person, form = found.participant(participant_id), GuideMessageForm()
    if not form.validate():
        return page.show(person, form=form), 422
    shown = preview.show(person, form)
    _keep(person, form)
    return shown


@routes.post("/desk/people/<uuid:participant_id>/messages/draft")
@open_to(Role.GUIDE)
def keep_draft(participant_id: uuid.UUID) -> Response | tuple[str, int]:
    """Keep what was typed: quietly while typing, or by the button."""
    person, form = found.participant(participant_id), GuideMessageForm()
    if len(form.body.data or "") > LONGEST:
        form.validate()
        return page.show(person, form=form), 422
    _keep(person, form)
    if request.headers.get("X-Quiet"):
        return "", 204
    notice(_("Ihr Text ist hier aufgehoben. Nur Sie sehen ihn."))
    return _back_to(person.id)


def _keep(person: Person, form: GuideMessageForm) -> None:
    messages.keep_draft(
        db.session(),
        sessions.viewer(),
        person.id,
        text=form.body.data or "",
        message_id=form.message_id(),
        now=clock.now(),
    )


@routes.post("/desk/messages/<uuid:message_id>/withdrawal")
@open_to(Role.GUIDE)
def take_back(message_id: uuid.UUID) -> Response:
    """Take an own message back while nobody has answered."""
    message = own_message(db.session(), sessions.viewer(), message_id)
    if message is None:
        abort(404)
    try:
        messages.take_back(db.session(), sessions.viewer(), message, now=clock.now())
    except ToldByTheApp:
        abort(404)
    except AlreadyAnswered:
        notice(_("Auf diese Nachricht gibt es schon eine Antwort. Sie bleibt hier stehen."))
    else:
        undo = url_for("desk.conversation.bring_back", message_id=message_id)
        notice(_("Zurückgenommen."), undo=undo)
    return _back_to(message.participant_id)


@routes.post("/desk/messages/<uuid:message_id>/withdrawal/undo")
@open_to(Role.GUIDE)
def bring_back(message_id: uuid.UUID) -> Response:
    """Put it back where it was."""
    message = own_message(db.session(), sessions.viewer(), message_id)
    if message is None:
        abort(404)
    messages.bring_back(db.session(), message, now=clock.now())
    notice(_("Ihre Nachricht ist wieder da."))
    return _back_to(message.participant_id)


@routes.post("/desk/messages/<uuid:message_id>/sending")
@open_to(Role.GUIDE)
def send_now(message_id: uuid.UUID) -> Response:
    """Show an own message now that was to wait."""
    message = own_message(db.session(), sessions.viewer(), message_id)
    if message is None:
        abort(404)
    messages.send_now(db.session(), message, now=clock.now())
    notice(_("Gesendet."))
    return _back_to(message.participant_id)
