"""Who is calling: our signature for push services (VAPID, RFC 8292).

One key pair for the whole installation. A new one would silence every subscription made before.
"""

import re
from datetime import datetime, timedelta

import py_vapid  # type: ignore[import-untyped, unused-ignore]
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from py_vapid.utils import b64urlencode  # type: ignore[import-untyped, unused-ignore]

from app.core.push.guard import origin_of

SIGNED_FOR = timedelta(hours=12)  # RFC 8292, 2 allows 24 h; our clock or theirs may be off
REUSED_FOR = timedelta(hours=6)
MOST_ORIGINS = 256  # signatures kept: Windows and Apple have many hosts, memory has an end

_HOST = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_SUBJECT = re.compile(
    rf"mailto:[A-Za-z0-9._%+-]+@{_HOST}|https://{_HOST}(/[A-Za-z0-9._~/-]*)?",
)


class UnusableVapidKey(ValueError):
    """Key or contact cannot be used to sign. The text says why and never repeats the key."""


class Vapid:
    """Signs with one key and one contact, and keeps each signature for a while. For one thread."""

    def __init__(self, private_key_pem: str, subject: str) -> None:
        """Take the key as PEM text and the contact that a push service may turn to.

        The contact is `mailto:…` or `https://…`. Raise `UnusableVapidKey`: the services refuse a
        contact they dislike only when a message is sent, each in its own words.
        """
        if not _SUBJECT.fullmatch(subject):
            raise UnusableVapidKey("the contact must be mailto:… or https://…, with a full host")
        self.subject = subject
        # Its own check of the contact refuses web addresses with a path; ours replaces it.
        self._signer = py_vapid.Vapid02(_load(private_key_pem), conf={"no-strict": True})
        self._signed: dict[str, tuple[datetime, str]] = {}

    @property
    def public_key_base64url(self) -> str:
        """The browser's `applicationServerKey`: 65 bytes, base64url without padding."""
        point = self._signer.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return str(b64urlencode(point))

    def header(self, endpoint: str, now: datetime) -> dict[str, str]:
        """Return the signed header for this endpoint, a new dict each time. `now` is aware.

        Raise `UnusableSubscription` if the endpoint is no web address.
        """
        return self.header_for_origin(origin_of(endpoint), now)

    def header_for_origin(self, origin: str, now: datetime) -> dict[str, str]:
        """Do the same for an endpoint that has been taken apart already."""
        signed_at, value = self._signed.get(origin, (None, ""))
        # A clock set back must not leave in use what was signed in the future.
        if signed_at is None or not timedelta(0) <= now - signed_at < REUSED_FOR:
            value = self._sign(origin, now)
            if len(self._signed) >= MOST_ORIGINS:
                self._signed.clear()
            self._signed[origin] = (now, value)
        return {"Authorization": value}

    def _sign(self, origin: str, now: datetime) -> str:
        # New claims for every signature: with a shared dict one service's audience goes to another.
        claims = {"aud": origin, "exp": int((now + SIGNED_FOR).timestamp()), "sub": self.subject}
        return str(self._signer.sign(claims)["Authorization"])


def generate_private_key() -> str:
    """Return a new private key as PEM text (PKCS 8, not encrypted)."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


def _load(pem: str) -> ec.EllipticCurvePrivateKey:
    # Not through py_vapid, which takes the text apart by itself and accepts any curve.
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError) as error:
        raise UnusableVapidKey("the private key is not readable PEM text") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise UnusableVapidKey("the private key is not one for P-256")
    return key
