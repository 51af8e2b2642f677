"""The last step: see the letter as the participant will, and let it be seen. Or throw it away."""

import uuid

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import clock, db
from app.core.i18n import _
from app.core.languages import LANGUAGES, SOURCE
from app.core.pages import notice
from app.core.security import open_to
from app.desk.letters import actions, page
from app.desk.letters.forms import ReleaseForm
from app.desk.letters.routes import routes
from app.desk.letters.steps import Step
from app.domain.people import Role
from app.letters.queries import Reading


@routes.get("/letters/<uuid:letter_id>/preview")
@open_to(Role.GUIDE)
def preview(letter_id: uuid.UUID) -> str:
    """Step 8: exactly what the participant will see, and what is still open."""
    return _preview(page.draft(letter_id))


@routes.post("/letters/<uuid:letter_id>/release")
@open_to(Role.GUIDE)
def release(letter_id: uuid.UUID) -> Response | tuple[str, int]:
    """Let the participant see it, if everything is answered. A second tap changes nothing."""
    reading = page.any_letter(letter_id)
    shown = redirect(url_for("desk_letters.show", letter_id=letter_id), code=303)
    if reading.letter.released_at is not None:
        return shown
    form = ReleaseForm()
    unsure = bool(page.namesakes(reading.owner)) and not form.right_person.data
    if page.open_things(reading) or unsure or reading.owner.letters_on_paper:
        return _preview(reading, ask_person=unsure), 422
    actions.release(db.session(), reading.letter, now=clock.now())
    notice(_("%(name)s sieht den Brief jetzt.", name=reading.owner.first_name))
    return shown


@routes.post("/letters/<uuid:letter_id>/removal")
@open_to(Role.GUIDE)
def discard(letter_id: uuid.UUID) -> Response:
    """Throw a draft away."""
    reading = page.draft(letter_id)
    actions.discard(db.session(), reading.letter)
    notice(_("Der Entwurf ist gelöscht."))
    return redirect(url_for("desk_letters.index", participant_id=reading.owner.id), code=303)


def _preview(reading: Reading, *, ask_person: bool = False) -> str:
    return page.step(
        reading,
        Step.PREVIEW,
        form=ReleaseForm(),
        seen=page.as_seen(reading),
        speaks=LANGUAGES.get(reading.owner.language, LANGUAGES[SOURCE]),
        ask_person=ask_person and request.method == "POST",
    )
