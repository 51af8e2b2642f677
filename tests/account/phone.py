"""Somebody's phone, without a browser: it has cookies, an address, a passkey and a device key.

    phone = Phone(app)
    phone.scan(card).answer()                # the questions of the first day
    phone.make_passkey()                     # now the person is in
    phone.come_back(uv=False)                # signs in, lying about one thing

Every request starts from nothing but its cookies, as in a real server.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any, Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.authenticator import Authenticator, to_bytes, to_text
from tests.visit import Client

CODE = "739214"


@dataclass(frozen=True)
class Paper:
    """What is printed on a card."""

    secret: str
    number: str = ""


class DeviceKey:
    """The key that a browser keeps in IndexedDB: P-256, signatures as WebCrypto gives them."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.device = uuid.uuid4().hex

    def public(self) -> str:
        """The public half as the page sends it (SubjectPublicKeyInfo)."""
        der = self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return to_text(der)

    def sign(self, challenge: str) -> str:
        """Sign a challenge: r and s side by side (IEEE P1363)."""
        r, s = decode_dss_signature(self.key.sign(to_bytes(challenge), ec.ECDSA(hashes.SHA256())))
        return to_text(r.to_bytes(32) + s.to_bytes(32))


class Phone:
    """A browser on a phone, driven request by request."""

    def __init__(self, app: Flask, address: str = "198.51.100.7", language: str = "de") -> None:
        self.app = app
        app.test_client_class = Client
        self.client: FlaskClient = app.test_client()
        self.around = {"REMOTE_ADDR": address}
        self.headers = {"Accept-Language": language}
        self.authenticator = Authenticator()
        self.device_key = DeviceKey()

    # -- plain requests

    def get(self, path: str) -> TestResponse:
        """Open a page and follow no redirect."""
        return self.client.get(path, environ_overrides=self.around, headers=self.headers)

    def token(self) -> str:
        """Return the token of a form this browser was shown."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/language").text)
        assert found
        return found[1]

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form."""
        data = {"csrf_token": self.token(), **fields}
        return self.client.post(
            path, data=data, environ_overrides=self.around, headers=self.headers
        )

    def send(self, path: str, body: Any = None, **raw: Any) -> TestResponse:
        """Send JSON as our scripts do; `data=` sends bytes instead."""
        given = raw or {"json": {} if body is None else body}
        headers = {**self.headers, "X-CSRFToken": self.token()}
        return self.client.post(path, headers=headers, environ_overrides=self.around, **given)

    @property
    def is_in(self) -> bool:
        """Whether somebody is signed in in this browser."""
        return self.get("/settings/devices").status_code == 200

    def cookies(self) -> dict[str, str]:
        """Return the cookies, as somebody could copy them."""
        kept: Any = self.client._cookies
        return {each.key: each.value for each in kept.values()}

    def copy(self) -> Phone:
        """Return another browser with copies of this one's cookies."""
        other = Phone(self.app, self.around["REMOTE_ADDR"])
        for name, value in self.cookies().items():
            other.client.set_cookie(name, value)
        other.authenticator, other.device_key = self.authenticator, self.device_key
        return other

    # -- the first day

    def type_card(self, number: str) -> TestResponse:
        """Type the digits."""
        return self.post("/card", number=number, secret="")

    def scan(self, card: Paper) -> Self:
        """Scan the code; the card must fit."""
        answer = self.post("/card", number="", secret=card.secret)
        assert answer.status_code == 303, answer.text
        return self

    def answer(self, meetings: str = "yes", letters: str = "yes", use: str = "own") -> Self:
        """Answer the three questions."""
        for path, name, value in (
            ("/start/agreement/store_meetings", "answer", meetings),
            ("/start/agreement/store_letters", "answer", letters),
            ("/start/phone", "use", use),
        ):
            answer = self.post(path, **{name: value})
            assert answer.status_code == 303, answer.text
        return self

    # -- passkeys

    def new_passkey_options(self) -> dict[str, Any]:
        """Ask for what is needed to make a passkey."""
        answer = self.send("/passkey-registrations")
        assert answer.status_code == 200, answer.text
        options: dict[str, Any] = answer.json
        return options

    def make_passkey(self, **lies: Any) -> TestResponse:
        """Make a passkey and send it."""
        answer = self.authenticator.register(self.new_passkey_options(), **lies)
        return self.send("/passkeys", answer)

    def sign_in_options(self) -> dict[str, Any]:
        """Ask for what is needed to come back with a passkey."""
        options: dict[str, Any] = self.send("/passkey-challenges").json
        return options

    def come_back(self, **lies: Any) -> TestResponse:
        """Come back with the passkey."""
        return self.send(
            "/passkey-sign-ins", self.authenticator.sign_in(self.sign_in_options(), **lies)
        )

    # -- code for this phone

    def device_challenge(self) -> str:
        """Ask for what the device key signs."""
        challenge: str = self.send("/device-challenges").json["challenge"]
        return challenge

    def make_code(self, code: str = CODE, *, again: bool = False) -> TestResponse:
        """Make a device key with a code; `again` sends the same key, as after a lost answer."""
        self.device_key = self.device_key if again else DeviceKey()
        key = {"device": self.device_key.device, "public_key": self.device_key.public()}
        return self.send("/device-keys", {**key, "pin": code})

    def come_back_with_code(self, code: str = CODE, **lies: Any) -> TestResponse:
        """Come back with the device key and a code."""
        challenge = lies.pop("challenge", None) or self.device_challenge()
        signed = lies.pop("signature", None) or self.device_key.sign(challenge)
        body = {"device": self.device_key.device, "challenge": challenge, "signature": signed}
        return self.send("/device-sign-ins", {**body, "pin": code, **lies})
