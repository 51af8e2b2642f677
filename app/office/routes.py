"""URLs of the office."""

import uuid

from flask import Blueprint, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import attempts, clock, db, qr, sessions
from app.core.i18n import _
from app.core.names import called
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.people import Person, Role, Salutation
from app.office import actions, queries
from app.office.forms import NewLinkForm, ProgrammeForm, StaffForm

routes = Blueprint("office", __name__)


def _back() -> Response:
    return redirect(url_for("office.index"), code=303)


@routes.get("/office")
@open_to(Role.COORDINATOR)
def index() -> str:
    """Who works here and who accompanies whom, by name."""
    viewer = sessions.viewer()
    return render(
        "office/index.html",
        programme=queries.programme(db.session(), viewer),
        staff=queries.staff(db.session(), viewer, current_app.extensions["keys"].load),
        me=viewer.person_id,
        typing_rests=attempts.are_used_up(attempts.CARDS_OF_ALL),
    )


@routes.get("/office/staff/new")
@open_to(Role.COORDINATOR)
def new() -> str:
    """Ask who starts to work here."""
    return render("office/staff.html", form=StaffForm())


@routes.post("/office/staff")
@open_to(Role.COORDINATOR)
def create() -> Response | str | tuple[str, int]:
    """Add somebody and show the link. Sent again, it adds nobody twice."""
    form = StaffForm()
    if not form.validate():
        return render("office/staff.html", form=form), 422
    person_id = form_id(form.person.data)
    person = queries.person(db.session(), person_id)
    if person is not None and str(person.name) != f"{form.first_name.data} {form.last_name.data}":
        person, person_id = None, uuid.uuid4()  # filled in anew for somebody else
    if person is None:
        person = actions.add_staff(
            db.session(),
            current_app.extensions["keys"],
            sessions.viewer(),
            person_id,
            actions.NewStaff(
                first=form.first_name.data or "",
                last=form.last_name.data or "",
                salutation=Salutation(form.salutation.data),
                role=Role(form.role.data),
                hours=form.hours(),
                phone=form.phone.data or "",
            ),
            now=clock.now(),
        )
    elif queries.colleague(db.session(), sessions.viewer(), person.id) is None:
        abort(404)
    elif person.confirmed_at is not None:
        return _back()
    secret = actions.make_link(
        db.session(), sessions.viewer(), person, pepper=_pepper(), now=clock.now()
    )
    return _printed(person, secret)


def _pepper() -> bytes:
    pepper: bytes = current_app.extensions["secrets"].pepper
    return pepper


def _printed(person: Person, secret: str) -> str:
    link = f"{current_app.extensions['settings'].origin}/k#{secret}"
    return render("office/link.html", name=person.name, address=link, code=qr.draw(link))


def _colleague(person_id: uuid.UUID) -> Person:
    person = queries.colleague(db.session(), sessions.viewer(), person_id)
    if person is None:
        abort(404)
    return person


@routes.get("/office/staff/<uuid:person_id>/link/new")
@open_to(Role.COORDINATOR)
def new_link(person_id: uuid.UUID) -> str:
    """Say what a new link does before it is made."""
    person = _colleague(person_id)
    return render("office/new_link.html", person=person, name=person.name, form=NewLinkForm())


@routes.post("/office/staff/<uuid:person_id>/link")
@open_to(Role.COORDINATOR)
def create_link(person_id: uuid.UUID) -> Response | str:
    """Close every way in and show a new link. Sent again, it closes nothing."""
    person, viewer, now = _colleague(person_id), sessions.viewer(), clock.now()
    card_id = form_id(request.form.get("card"))
    made = queries.card(db.session(), card_id)
    if made is None:
        secret = actions.renew_link(
            db.session(), viewer, person, card_id, pepper=_pepper(), now=now
        )
        return _printed(person, secret)
    if made.person_id != person.id:
        abort(404)
    if person.confirmed_at is not None:
        return _back()
    secret = actions.make_link(db.session(), viewer, person, pepper=_pepper(), now=now)
    return _printed(person, secret)


@routes.post("/office/staff/<uuid:person_id>/sessions/end")
@open_to(Role.COORDINATOR)
def end_sessions(person_id: uuid.UUID) -> Response:
    """Sign a colleague out everywhere."""
    person = _colleague(person_id)
    actions.end_sessions(db.session(), person, now=clock.now())
    notice(_("%(name)s ist überall abgemeldet.", name=called(person.name)))
    return _back()


@routes.get("/office/programme")
@open_to(Role.COORDINATOR)
def programme() -> str:
    """The programme's words, to change."""
    words = queries.programme(db.session(), sessions.viewer())
    form = ProgrammeForm(obj=words)
    form.show(words.crisis_hours)
    return render("office/programme.html", form=form, name=words.name)


@routes.post("/office/programme")
@open_to(Role.COORDINATOR)
def change_programme() -> Response | tuple[str, int]:
    """Keep the programme's words."""
    words, form = queries.programme(db.session(), sessions.viewer()), ProgrammeForm()
    if not form.validate():
        return render("office/programme.html", form=form, name=words.name), 422
    actions.change_programme(
        words,
        office_phone=form.office_phone.data or "",
        crisis=actions.Crisis(
            name=form.crisis_name.data or "",
            phone=form.crisis_phone.data or "",
            hours=form.hours(),
        ),
        advice=form.advice.data or "",
        land=form.land.data,
    )
    notice(_("Gespeichert."))
    return _back()
