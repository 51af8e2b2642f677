"""A passkey authenticator without a browser: what `navigator.credentials` would answer, as JSON.

    phone = Authenticator()
    answer = phone.register(options)                 # options as our server sends them
    answer = phone.sign_in(options, uv=False)        # anything may be wrong on purpose

Keys are ES256, attestation is "none" (WebAuthn level 3, 6.1, 6.5, 8.7). Whatever a keyword names is
said in the answer and signed, so that a test can lie about exactly one thing.
"""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

UP, UV, BE, BS, AT = 0x01, 0x04, 0x08, 0x10, 0x40  # bits of the flags byte


def to_text(data: bytes) -> str:
    """Encode as base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    """Decode base64url."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Credential:
    """One passkey: its id, its key, whose it is, how often it was used (0: a synced passkey)."""

    id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    handle: bytes = b""
    counter: int = 0

    def cose(self) -> dict[int, Any]:
        """Return the public key as a COSE map (RFC 9053, 7.1.1)."""
        numbers = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}


@dataclass
class Authenticator:
    """Somebody's phone at one origin, with the passkey it made last."""

    origin: str = "http://localhost:8000"
    rp_id: str = "localhost"
    passkey: Credential = field(default_factory=Credential)

    def register(self, options: dict[str, Any], **lies: Any) -> dict[str, Any]:
        """Make a passkey and return what `create()` answers."""
        self.passkey = lies.pop("passkey", None) or Credential()
        self.passkey.handle = to_bytes(options["user"]["id"])
        cose = lies.pop("cose", None) or cbor2.dumps(self.passkey.cose())
        length = len(self.passkey.id).to_bytes(2)
        attested = bytes(15) + b"\1" + length + self.passkey.id + cose
        fmt, statement = lies.pop("fmt", "none"), lies.pop("statement", {})
        client, data = self._said("webauthn.create", options, lies, attested)
        attestation = cbor2.dumps({"fmt": fmt, "attStmt": statement, "authData": data})
        return self._answer({"clientDataJSON": client, "attestationObject": attestation})

    def sign_in(self, options: dict[str, Any], **lies: Any) -> dict[str, Any]:
        """Return what `get()` answers with the passkey."""
        self.passkey.counter = lies.get("counter", self.passkey.counter)
        handle = lies.pop("handle", self.passkey.handle)
        key = lies.pop("key", self.passkey.key)
        client, data = self._said("webauthn.get", options, lies)
        signed = data + hashlib.sha256(client).digest()
        signature = key.sign(signed, ec.ECDSA(hashes.SHA256()))
        answer = self._answer(
            {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        )
        answer["response"]["userHandle"] = None if handle is None else to_text(handle)
        return answer

    def _said(
        self, kind: str, options: dict[str, Any], lies: dict[str, Any], attested: bytes = b""
    ) -> tuple[bytes, bytes]:
        """Return clientDataJSON and authenticator data, both with the lies a test asked for."""
        client = {
            "type": lies.pop("type", kind),
            "challenge": lies.pop("challenge", options["challenge"]),
            "origin": lies.pop("origin", self.origin),
            "crossOrigin": lies.pop("cross_origin", False),
        }
        bits = {"up": UP, "uv": UV, "be": BE, "bs": BS}
        flags = sum(bit for name, bit in bits.items() if lies.pop(name, True))
        counter = lies.pop("counter", self.passkey.counter)
        rp_id = hashlib.sha256(lies.pop("rp_id", self.rp_id).encode()).digest()
        assert not lies, f"nothing can lie about {sorted(lies)}"
        data = rp_id + bytes([flags | (AT if attested else 0)]) + counter.to_bytes(4) + attested
        return json.dumps(client).encode(), data

    def _answer(self, response: dict[str, bytes]) -> dict[str, Any]:
        said = {name: to_text(value) for name, value in response.items()}
        name = to_text(self.passkey.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": said}
