"""A new key: passkeys and device keys. With a card in hand, this is when the card is used up."""

from flask import abort, current_app, jsonify, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.account import actions, ceremonies, pins, queries
from app.account.device_name import device_name
from app.account.routes import routes
from app.account.routes.card import QUESTIONS, card_in_hand, ready_for_a_key
from app.account.routes.scripts import asked, refused, sent, text
from app.account.routes.welcome import start_page
from app.core import clock, db, sessions
from app.core.i18n import _, language
from app.core.security import public
from app.domain.people import Person, Role
from app.domain.sign_in import PhoneUse


def _whose_new_key() -> Person:
    """Return who makes a key: the card's person, or whoever is signed in and wants a second one."""
    if "card" not in session and current_user.is_authenticated:
        return queries.person(db.session(), sessions.viewer().person_id)
    return ready_for_a_key()


def _asked(person: Person) -> str:
    return asked(f"passkey of {person.id}")


@routes.post("/passkey-registrations")
@public
def passkey_registration() -> Response:
    """A fresh challenge for making a passkey: with a card in hand, or as a second key."""
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
    return jsonify(next=start_page(person.role))


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
    person = ready_for_a_key()
    if person.role is not Role.PARTICIPANT:
        abort(404)
    body = sent()
    try:
        public_key = ceremonies.read_device_key(text(body, "public_key"))
        pin = pins.read(text(body, "pin"))
        pins.check(pin)
    except ceremonies.NotProven:
        return refused(_("Das hat nicht geklappt. Sie können es noch einmal versuchen."))
    except (pins.NotSixDigits, pins.WeakPin):
        return refused(
            _("Bitte einen anderen Code: 6 Ziffern, kein Datum, keine einfache Reihe."), 422
        )
    device = actions.add_device_key(
        db.session(),
        person,
        public_key=public_key,
        pin_hash=pins.hash_pin(pin),
        phone_use=_use_chosen(person),
        now=clock.now(),
    )
    _come_in(person)
    session["keeps_key"] = True
    return jsonify(device=device.id.hex, next=start_page(person.role))


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
    sessions.sign_in(person, _use_chosen(person), label=device_name(request.user_agent.string))


def _use_chosen(person: Person) -> PhoneUse:
    if person.role is not Role.PARTICIPANT:
        return PhoneUse.STAFF
    if "card" in session:
        return PhoneUse(session["phone_use"])
    return sessions.viewer().phone_use
