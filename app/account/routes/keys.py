"""What the browser's script talks to: challenges, passkeys and device keys, as JSON."""

import uuid
from typing import Any

from flask import abort, current_app, jsonify, request, session, url_for
from flask_login import current_user
from webauthn.helpers import base64url_to_bytes
from werkzeug.wrappers import Response

from app.account import actions, ceremonies, pins, queries
from app.account.device_name import device_name
from app.account.routes import routes
from app.account.routes.card import QUESTIONS, card_in_hand
from app.account.routes.welcome import start_page
from app.core import attempts, clock, db, sessions
from app.core.i18n import _, language
from app.core.security import public
from app.domain.consents import Purpose
from app.domain.people import Person, Role
from app.domain.sign_in import Passkey, PhoneUse


def _sent() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(400)
    return body


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        abort(400)
    return value


def _not_proven(text: str, status: int = 400) -> tuple[Response, int]:
    return jsonify(text=text), status


@routes.post("/passkey-challenges")
@public
def passkey_challenge() -> Response:
    """A fresh challenge for signing in with a passkey."""
    challenge = actions.new_challenge(db.session(), now=clock.now())
    options = ceremonies.authentication_options(
        current_app.extensions["settings"], challenge=challenge
    )
    return jsonify(options)


@routes.post("/passkey-registrations")
@public
def passkey_registration() -> Response:
    """A fresh challenge for making a passkey: with a card in hand, or as a second key."""
    person = _whose_new_key()
    existing = [each.credential_id for each in queries.passkeys_of(db.session(), person.id)]
    challenge = actions.new_challenge(db.session(), now=clock.now())
    options = ceremonies.registration_options(
        current_app.extensions["settings"],
        handle=person.handle,
        challenge=challenge,
        existing=existing,
    )
    return jsonify(options)


def _whose_new_key() -> Person:
    if "card" not in session and current_user.is_authenticated:
        return queries.person(db.session(), sessions.viewer().person_id)
    return card_in_hand()[1]


@routes.post("/passkeys")
@public
def create_passkey() -> Response | tuple[Response, int]:
    """Keep a new passkey; with a card in hand this is the moment the card is used up."""
    person = _whose_new_key()
    credential = _sent()
    try:
        challenge = ceremonies.challenge_in(credential)
        if not actions.take_challenge(db.session(), challenge, now=clock.now()):
            raise ceremonies.NotProven
        made = ceremonies.finish_registration(
            current_app.extensions["settings"], credential, challenge=challenge
        )
    except ceremonies.NotProven:
        return _not_proven(
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
    return _come_in(person)


@routes.post("/device-keys")
@public
def create_device_key() -> Response | tuple[Response, int]:
    """Keep a device key and its PIN: the way in for phones without passkeys."""
    _card, person = card_in_hand()
    if person.role is not Role.PARTICIPANT:
        abort(404)
    body = _sent()
    try:
        public_key = ceremonies.read_device_key(_text(body, "public_key"))
        pins.check(_text(body, "pin"))
    except ceremonies.NotProven:
        abort(400)
    except pins.WeakPin:
        return _not_proven(
            _("Bitte einen anderen Code: 6 Ziffern, kein Datum, keine einfache Reihe."), 422
        )
    device = actions.add_device_key(
        db.session(),
        person,
        public_key=public_key,
        pin_hash=pins.hash_pin(_text(body, "pin")),
        phone_use=_use_chosen(person),
        now=clock.now(),
    )
    answer = _come_in(person)
    session["keeps_key"] = True
    assert isinstance(answer.json, dict)  # noqa: S101
    return jsonify(device=device.id.hex, **answer.json)


def _come_in(person: Person) -> Response:
    card, _person = card_in_hand()
    now = clock.now()
    try:
        actions.use_card(db.session(), card.id, now=now)
    except actions.CardDoesNotFit:
        abort(404)
    participant = person.role is Role.PARTICIPANT
    agreed = session.get("agreed", {})
    if participant:
        if set(agreed) != {purpose.value for purpose in Purpose}:
            abort(404)  # a question was jumped over
        answers = {p: (agreed[p.value] == "yes", str(QUESTIONS[p])) for p in Purpose}
        actions.note_consents(
            db.session(), person, answers, language=language().code, now=now
        )
        person.language = language().code
    else:
        person.confirmed_at = now
    sessions.sign_in(person, _use_chosen(person), label=device_name(request.user_agent.string))
    return jsonify(next=start_page(person.role))


def _use_chosen(person: Person) -> PhoneUse:
    if person.role is not Role.PARTICIPANT:
        return PhoneUse.STAFF
    if "card" in session:
        return PhoneUse(session.get("phone_use", "own"))
    return sessions.viewer().phone_use


@routes.post("/passkey-sign-ins")
@public
def sign_in_with_passkey() -> Response | tuple[Response, int]:
    """Come back with a passkey."""
    try:
        attempts.take(attempts.PASSKEY_LIMITS)
    except attempts.TooManyTries:
        return _not_proven(_("Bitte später noch einmal. Ihre Sachen sind sicher."), 429)
    credential = _sent()
    try:
        passkey, person = _proven_by_passkey(credential)
    except ceremonies.NotProven:
        db.commit_anyway()  # a challenge that was answered wrongly is used up as well
        return _not_proven(
            _("Das hat nicht geklappt. Sie können es noch einmal versuchen.")
        )
    sessions.sign_in(person, passkey.phone_use, label=device_name(request.user_agent.string))
    return jsonify(next=start_page(person.role))


def _proven_by_passkey(credential: dict[str, Any]) -> tuple[Passkey, Person]:
    challenge = ceremonies.challenge_in(credential)
    now = clock.now()
    if not actions.take_challenge(db.session(), challenge, now=now):
        raise ceremonies.NotProven
    found = queries.passkey_owner(db.session(), ceremonies.credential_id_of(credential))
    if found is None:
        raise ceremonies.NotProven
    passkey, person = found
    counter = ceremonies.finish_authentication(
        current_app.extensions["settings"],
        credential,
        challenge=challenge,
        public_key=passkey.public_key,
        handle=person.handle,
    )
    if counter and counter <= passkey.sign_count:
        passkey.flagged_at = now  # refused this once, kept: never a silent lock-out
        raise ceremonies.NotProven
    passkey.sign_count = counter
    return passkey, person


@routes.post("/device-challenges")
@public
def device_challenge() -> Response:
    """A fresh challenge for a device key."""
    challenge = actions.new_challenge(db.session(), now=clock.now())
    return jsonify(challenge=ceremonies.as_text(challenge))


@routes.post("/device-sign-ins")
@public
def sign_in_with_device() -> Response | tuple[Response, int]:
    """Come back with a device key and its PIN."""
    try:
        attempts.take(attempts.PIN_LIMITS)
    except attempts.TooManyTries:
        return _not_proven(_("Bitte später noch einmal. Ihre Sachen sind sicher."), 429)
    body, now = _sent(), clock.now()
    try:
        challenge = base64url_to_bytes(_text(body, "challenge"))
        found = queries.device_owner(db.session(), uuid.UUID(_text(body, "device")))
    except ValueError:
        abort(400)
    if not actions.take_challenge(db.session(), challenge, now=now) or found is None:
        return _not_proven(_("Das hat nicht geklappt. Sie können es noch einmal versuchen."))
    device, person = found
    db.commit_anyway()
    try:
        ceremonies.check_device_signature(
            device.public_key, _text(body, "signature"), challenge=challenge
        )
    except ceremonies.NotProven:
        return _not_proven(_("Das hat nicht geklappt. Sie können es noch einmal versuchen."))
    if not device.may_try(now=now):
        return _not_proven(
            _("Bitte später noch einmal. Oder fragen Sie nach einem neuen Zettel."), 429
        )
    if not pins.is_right(_text(body, "pin"), device.pin_hash):
        device.count_wrong(now=now)
        return _not_proven(_("Dieser Code passt nicht. Schauen Sie in Ruhe noch einmal."))
    device.wrong_tries, device.rests_until = 0, None
    sessions.sign_in(person, device.phone_use, label=device_name(request.user_agent.string))
    session["keeps_key"] = True
    return jsonify(next=start_page(person.role))

