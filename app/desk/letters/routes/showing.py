"""The last step: see the letter as the participant will, and let it be seen. Or throw it away."""

import uuid
from contextlib import suppress

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.languages import spoken
from app.core.pages import notice
from app.core.security import open_to
from app.desk.letters import actions, page, queries
from app.desk.letters.candidates import mark_of
from app.desk.letters.forms import ColleagueForm, ReleaseForm
from app.desk.letters.routes import routes
from app.desk.letters.steps import Step
from app.domain.letters import LetterIsReleased
from app.domain.people import Role
from app.domain.release import kinder_day, shown_from
from app.letters.queries import Reading
from app.letters.summary import shown


@routes.get("/letters/<uuid:letter_id>/preview")
@open_to(Role.GUIDE)
def preview(letter_id: uuid.UUID) -> str:
    """Step 8: exactly what the participant will see, and what is still open."""
    return _preview(page.draft(letter_id))


@routes.post("/letters/<uuid:letter_id>/release")
@open_to(Role.GUIDE)
def release(letter_id: uuid.UUID) -> Response | tuple[str, int]:
    """Let the participant see it soon, if everything is answered. A second tap changes nothing."""
    reading = page.any_letter(letter_id)
    letter, owner = reading.letter, reading.owner
    if letter.released_at is not None:
        return _to_letter(letter_id)
    form = ReleaseForm()
    unsure = bool(page.namesakes(owner)) and not form.right_person.data
    is_another = form.seen.data != _mark(reading)  # than was looked at: changed in another window
    may_go = not (page.open_things(reading) or unsure or is_another or owner.letters_on_paper)
    if not may_go or not form.validate():
        return _preview(reading, ask_person=unsure, is_another=is_another), 422
    now = clock.now()
    at = shown_from(now, on=form.shown_on.data, zone=reading.programme.zone)
    actions.release(db.session(), letter, now=now, at=at)
    notice(
        _(
            "%(name)s sieht den Brief ab %(time)s. Bis dahin können Sie ihn zurückholen.",
            name=owner.first_name,
            time=page.shown_from(reading, now=now),
        )
    )
    return _to_letter(letter_id)


@routes.post("/letters/<uuid:letter_id>/release/removal")
@open_to(Role.GUIDE)
def take_back(letter_id: uuid.UUID) -> Response:
    """Make a draft of it again, as long as nobody could see it."""
    reading = page.any_letter(letter_id)
    try:
        actions.take_back(db.session(), reading.letter, now=clock.now())
    except LetterIsReleased:
        notice(_("Der Brief ist schon zu sehen. Zurückholen geht nicht mehr."))
        return _to_letter(letter_id)
    notice(_("Zurückgeholt. Niemand hat den Brief gesehen. Er ist wieder ein Entwurf."))
    return redirect(url_for("desk_letters.preview", letter_id=letter_id), code=303)


@routes.post("/letters/<uuid:letter_id>/showing")
@open_to(Role.GUIDE)
def show_now(letter_id: uuid.UUID) -> Response:
    """Let the participant see a released letter at once."""
    reading = page.any_letter(letter_id)
    with suppress(LetterIsReleased):  # shown already: then it is as wished
        actions.show_now(db.session(), reading.letter, now=clock.now())
        notice(_("%(name)s sieht den Brief jetzt.", name=reading.owner.first_name))
    return _to_letter(letter_id)


def _to_letter(letter_id: uuid.UUID) -> Response:
    return redirect(url_for("desk_letters.show", letter_id=letter_id), code=303)


@routes.post("/letters/<uuid:letter_id>/removal")
@open_to(Role.GUIDE)
def discard(letter_id: uuid.UUID) -> Response:
    """Throw a draft away."""
    reading = page.draft(letter_id)
    actions.discard(db.session(), reading.letter)
    notice(_("Der Entwurf ist gelöscht."))
    return redirect(url_for("desk_letters.index", participant_id=reading.owner.id), code=303)


def _mark(reading: Reading) -> str:
    return mark_of(page.as_seen(reading) + reading.letter.official_text)


def _preview(reading: Reading, *, ask_person: bool = False, is_another: bool = False) -> str:
    letter, programme = reading.letter, reading.programme
    colleagues, wait_for = [], None
    if letter.is_hard:
        colleagues = queries.colleagues(db.session(), sessions.viewer(), page.load_keys)
        now = clock.now()
        wait_for = kinder_day(now, zone=programme.zone, land=programme.land)
        soonest = shown(reading, now=now).next_date_on
        if wait_for and soonest and soonest <= wait_for:
            wait_for = None  # its date does not wait
    return page.step(
        reading,
        Step.PREVIEW,
        form=ReleaseForm(formdata=None, seen=_mark(reading)),
        seen=page.as_seen(reading),
        is_another=is_another,
        speaks=spoken(reading.owner.language),
        ask_person=ask_person and request.method == "POST",
        wait_for=wait_for,
        colleague_form=ColleagueForm(colleagues) if colleagues else None,
        answer=queries.answer_of_colleague(db.session(), letter),
    )
