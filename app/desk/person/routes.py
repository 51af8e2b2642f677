"""URLs of one person: the page, who came in, ways in, details, closed letters at home."""

import uuid

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.names import called
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk import found
from app.desk.invitations.forms import DetailsForm
from app.desk.person import actions, page, queries
from app.domain.letters import PaperLetter
from app.domain.people import Guidance, Person, Role, Salutation
from app.domain.sign_in import Card

routes = Blueprint("person", __name__)


def _back_to(participant_id: uuid.UUID) -> Response:
    return redirect(url_for("desk.person.show", participant_id=participant_id), code=303)


@routes.get("/desk/people/<uuid:participant_id>")
@open_to(Role.GUIDE)
def show(participant_id: uuid.UUID) -> str:
    """One person: how to speak, what is ahead, what was said."""
    return page.show(found.participant(participant_id))


def _used_card(card_id: uuid.UUID) -> tuple[Card, Person]:
    used = queries.used_card(db.session(), sessions.viewer(), card_id)
    if used is None:
        abort(404)
    return used


@routes.post("/desk/cards/<uuid:card_id>/confirmation")
@open_to(Role.GUIDE)
def confirm(card_id: uuid.UUID) -> Response:
    """Say "yes, that was this person": now the account opens."""
    card, person = _used_card(card_id)
    try:
        actions.confirm(person, card, now=clock.now())
    except actions.AlreadyAnsweredCard:
        notice(_("Für diesen Zettel gibt es schon eine Antwort."))
    else:
        notice(_("Danke. %(name)s sieht jetzt die eigenen Seiten.", name=called(person.name)))
    return _back_to(person.id)


@routes.post("/desk/cards/<uuid:card_id>/rejection")
@open_to(Role.GUIDE)
def reject(card_id: uuid.UUID) -> Response:
    """Say "no, that was somebody else": the way in is closed, and nobody saw anything."""
    card, person = _used_card(card_id)
    try:
        actions.reject(db.session(), person, card, now=clock.now())
    except actions.AlreadyAnsweredCard:
        notice(_("Für diesen Zettel gibt es schon eine Antwort."))
    else:
        notice(
            _(
                "Danke. Der Zugang ist zu. Zu sehen waren nur der Zettel und Ihr Name. "
                "Machen Sie in Ruhe einen neuen Zettel."
            )
        )
    return _back_to(person.id)


@routes.post("/desk/people/<uuid:participant_id>/devices/end")
@open_to(Role.GUIDE)
def end_devices(participant_id: uuid.UUID) -> Response:
    """Sign out every device: a phone is lost."""
    person = found.participant(participant_id)
    actions.end_devices(db.session(), person, now=clock.now())
    notice(_("Alle Geräte sind abgemeldet. Nichts ist verloren. Weiter geht es mit neuem Zettel."))
    return _back_to(person.id)


@routes.get("/desk/people/<uuid:participant_id>/details")
@open_to(Role.GUIDE)
def details(participant_id: uuid.UUID) -> str:
    """Name and phone number, to mend."""
    person = found.participant(participant_id)
    form = DetailsForm(
        data={
            "first_name": person.first_name,
            "last_name": person.last_name,
            "salutation": person.salutation,
            "phone": person.phone,
            "no_calls": person.no_calls,
        }
    )
    return render("desk/details.html", form=form, person=person, name=person.name)


@routes.post("/desk/people/<uuid:participant_id>/details")
@open_to(Role.GUIDE)
def change_details(participant_id: uuid.UUID) -> Response | tuple[str, int]:
    """Keep the mended name and phone number."""
    person, form = found.participant(participant_id), DetailsForm()
    if not form.validate():
        return render("desk/details.html", form=form, person=person, name=person.name), 422
    actions.change_details(
        person,
        first=form.first_name.data or "",
        last=form.last_name.data or "",
        salutation=Salutation(form.salutation.data),
        phone=form.phone.data or "",
        no_calls=form.no_calls.data,
    )
    notice(_("Gespeichert."))
    return _back_to(person.id)


@routes.post("/desk/people/<uuid:participant_id>/talk")
@open_to(Role.GUIDE)
def note_talk(participant_id: uuid.UUID) -> Response:
    """Note "we have talked": the guide's word about the guide's own call."""
    _guidance(participant_id).talked_at = clock.now()
    undo = url_for("desk.person.forget_talk", participant_id=participant_id)
    notice(_("Gut. Die Erinnerung daran ist weg."), undo=undo)
    return _back_to(participant_id)


@routes.post("/desk/people/<uuid:participant_id>/talk/undo")
@open_to(Role.GUIDE)
def forget_talk(participant_id: uuid.UUID) -> Response:
    """Take that back."""
    _guidance(participant_id).talked_at = None
    notice(_("Zurückgenommen."))
    return _back_to(participant_id)


def _guidance(participant_id: uuid.UUID) -> Guidance:
    mine = queries.guidance(db.session(), sessions.viewer(), participant_id)
    if mine is None:
        abort(404)
    return mine


def _paper_letter(letter_id: uuid.UUID) -> PaperLetter:
    letter = queries.paper_letter(db.session(), sessions.viewer(), letter_id)
    if letter is None:
        abort(404)
    return letter


@routes.post("/desk/paper-letters/<uuid:letter_id>/opening")
@open_to(Role.GUIDE)
def open_together(letter_id: uuid.UUID) -> Response:
    """Note that a closed letter was opened together."""
    letter = _paper_letter(letter_id)
    actions.open_together(letter, now=clock.now())
    notice(_("Zusammen geöffnet."), undo=url_for("desk.person.close_again", letter_id=letter.id))
    return _back_to(letter.participant_id)


@routes.post("/desk/paper-letters/<uuid:letter_id>/opening/undo")
@open_to(Role.GUIDE)
def close_again(letter_id: uuid.UUID) -> Response:
    """Take that back: it is still closed."""
    letter = _paper_letter(letter_id)
    letter.opened_together_at = None
    notice(_("Zurückgenommen. Der Brief ist noch zu."))
    return _back_to(letter.participant_id)
