"""Coming back: with a passkey, or with a device key and its PIN."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import current_app, jsonify, request, session
from werkzeug.wrappers import Response

from app.account import actions, ceremonies, pins, queries
from app.account.device_name import device_name
from app.account.routes import routes
from app.account.routes.scripts import asked, refuse, refused, sent, text
from app.account.routes.welcome import arrive
from app.core import attempts, clock, db, sessions
from app.core.i18n import _
from app.core.security import public
from app.domain.people import Person
from app.domain.sign_in import DeviceKey, Passkey, PhoneUse

BY_PASSKEY = "sign-in by passkey"
BY_DEVICE = "sign-in by device key"


def _take_try(limits: tuple[attempts.Limit, ...]) -> Callable[[], None]:
    """Count a try and return how to give it back: only wrong ones count."""
    try:
        taken_at = attempts.take(limits)
    except attempts.TooManyTries:
        refuse(_("Bitte später noch einmal. Ihre Sachen sind sicher."), 429)
    return lambda: attempts.give_back(limits, taken_at)


def _come_back(person: Person, phone_use: PhoneUse, give_back: Callable[[], None]) -> Response:
    db.after_commit(give_back)
    sessions.sign_in(person, phone_use, label=device_name(request.user_agent.string))
    return jsonify(next=arrive(person))


@routes.post("/passkey-challenges")
@public
def passkey_challenge() -> Response:
    """A fresh challenge for signing in with a passkey."""
    challenge = actions.new_challenge(db.session(), asked=asked(BY_PASSKEY), now=clock.now())
    options = ceremonies.authentication_options(
        current_app.extensions["settings"], challenge=challenge
    )
    return jsonify(options)


@routes.post("/passkey-sign-ins")
@public
def sign_in_with_passkey() -> Response:
    """Come back with a passkey."""
    give_back = _take_try(attempts.PASSKEY_LIMITS)
    credential = sent()
    try:
        passkey, person = _proven_by_passkey(credential)
    except ceremonies.NotProven:
        db.commit_anyway()  # a challenge that was answered wrongly is used up as well
        return refused(_("Das hat nicht geklappt. Sie können es noch einmal versuchen."))
    return _come_back(person, _use_here(passkey, credential), give_back)


def _use_here(passkey: Passkey, credential: dict[str, Any]) -> PhoneUse:
    """A passkey that is held elsewhere opens a strange device, which closes like a shared one."""
    held_elsewhere = credential.get("authenticatorAttachment") == "cross-platform"
    if held_elsewhere and passkey.phone_use is PhoneUse.OWN:
        return PhoneUse.SHARED
    return passkey.phone_use


def _proven_by_passkey(credential: dict[str, Any]) -> tuple[Passkey, Person]:
    now = clock.now()
    challenge = ceremonies.challenge_in(credential)
    if not actions.take_challenge(db.session(), challenge, asked=asked(BY_PASSKEY), now=now):
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
    # Synced passkeys always say 0. A counter that goes back (or stays) may be a copy.
    if (counter or passkey.sign_count) and counter <= passkey.sign_count:
        passkey.flagged_at = now  # refused this once, kept: never a silent lock-out
        raise ceremonies.NotProven
    passkey.sign_count = counter
    return passkey, person


@routes.post("/device-challenges")
@public
def device_challenge() -> Response:
    """A fresh challenge for a device key."""
    challenge = actions.new_challenge(db.session(), asked=asked(BY_DEVICE), now=clock.now())
    return jsonify(challenge=ceremonies.as_text(challenge))


@routes.post("/device-sign-ins")
@public
def sign_in_with_device() -> Response:
    """Come back with a device key and its PIN."""
    give_back = _take_try(attempts.PIN_LIMITS)
    body, now = sent(), clock.now()
    typed = text(body, "pin")
    db.commit_anyway()  # used challenges and wrong codes are remembered, whatever the answer
    try:
        device, person = _proven_by_device(body)
    except _KeyIsGone:
        return refused(_("Das hat nicht geklappt. Sie können es noch einmal versuchen."), 410)
    except ceremonies.NotProven:
        return refused(_("Das hat nicht geklappt. Sie können es noch einmal versuchen."))
    if device.is_closed:
        return refused(
            _(
                "Neues Handy oder Code vergessen? Sie bekommen einen neuen Zettel. "
                "Ihre Sachen sind noch da."
            )
        )
    if not device.may_try(now=now):
        return refused(_("Bitte später noch einmal. Oder fragen Sie nach einem neuen Zettel."), 429)
    if not _is_right(device, typed):
        return refused(_("Dieser Code passt nicht. Schauen Sie in Ruhe noch einmal."))
    answer = _come_back(person, device.phone_use, give_back)
    session["keeps_key"] = True
    return answer


class _KeyIsGone(Exception):
    """A newer card has replaced it, or it never arrived: the browser may forget it."""


def _proven_by_device(body: dict[str, Any]) -> tuple[DeviceKey, Person]:
    challenge = ceremonies.from_text(text(body, "challenge"))
    if not actions.take_challenge(db.session(), challenge, asked=asked(BY_DEVICE), now=clock.now()):
        raise ceremonies.NotProven
    try:
        found = queries.device_owner(db.session(), uuid.UUID(text(body, "device")))
    except ValueError as error:
        raise ceremonies.NotProven from error
    if found is None:
        raise _KeyIsGone
    device, person = found
    ceremonies.check_device_signature(
        device.public_key, text(body, "signature"), challenge=challenge
    )
    return device, person


def _is_right(device: DeviceKey, typed: str) -> bool:
    """Whether this is the code. A wrong one is counted, fewer or more than six digits are not.

    It is counted first and forgiven if it was right, so that nobody waits for the costly check
    and of many guesses at once none is free.
    """
    try:
        pin = pins.read(typed)
    except pins.NotSixDigits:
        return False
    device.count_wrong(now=clock.now())
    db.session().commit()
    if not pins.is_right(pin, device.pin_hash):
        return False
    device.wrong_tries, device.rests_until = 0, None
    return True
