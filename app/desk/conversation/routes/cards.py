"""A sentence for everyday life from the phrase book, found by its situation."""

import uuid

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.calm.phrases import SITUATIONS, Group
from app.core import db, sessions
from app.core.i18n import _, speaking
from app.core.languages import SOURCE, spoken
from app.core.pages import notice, render
from app.core.security import open_to
from app.desk import found
from app.desk.conversation import actions, offers
from app.desk.conversation.card_form import CardForm, card_form
from app.desk.conversation.offers import Offer
from app.desk.conversation.routes import routes
from app.desk.conversation.sending import said_of, sending
from app.domain.people import Person, Role


@routes.get("/desk/people/<uuid:participant_id>/phrases/new")
@open_to(Role.GUIDE)
def new_phrase(participant_id: uuid.UUID) -> str:
    """Choose a situation and a sentence; then see it as it is read, with its gaps to fill."""
    person = found.participant(participant_id)
    if wanted := request.args.get("phrase"):
        offer = _offer(person, wanted)
        return _card_page(person, offer, card_form(offer)(formdata=None))
    key = request.args.get("situation", SITUATIONS[0].key)
    here = next((each for each in SITUATIONS if each.key == key), None)
    if here is None:
        abort(404)
    return render(
        "desk/phrases.html",
        person=person,
        name=person.name,
        situations=[(each.key, _(each.title)) for each in SITUATIONS],
        here=key,
        offers=[_shown(Offer(each.id)) for each in here.notices],
        own=[_shown(each) for each in offers.own_notices()],
    )


def _offer(person: Person, phrase_id: str) -> Offer:
    by_hand = {phrase.id for each in SITUATIONS for phrase in each.notices}
    offer = offers.find(phrase_id, Group.NOTICE)
    if offer is None and offers.is_own(phrase_id):
        # The office has changed the card or taken it away since it was chosen.
        notice(_("Diesen Satz gibt es so nicht mehr. Es wurde nichts gesendet."))
        address = url_for("desk.conversation.new_phrase", participant_id=person.id)
        abort(redirect(address, code=303))
    if offer is None or not (offer.body or offer.id in by_hand):
        abort(404)
    return offer


def _shown(offer: Offer) -> tuple[str, str]:
    return offer.id, offer.with_gaps


def _card_page(person: Person, offer: Offer, form: CardForm) -> str:
    with speaking(person.language):
        read_as = offer.with_gaps
        only_german = bool(offer.body) and offer.said.only_german
    form.id.data = str(form.message_id())
    return render(
        "desk/phrase.html",
        person=person,
        name=person.name,
        form=form,
        offer=offer,
        read_as=read_as if person.language != sessions.viewer().language else "",
        speaks=spoken(SOURCE if only_german else person.language),
        sending=sending(person, form),
    )


@routes.post("/desk/people/<uuid:participant_id>/phrases")
@open_to(Role.GUIDE)
def say_phrase(participant_id: uuid.UUID) -> Response | tuple[str, int]:
    """Send it; its id travels, and each side reads its own language."""
    person = found.participant(participant_id)
    offer = _offer(person, request.form.get("phrase", ""))
    form, it = card_form(offer)(), sending(person)
    if not form.validate() or not (shown_at := it.shown_at(form)):
        return _card_page(person, offer, form), 422
    sent = actions.say(
        db.session(),
        sessions.viewer(),
        person,
        message_id=form.message_id(),
        offer=offer,
        values=form.values(),
        now=it.now,
        shown_at=shown_at,
    )
    notice(said_of(it, sent.sent_at))
    return redirect(
        url_for("desk.person.show", participant_id=person.id, _anchor="last-line"), code=303
    )
