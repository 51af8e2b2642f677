"""How someone likes to read, which devices are signed in, who sees what, and the way out."""

import uuid

from flask import abort, current_app, make_response, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.account import actions, queries
from app.account.forms import SettingsForm
from app.account.routes import routes
from app.account.routes.card import QUESTIONS
from app.account.routes.comfort import read_so
from app.core import clock, db, i18n, sessions
from app.core.i18n import _
from app.core.pages import notice, render
from app.core.security import open_to, public
from app.domain.consents import Purpose
from app.domain.people import Person, Role

EVERYONE = tuple(Role)
# What the browser itself throws away when someone signs out. "storage" includes the worker.
CLEAR = '"cache", "cookies", "storage"'
# The key of a phone with a code lives in that storage. It names nobody, and without it somebody
# would need a new card after each visit, so there the page's script clears the rest.
CLEAR_BUT_KEY = '"cache", "cookies"'


@routes.route("/settings", methods=["GET", "POST"])
@open_to(*EVERYONE)
def settings() -> Response | str | tuple[str, int]:
    """How the app speaks, how it is read, and the wishes about paper and calls."""
    person = queries.person(db.session(), sessions.viewer().person_id)
    form = SettingsForm(
        data={
            "language": person.chosen_language,
            "address": person.address,
            **SettingsForm.values_of(person.comfort),
            "marks": "yes" if person.marks_new else "no",
            "meetings_on_paper": "yes" if person.meetings_on_paper else "no",
            "no_calls": "yes" if person.no_calls else "no",
            "letters_on_paper": "yes" if person.letters_on_paper else "no",
            "hard_letters": "meeting" if person.hard_letters_at_meeting else "now",
        }
    )
    if request.method == "POST" and form.validate():
        person.chosen_language, person.address = form.language.data, form.address.data
        session["language"] = person.language
        read_so(person, form.comfort)
        person.marks_new = form.marks.data != "no"
        person.hard_letters_at_meeting = form.hard_letters.data == "meeting"
        person.no_calls = form.no_calls.data == "yes"
        _note_changed_consents(person, form)
        i18n.speak(person.language)  # the notice is read in the language that was just chosen
        notice(_("Gespeichert."))
        return redirect(url_for("account.settings"), code=303)
    html = render("account/settings.html", form=form)
    return (html, 422) if request.method == "POST" else html


def _note_changed_consents(person: Person, form: SettingsForm) -> None:
    """Keep a new answer to one of the questions of the first day like the first one."""
    now_on_paper = {
        Purpose.STORE_MEETINGS: (person.meetings_on_paper, form.meetings_on_paper.data == "yes"),
        Purpose.STORE_LETTERS: (person.letters_on_paper, form.letters_on_paper.data == "yes"),
    }
    changed = {
        purpose: (not wanted, str(QUESTIONS[purpose]))
        for purpose, (was, wanted) in now_on_paper.items()
        if was != wanted and person.role is Role.PARTICIPANT
    }
    actions.note_consents(db.session(), person, changed, language=person.language, now=clock.now())


@routes.get("/settings/devices")
@open_to(*EVERYONE, unconfirmed=True)
def devices() -> str:
    """Where the person is signed in, and with which keys."""
    viewer, now = sessions.viewer(), clock.now()
    here = queries.own_session(db.session(), viewer.person_id, viewer.session_id)
    return render(
        "account/devices.html",
        is_just_proven=here is not None and here.is_just_proven(now=now),
        codes=queries.device_keys_of(db.session(), viewer.person_id),
        here=viewer.session_id,
        devices=queries.sessions_of(db.session(), viewer.person_id, now=now),
        passkeys=queries.passkeys_of(db.session(), viewer.person_id),
    )


@routes.post("/devices/<uuid:session_id>/end")
@open_to(*EVERYONE, unconfirmed=True)
def end_device(session_id: uuid.UUID) -> Response:
    """Sign one device out; it takes effect at that device's next request."""
    viewer = sessions.viewer()
    login = queries.own_session(db.session(), viewer.person_id, session_id)
    if login is None:
        abort(404)
    if session_id == viewer.session_id:
        return _signed_out()
    actions.end_session(db.session(), login)
    notice(_("Dieses Gerät ist abgemeldet. Ist es weg? Dann entfernen Sie auch seinen Schlüssel."))
    return redirect(url_for("account.devices"), code=303)


@routes.post("/keys/<uuid:key_id>/remove")
@open_to(*EVERYONE, unconfirmed=True)
def remove_key(key_id: uuid.UUID) -> Response:
    """Take a passkey or a code away: it opens nothing any more. The last one stays."""
    viewer = sessions.viewer()
    here = queries.own_session(db.session(), viewer.person_id, viewer.session_id)
    if here is None or not here.is_just_proven(now=clock.now()):
        notice(
            _("Zum Schutz zeigen Sie bitte kurz, dass Sie es sind. Danach geht es 5 Minuten lang.")
        )
        return redirect(url_for("account.devices"), code=303)
    # Two keys removed at the same moment: one of them comes first, and the other one stays.
    person = db.session().get_one(Person, viewer.person_id, with_for_update=True)
    try:
        actions.remove_key(db.session(), person, key_id)
    except actions.NoSuchKey:
        abort(404)
    except actions.LastKey:
        notice(_("Das ist Ihr letzter Schlüssel. Er bleibt, damit Sie wieder hineinkommen."))
    else:
        notice(_("Dieser Schlüssel öffnet die App nicht mehr."))
    return redirect(url_for("account.devices"), code=303)


@routes.post("/sign-out")
@public
def sign_out() -> Response:
    """Sign out here and leave nothing behind in the browser.

    The page has forgotten its companion cookie already, and a sign-out without a network is told
    days later and without cookies: so a proof of the session is enough, else the form's token.
    """
    if not sessions.end_by_proof(request.form.get("proof", "")):
        current_app.extensions["csrf"].protect()
    if "_user_id" in session:
        return _signed_out()
    return redirect(url_for("account.welcome"), code=303)


def _signed_out() -> Response:
    keeps_key = "keeps_key" in session or "keeps_key" in request.form
    clear = CLEAR_BUT_KEY if keeps_key else CLEAR
    left_here = current_user.left_here if current_user.is_authenticated else {}
    sessions.leave()
    response = make_response(redirect(url_for("account.welcome", **left_here), code=303))
    response.headers["Clear-Site-Data"] = clear
    return response


@routes.get("/who-sees-what")
@open_to(Role.PARTICIPANT)
def who_sees_what() -> str:
    """The answer in words, on one page."""
    guide, programme = queries.guide_and_programme(db.session(), sessions.viewer().person_id)
    return render("account/who_sees_what.html", guide=guide and guide.name, programme=programme)
