"""The front door: language, a card, or a passkey that is already there."""

from flask import redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.account import queries
from app.account.routes import routes
from app.core import db, request_comfort, sessions
from app.core.i18n import _
from app.core.languages import LANGUAGES
from app.core.pages import notice, render
from app.core.security import open_to, public
from app.domain.comfort import Comfort
from app.domain.people import Person, Role


@routes.get("/welcome")
@public
def welcome() -> Response | str:
    """The way in. Whoever is signed in already goes on to their start page."""
    if current_user.is_authenticated:
        return redirect(start_page(current_user.role), code=303)
    if (code := request.args.get("language")) in LANGUAGES:
        session["language"], session.permanent = code, True  # after signing out on one's own phone
    if comfort := request.args.get(request_comfort.COOKIE):
        request_comfort.keep(Comfort.from_text(comfort), is_shared=False)
    return render("account/welcome.html")


def start_page(role: Role) -> str:
    """Return the first page for a role."""
    first = {Role.PARTICIPANT: "today.index", Role.GUIDE: "desk.index"}
    return url_for(first.get(role, "office.index"))


def arrive(person: Person) -> str:
    """Return the first page of somebody who came in just now. Staff are asked for a second key."""
    is_staff = person.role is not Role.PARTICIPANT
    if is_staff and len(queries.passkeys_of(db.session(), person.id)) == 1:
        notice(
            _(
                "Sie haben erst einen Passkey. Mit einem zweiten geht es auch weiter, wenn einer "
                "weg ist: Einstellungen, Meine Geräte."
            )
        )
    return start_page(person.role)


@routes.get("/language")
@public
def language() -> str:
    """All languages, each in its own script."""
    return render("account/language.html", next=inside(request.args.get("next", "")))


@routes.post("/language")
@public
def choose_language() -> Response:
    """Speak another language from now on, here and wherever the person signs in."""
    code = request.form.get("language", "")
    if code in LANGUAGES:
        session["language"] = code
        if current_user.is_authenticated:
            person = queries.person(db.session(), sessions.viewer().person_id)
            person.language = code
    return redirect(inside(request.form.get("next", "")), code=303)


def inside(target: str) -> str:
    """Return the target if it is a path of this app: never send people elsewhere."""
    is_path = target.startswith("/") and not target.startswith("//")
    # Browsers read "\\" as "/" and skip tabs and line ends; no address of ours has any of them.
    return target if is_path and target.isprintable() and "\\" not in target else "/"


@routes.get("/waiting")
@open_to(Role.PARTICIPANT, unconfirmed=True)
def waiting() -> Response | str:
    """Until the guide has said "yes, that was this person", the account is empty."""
    viewer = sessions.viewer()
    if viewer.confirmed:
        return redirect(url_for("today.index"), code=303)
    guide, programme = queries.guide_and_programme(db.session(), viewer.person_id)
    return render("account/waiting.html", guide=guide and guide.name, programme=programme)
