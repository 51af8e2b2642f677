"""A new key: passkeys and device keys. With a card in hand, this is when the card is used up."""

import uuid
from typing import Any

from flask import abort, current_app, jsonify, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.account import actions, ceremonies, pins, queries
from app.account.device_name import device_name
from app.account.routes import routes
from app.account.routes.card import (
    QUESTIONS,
    card_in_hand,
    card_is_used,
    ready_for_a_key,
    way_in_after_card,
)
from app.account.routes.scripts import asked, refuse, refused, sent, text
from app.account.routes.welcome import arrive
from app.core import clock, db, request_comfort, sessions
from app.core.i18n import _, language
from app.core.security import public
from app.domain.comfort import USUAL
from app.domain.people import Person, Role
from app.domain.sign_in import MOST_PASSKEYS, PhoneUse


def _whose_new_key() -> Person:
    """Return who makes a key: the card's person, or who came in just now and wants another one."""
    if "card" in session or not current_user.is_authenticated:
        return ready_for_a_key()
    viewer = sessions.viewer()
    here = queries.own_session(db.session(), viewer.person_id, viewer.session_id)
    if here is None or not here.is_just_proven(now=clock.now()):
        refuse(_("Bitte öffnen Sie die Seite neu. Zeigen Sie dann kurz, dass Sie es sind."))
    if len(queries.passkeys_of(db.session(), viewer.person_id)) >= MOST_PASSKEYS:
        refuse(_("Fünf Passkeys sind schon da. Entfernen Sie zuerst einen davon."))
    return queries.person(db.session(), viewer.person_id)


def _asked(person: Person) -> str:
    return asked(f"passkey of {person.id}")


@routes.post("/passkey-registrations")
@public
def passkey_registration() -> Response:
    """A fresh challenge for making a passkey: with a card in hand, or as a second key."""
    if card_is_used():
        return jsonify(next=way_in_after_card())
    person = _whose_new_key()
    existing = [each.credential_id for each in queries.passkeys_of(db.session(), person.id)]
    challenge = actions.new_challenge(db.session(), asked=_asked(person), now=clock.now())
    options = ceremonies.registration_options(
        current_app.extensions["settings"],
        handle=person.handle,
        challenge=challenge,
        existing=existing,
    )
    return jsonify(options)


@routes.post("/passkeys")
@public
def create_passkey() -> Response:
    """Keep a new passkey."""
    person = _whose_new_key()
    try:
        made = _made_passkey(person)
    except ceremonies.NotProven:
        db.commit_anyway()  # a challenge that was answered wrongly is used up as well
        return refused(
            _("Nicht eingerichtet. Sie können es noch einmal versuchen oder einen Code nehmen.")
        )
    actions.add_passkey(
        db.session(),
        person,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        phone_use=_use_chosen(person),
        label=device_name(request.user_agent.string),
        now=clock.now(),
    )
    if "card" not in session:
        return jsonify(next=url_for("account.devices"))
    _come_in(person)
    return jsonify(next=arrive(person))


def _made_passkey(person: Person) -> ceremonies.NewPasskey:
    credential = sent()
    challenge = ceremonies.challenge_in(credential)
    if not actions.take_challenge(db.session(), challenge, asked=_asked(person), now=clock.now()):
        raise ceremonies.NotProven
    made = ceremonies.finish_registration(
        current_app.extensions["settings"], credential, challenge=challenge
    )
    if queries.is_known_passkey(db.session(), made.credential_id):
        raise ceremonies.NotProven
    return made


@routes.post("/device-keys")
@public
def create_device_key() -> Response:
    """Keep a device key and its PIN: the way in for phones without passkeys."""
    if card_is_used() and _made_before(sent()):
        return jsonify(next=way_in_after_card())
    person = ready_for_a_key()
    if person.role is not Role.PARTICIPANT:
        abort(404)
    body = sent()
    try:
        device_id = uuid.UUID(text(body, "device"))
        public_key = ceremonies.read_device_key(text(body, "public_key"))
        pin = pins.read(text(body, "pin"))
        pins.check(pin)
        if queries.device_owner(db.session(), device_id):
            raise ceremonies.NotProven
    except (pins.NotSixDigits, pins.WeakPin):
        return refused(
            _("Bitte einen anderen Code: 6 Ziffern, kein Datum, keine einfache Reihe."), 422
        )
    except (ceremonies.NotProven, ValueError):
        return refused(_("Das hat nicht geklappt. Sie können es noch einmal versuchen."))
    db.session().rollback()  # nothing to keep yet, and nobody waits while this takes its time
    pin_hash = pins.hash_pin(pin)
    actions.add_device_key(
        db.session(),
        person,
        device_id=device_id,
        public_key=public_key,
        pin_hash=pin_hash,
        phone_use=_use_chosen(person),
        now=clock.now(),
    )
    _come_in(person)
    session["keeps_key"] = True
    return jsonify(next=arrive(person))


def _made_before(body: dict[str, Any]) -> bool:
    """Whether this very key is there: the same tap again, because the first answer was lost."""
    try:
        found = queries.device_owner(db.session(), uuid.UUID(text(body, "device")))
        return found is not None and found[0].public_key == ceremonies.read_device_key(
            text(body, "public_key")
        )
    except (ceremonies.NotProven, ValueError):
        return False


def _come_in(person: Person) -> None:
    """Use the card up, keep the answers, and open the first session."""
    card, _person = card_in_hand()
    now = clock.now()
    try:
        actions.use_card(db.session(), card.id, now=now)
    except actions.CardDoesNotFit:
        abort(404)
    if person.role is Role.PARTICIPANT:
        agreed = session["agreed"]
        answers = {p: (agreed[p] == "yes", str(words)) for p, words in QUESTIONS.items()}
        actions.note_consents(db.session(), person, answers, language=language().code, now=now)
        person.language = language().code
    else:
        person.confirmed_at = now
    if person.comfort == USUAL:
        person.comfort = request_comfort.of_phone() or USUAL  # chosen on the way in
    sessions.sign_in(person, _use_chosen(person), label=device_name(request.user_agent.string))


def _use_chosen(person: Person) -> PhoneUse:
    if person.role is not Role.PARTICIPANT:
        return PhoneUse.STAFF
    if "card" in session:
        return PhoneUse(session["phone_use"])
    return sessions.viewer().phone_use
