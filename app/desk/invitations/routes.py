"""URLs for inviting someone and for a new card. What is on a card is shown once."""

import uuid

from flask import Blueprint, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.names import called
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk import found
from app.desk import queries as desk_queries
from app.desk.invitations import actions, queries
from app.desk.invitations.forms import InvitationForm, NewCardForm
from app.desk.invitations.slip import slip
from app.domain.people import EveryPlaceIsTaken, Person, Role, Salutation

routes = Blueprint("invitations", __name__)


@routes.get("/desk/people/new")
@open_to(Role.GUIDE)
def new() -> str:
    """Ask who is invited."""
    form = InvitationForm(data={"language": "de"})
    has_place = bool(queries.free_places(db.session(), sessions.viewer()))
    return render("desk/invite.html", form=form, has_place=has_place)


@routes.post("/desk/people")
@open_to(Role.GUIDE)
def create() -> Response | str | tuple[str, int]:
    """Invite someone and show the card. Sent again, it prints again and invites nobody twice."""
    form = InvitationForm()
    if not form.validate():
        return render("desk/invite.html", form=form, has_place=True), 422
    person = _invited_before(form)
    again = person is not None
    if person is None:
        try:
            person = _invite(form)
        except EveryPlaceIsTaken:
            return render("desk/invite.html", form=form, has_place=False), 422
    elif queries.came_in_since(db.session(), person.id, person.created_at):
        return _back_to(person)
    secret, number = actions.first_card(
        db.session(),
        sessions.viewer(),
        person,
        pepper=current_app.extensions["secrets"].pepper,
        now=clock.now(),
    )
    return _printed(person, secret, number, again=again)


def _invited_before(form: InvitationForm) -> Person | None:
    person_id = form_id(form.person.data)
    if queries.person(db.session(), person_id) is None:
        form.person.data = str(person_id)
        return None
    person = desk_queries.participant(db.session(), sessions.viewer(), person_id)
    if person is None:
        abort(404)
    if str(person.name) != f"{form.first_name.data} {form.last_name.data}":
        # The form was filled in anew for somebody else (with the browser's way back).
        form.person.data = str(uuid.uuid4())
        return None
    return person


def _invite(form: InvitationForm) -> Person:
    invited = actions.Invited(
        first=form.first_name.data or "",
        last=form.last_name.data or "",
        salutation=Salutation(form.salutation.data),
        language=form.language.data,
        phone=form.phone.data or "",
    )
    return actions.invite(
        db.session(),
        current_app.extensions["keys"],
        sessions.viewer(),
        uuid.UUID(form.person.data),
        invited,
        places=queries.free_places(db.session(), sessions.viewer()),
        now=clock.now(),
    )


def _printed(person: Person, secret: str, number: str, *, again: bool) -> str:
    programme = desk_queries.programme(db.session(), sessions.viewer())
    card = slip(
        current_app.extensions["settings"],
        person,
        secret=secret,
        number=number,
        phone=programme.office_phone,
    )
    return render("desk/card.html", card=card, person=person, name=person.name, again=again)


@routes.get("/desk/people/<uuid:participant_id>/card/new")
@open_to(Role.GUIDE)
def new_card(participant_id: uuid.UUID) -> str:
    """Say what a new card does before it is made."""
    person = found.participant(participant_id)
    return render("desk/new_card.html", person=person, name=person.name, form=NewCardForm())


@routes.post("/desk/people/<uuid:participant_id>/card")
@open_to(Role.GUIDE)
def create_card(participant_id: uuid.UUID) -> Response | str:
    """Close every way in and show a new card. Sent again, it prints again and closes nothing."""
    person = found.participant(participant_id)
    viewer, now = sessions.viewer(), clock.now()
    pepper = current_app.extensions["secrets"].pepper
    card_id = form_id(request.form.get("card"))
    made = queries.card(db.session(), card_id)
    if made is None:
        secret, number = actions.new_card(
            db.session(), viewer, person, card_id, pepper=pepper, now=now
        )
        return _printed(person, secret, number, again=False)
    if made.person_id != person.id:
        abort(404)
    if person.confirmed_at or queries.came_in_since(db.session(), person.id, made.created_at):
        notice(_("%(name)s ist schon da. Ein Zettel ist nicht nötig.", name=called(person.name)))
        return _back_to(person)
    secret, number = actions.first_card(db.session(), viewer, person, pepper=pepper, now=now)
    return _printed(person, secret, number, again=True)


@routes.post("/desk/people/<uuid:participant_id>/card/withdrawal")
@open_to(Role.GUIDE)
def withdraw_card(participant_id: uuid.UUID) -> Response:
    """Let a card that nobody has used end now: it was lost, or somebody does not want it."""
    person = found.participant(participant_id)
    card = queries.newest_unused_card(db.session(), person.id)
    if card is None or card.ends_at <= clock.now():
        notice(_("Gerade gilt kein Zettel."))
    else:
        card.withdraw(now=clock.now())
        undo = url_for("desk.invitations.let_card_hold_again", participant_id=person.id)
        notice(_("Der Zettel gilt nicht mehr."), undo=undo)
    return _back_to(person)


@routes.post("/desk/people/<uuid:participant_id>/card/withdrawal/undo")
@open_to(Role.GUIDE)
def let_card_hold_again(participant_id: uuid.UUID) -> Response:
    """Let it hold again, as long as it was going to."""
    person = found.participant(participant_id)
    card = queries.newest_unused_card(db.session(), person.id)
    if card is None:
        notice(_("Gerade gilt kein Zettel."))
    else:
        card.let_hold_again()
        notice(_("Zurückgenommen. Der Zettel gilt wieder."))
    return _back_to(person)


def _back_to(person: Person) -> Response:
    return redirect(url_for("desk.person.show", participant_id=person.id), code=303)
