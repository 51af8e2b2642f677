"""The smiley on paper: a card for one envelope, a sheet to cut, and the word that one was used."""

import uuid

from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.core import clock
from app.core.i18n import _
from app.core.names import called
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk.letters import page
from app.desk.letters.page import post_of
from app.desk.letters.routes import routes
from app.domain.people import Role
from app.letters.summary import shown


@routes.get("/people/<uuid:participant_id>/smiley-sheet")
@open_to(Role.GUIDE)
def smiley_sheet(participant_id: uuid.UUID) -> str:
    """A card of A6 with the smiley, and the letters on paper it may be stuck on."""
    found, now = post_of(participant_id), clock.now()
    on_paper = [each for each in found.readings if each.letter.paper_only]
    return render(
        "desk_letters/smiley_sheet.html",
        owner=found.owner,
        guide=called(found.guide.name) if found.guide else "",
        letters=[(each.letter, shown(each, now=now)) for each in on_paper],
    )


@routes.get("/smiley-sheet")
@open_to(Role.GUIDE)
def smileys_to_cut() -> str:
    """Eight smileys on a sheet of A4, without any name."""
    return render("desk_letters/smileys_to_cut.html")


@routes.post("/letters/<uuid:letter_id>/smiley")
@open_to(Role.GUIDE)
def smiley_is_on_envelope(letter_id: uuid.UUID) -> Response:
    """Note that the smiley is stuck on the envelope: the app says so beside the same drawing."""
    reading = page.any_letter(letter_id)
    reading.letter.smiley_on_envelope = True
    undo = url_for("desk_letters.no_smiley_on_envelope", letter_id=letter_id)
    notice(_("Gut. In der App steht jetzt: „Auf dem Umschlag ist dieser Smiley.“"), undo=undo)
    return _to_sheet(reading.owner.id)


@routes.post("/letters/<uuid:letter_id>/smiley/undo")
@open_to(Role.GUIDE)
def no_smiley_on_envelope(letter_id: uuid.UUID) -> Response:
    """Take that back."""
    reading = page.any_letter(letter_id)
    reading.letter.smiley_on_envelope = False
    notice(_("Zurückgenommen."))
    return _to_sheet(reading.owner.id)


def _to_sheet(participant_id: uuid.UUID) -> Response:
    address = url_for("desk_letters.smiley_sheet", participant_id=participant_id)
    return redirect(address, code=303)
