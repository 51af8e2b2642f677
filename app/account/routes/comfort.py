"""How pages are read, for whoever reads them: also before signing in."""

from flask import redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from app.account import queries
from app.account.forms import ComfortForm
from app.account.routes import routes
from app.account.routes.welcome import inside
from app.core import db, request_comfort, sessions
from app.core.pages import render
from app.core.security import open_to, public
from app.domain.comfort import TEXT_SIZES, Comfort
from app.domain.people import Person, Role


@routes.route("/comfort", methods=["GET", "POST"])
@public
def comfort() -> Response | str | tuple[str, int]:
    """Letters, colours and motion; kept on this phone, and with whoever is signed in."""
    viewer = sessions.viewer() if current_user.is_authenticated else None
    current = viewer.comfort if viewer else request_comfort.chosen()
    form = ComfortForm(data=ComfortForm.values_of(current))
    target = inside(request.values.get("next", ""))
    if request.method == "POST" and form.validate():
        if viewer:
            read_so(queries.person(db.session(), viewer.person_id), form.comfort)
        else:
            request_comfort.keep(form.comfort, is_shared=False)
        return redirect(target, code=303)
    html = render("account/comfort.html", form=form, next=target)
    return (html, 422) if request.method == "POST" else html


@routes.post("/text-size")
@open_to(*Role)
def choose_text_size() -> Response:
    """Larger or smaller letters from now on, chosen on the page that is being read."""
    person = queries.person(db.session(), sessions.viewer().person_id)
    size = request.form.get("text_size", type=int)
    if size in TEXT_SIZES:
        read_so(person, Comfort(size, person.colours, person.motion))
    return redirect(inside(request.form.get("next", "")), code=303)


def read_so(person: Person, comfort: Comfort) -> None:
    """Keep it with the person who is signed in, and on the phone if nobody else uses it."""
    person.comfort = comfort
    request_comfort.keep(comfort, is_shared=sessions.viewer().is_shared)
