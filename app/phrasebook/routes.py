"""URLs of the programme's own phrase cards: writing in the office, looking over by two roles."""

import uuid

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from app.calm.phrases import OCCASION_TITLES, Group, Occasion
from app.core import clock, db, sessions
from app.core.i18n import _
from app.core.languages import LANGUAGES, SOURCE
from app.core.once import form_id
from app.core.pages import notice, render
from app.core.security import open_to
from app.domain.own_phrases import OnesOwnWords
from app.domain.people import Role
from app.phrasebook import actions, queries
from app.phrasebook.forms import OwnPhraseForm, WordingForm
from app.phrasebook.queries import Card

routes = Blueprint("phrasebook", __name__)


def _card(own_phrase_id: uuid.UUID) -> Card:
    card = queries.card(db.session(), sessions.viewer(), own_phrase_id)
    if card is None:
        abort(404)
    return card


def _back_to(own_phrase_id: uuid.UUID) -> Response:
    return redirect(url_for("phrasebook.show", own_phrase_id=own_phrase_id), code=303)


@routes.get("/phrasebook")
@open_to(Role.COORDINATOR, Role.GUIDE)
def index() -> str:
    """The programme's own cards: what is offered, and what waits for a second look."""
    return render(
        "phrasebook/index.html",
        cards=queries.cards(db.session(), sessions.viewer()),
        titles={each.value: _(title) for each, title in OCCASION_TITLES.items()},
        may_write=sessions.viewer().role is Role.COORDINATOR,
    )


@routes.get("/phrasebook/new")
@open_to(Role.COORDINATOR)
def new() -> str:
    """Ask what the card says."""
    return _form_page(OwnPhraseForm(formdata=None), None)


@routes.post("/phrasebook")
@open_to(Role.COORDINATOR)
def create() -> Response | tuple[str, int]:
    """Keep a new card; it can be sent once a second person has looked at it."""
    form = OwnPhraseForm()
    kind = Group.NOTICE if form.kind.data == Group.NOTICE else Group.ENCOURAGEMENT
    if not form.fits(kind):
        return _form_page(form, None), 422
    own_phrase_id = form_id(form.id.data)
    actions.make(
        db.session(),
        sessions.viewer(),
        own_phrase_id,
        kind=kind,
        occasion=Occasion(form.occasion.data),
        wordings=form.wordings(),
        now=clock.now(),
    )
    notice(_("Aufgeschrieben. Jetzt schaut noch jemand anderes darauf."))
    return redirect(url_for("phrasebook.index"), code=303)


@routes.get("/phrasebook/<uuid:own_phrase_id>")
@open_to(Role.COORDINATOR, Role.GUIDE)
def show(own_phrase_id: uuid.UUID) -> str:
    """A card in all its languages, and what it said before."""
    card, viewer = _card(own_phrase_id), sessions.viewer()
    return render(
        "phrasebook/show.html",
        card=card,
        names=queries.names(db.session(), card.versions),
        spoken=LANGUAGES,
        occasion=_(OCCASION_TITLES[card.phrase.occasion]) if card.phrase.occasion else "",
        may_write=viewer.role is Role.COORDINATOR,
        may_review=card.waits and card.newest.written_by_id != viewer.person_id,
    )


@routes.get("/phrasebook/<uuid:own_phrase_id>/edit")
@open_to(Role.COORDINATOR)
def edit(own_phrase_id: uuid.UUID) -> str:
    """The words of a card, to change."""
    card, form = _card(own_phrase_id), WordingForm(formdata=None)
    form.show(card.newest.wordings)
    return _form_page(form, card)


@routes.post("/phrasebook/<uuid:own_phrase_id>/versions")
@open_to(Role.COORDINATOR)
def change(own_phrase_id: uuid.UUID) -> Response | tuple[str, int]:
    """Keep a new version. Until somebody has looked at it, the one before is sent."""
    card, form = _card(own_phrase_id), WordingForm()
    if not form.fits(card.phrase.kind):
        return _form_page(form, card), 422
    actions.change(
        db.session(),
        sessions.viewer(),
        card,
        version_id=form_id(form.id.data),
        wordings=form.wordings(),
        now=clock.now(),
    )
    notice(_("Aufgeschrieben. Jetzt schaut noch jemand anderes darauf."))
    return _back_to(own_phrase_id)


@routes.post("/phrasebook/versions/<uuid:version_id>/review")
@open_to(Role.COORDINATOR, Role.GUIDE)
def review(version_id: uuid.UUID) -> Response:
    """Say: I have looked at it, it can be sent. For words that somebody else wrote.

    Words that were replaced or put away meanwhile stay so; the page says what there is now.
    """
    viewer = sessions.viewer()
    version = queries.version(db.session(), viewer, version_id)
    if version is None:
        abort(404)
    card = _card(version.own_phrase_id)
    if card.phrase.put_away_at is not None or card.newest.id != version_id:
        return _back_to(version.own_phrase_id)
    try:
        version.review(viewer.person_id, now=clock.now())
    except OnesOwnWords:
        notice(_("Das haben Sie selbst geschrieben. Bitte schaut jemand anderes darauf."))
    else:
        notice(_("Danke. Der Satz kann jetzt gesendet werden."))
    return _back_to(version.own_phrase_id)


@routes.post("/phrasebook/<uuid:own_phrase_id>/removal")
@open_to(Role.COORDINATOR)
def put_away(own_phrase_id: uuid.UUID) -> Response:
    """Offer a card no more. What was sent stays."""
    actions.put_away(_card(own_phrase_id).phrase, now=clock.now())
    undo = url_for("phrasebook.bring_back", own_phrase_id=own_phrase_id)
    notice(_("Der Satz wird nicht mehr angeboten. Was gesendet ist, bleibt."), undo=undo)
    return redirect(url_for("phrasebook.index"), code=303)


@routes.post("/phrasebook/<uuid:own_phrase_id>/removal/undo")
@open_to(Role.COORDINATOR)
def bring_back(own_phrase_id: uuid.UUID) -> Response:
    """Offer it again."""
    actions.bring_back(_card(own_phrase_id).phrase)
    notice(_("Der Satz ist wieder da."))
    return _back_to(own_phrase_id)


def _form_page(form: WordingForm, card: Card | None) -> str:
    form.id.data = str(form_id(form.id.data))
    return render("phrasebook/form.html", form=form, card=card, source=SOURCE)
