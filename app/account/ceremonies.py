"""Passkeys and device keys: the only file that speaks WebAuthn.

User verification is required and credentials are discoverable. What the library leaves to us is
done here (user handle, other sites' frames, whether a new key can check anything) and by the
callers of this file (a challenge is used once, counters, a credential id belongs to one person).
"""

import base64
import json
from dataclasses import dataclass
from typing import Any

import webauthn
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    options_to_json_dict,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.core.settings import Settings

LONGEST_ID = 1023  # bytes of a credential id (WebAuthn level 3, 7.1)


class NotProven(Exception):
    """The answer does not prove what it should."""


# What parsers of JSON, base64, CBOR, keys and signatures raise for input that was made to hurt.
_UNREADABLE = (
    WebAuthnException, InvalidSignature, UnsupportedAlgorithm, ValueError, LookupError, TypeError,
    AttributeError, ArithmeticError, RecursionError,
)  # fmt: skip


@dataclass(frozen=True)
class NewPasskey:
    """What a finished registration gives."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def registration_options(
    settings: Settings, *, handle: bytes, challenge: bytes, existing: list[bytes]
) -> dict[str, Any]:
    """Return what the browser needs to make a passkey.

    The account name is the neutral app name: password managers and shared key chains show it.
    """
    options = webauthn.generate_registration_options(
        rp_id=settings.host,
        rp_name=settings.app_name,
        user_id=handle,
        user_name=settings.app_name,
        user_display_name=settings.app_name,
        challenge=challenge,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in existing],
    )
    return dict(options_to_json_dict(options))


def finish_registration(
    settings: Settings, credential: dict[str, Any], *, challenge: bytes
) -> NewPasskey:
    """Return the new passkey. Raises NotProven."""
    try:
        verified = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=settings.host,
            expected_origin=settings.origin,
            require_user_verification=True,
        )
        decoded_public_key_to_cryptography(
            decode_credential_public_key(verified.credential_public_key)
        )
    except _UNREADABLE as error:
        raise NotProven from error
    if len(verified.credential_id) > LONGEST_ID:
        raise NotProven
    return NewPasskey(verified.credential_id, verified.credential_public_key, verified.sign_count)


def authentication_options(settings: Settings, *, challenge: bytes) -> dict[str, Any]:
    """Return what the browser needs to sign in with any passkey it has for this app."""
    options = webauthn.generate_authentication_options(
        rp_id=settings.host,
        challenge=challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options_to_json_dict(options))


def credential_id_of(credential: dict[str, Any]) -> bytes:
    """Return the credential id an answer speaks of. Raises NotProven."""
    try:
        return base64url_to_bytes(credential["rawId"])
    except _UNREADABLE as error:
        raise NotProven from error


def finish_authentication(
    settings: Settings,
    credential: dict[str, Any],
    *,
    challenge: bytes,
    public_key: bytes,
    handle: bytes,
) -> int:
    """Return the authenticator's counter; the caller decides about one that went backwards.

    Raises NotProven, also if the answer names another user handle.
    """
    try:
        named = credential["response"].get("userHandle")
        if named is None or base64url_to_bytes(named) != handle:
            raise NotProven
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=settings.host,
            expected_origin=settings.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except _UNREADABLE as error:
        raise NotProven from error
    return verified.new_sign_count


def check_device_signature(public_key: bytes, signature: str, *, challenge: bytes) -> None:
    """Check that the browser's own P-256 key signed the challenge. Raises NotProven.

    WebCrypto gives r and s side by side, 32 bytes each (IEEE P1363).
    """
    try:
        raw = base64url_to_bytes(signature)
        key = load_der_public_key(public_key)
        if len(raw) != 64 or not isinstance(key, ec.EllipticCurvePublicKey):
            raise NotProven
        der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
        key.verify(der, challenge, ec.ECDSA(hashes.SHA256()))
    except _UNREADABLE as error:
        raise NotProven from error


def read_device_key(encoded: str) -> bytes:
    """Return the DER of a new device key. Raises NotProven unless it is a key on P-256."""
    try:
        der = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        key = load_der_public_key(der)
    except _UNREADABLE as error:
        raise NotProven from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise NotProven
    return der


def challenge_in(credential: dict[str, Any]) -> bytes:
    """Return the challenge an answer claims to answer: only to look up whether we asked it.

    Raises NotProven, also for an answer from inside another site's frame: we are in none.
    """
    try:
        client = json.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))
        if client.get("crossOrigin"):
            raise NotProven
        return base64url_to_bytes(client["challenge"])
    except _UNREADABLE as error:
        raise NotProven from error


def as_text(challenge: bytes) -> str:
    """Return a challenge as base64url text for the browser."""
    return bytes_to_base64url(challenge)


def from_text(challenge: str) -> bytes:
    """Return the challenge a browser sent back. Raises NotProven."""
    try:
        return base64url_to_bytes(challenge)
    except ValueError as error:
        raise NotProven from error
