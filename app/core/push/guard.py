"""Which push endpoint may be called, and which subscription can be encrypted for.

An endpoint is text from a stranger's browser that makes our server send a request. Its name is
checked here, against a list; the address behind the name is checked again at every connect
(`line.py`, `address.py`), because the name may lead somewhere else by then.
"""

import base64
import binascii
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives.asymmetric import ec

#: The push services of Chrome and Edge, Firefox, Safari and Windows. A leading dot means "any host
#: below", no dot means "this host and no other".
KNOWN_PUSH_HOSTS = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    ".push.services.mozilla.com",
    "web.push.apple.com",
    ".push.apple.com",
    ".notify.windows.com",
)

LONGEST_ENDPOINT = 2048  # characters; real ones have 150 to 700
KEY_SIZE = 65  # bytes: one uncompressed point on P-256 (RFC 8291, 3.1)
AUTH_SIZE = 16  # bytes (RFC 8291, 3.2)

# Only what a browser writes: plain ASCII, no user, no fragment, no brackets. Two parsers read this
# text, Python's and libcurl's; what they could understand differently is not let through.
_ENDPOINT = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,9})"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"/[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+={0,2}")
_LABEL = r"[a-z0-9-]{1,63}"
_LISTED_HOST = re.compile(rf"\.?{_LABEL}(?:\.{_LABEL})+")  # never a whole top-level domain
_PRIVATE_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


class UnusableSubscription(ValueError):
    """We must not, or can not, send to it. The text says why and never repeats the endpoint."""


@dataclass(frozen=True)
class Subscription:
    """What the browser gave us (`PushSubscription.toJSON()`): one phone's address and public key.

    Whoever knows the endpoint knows the phone, so neither it nor the keys appear in a log.
    """

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)


@dataclass(frozen=True)
class Target:
    """A subscription, checked and taken apart.

    `is_private`: the operator has named this host as one of their own. `public_key` and `secret`
    are what a message is encrypted for.
    """

    origin: str
    host: str
    is_private: bool
    public_key: ec.EllipticCurvePublicKey = field(repr=False)
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Guard:
    """The hosts that may be called; made by `Guard.of`."""

    exact: frozenset[str]
    below: tuple[str, ...]
    private: frozenset[str]
    allow_insecure: bool

    @classmethod
    def of(
        cls,
        hosts: Collection[str],
        *,
        allow_private: Collection[str] = (),
        allow_insecure: bool = False,
    ) -> Self:
        """Build from names as in `KNOWN_PUSH_HOSTS`: https, port 443, on the open internet.

        `allow_private` names, one by one, the operator's own push services: any port and address,
        and plain http where `allow_insecure` says so too (tests and development). Raise ValueError
        for an entry that is no host name.
        """
        listed = [_entry(host, _LISTED_HOST) for host in hosts]
        return cls(
            exact=frozenset(name for name in listed if not name.startswith(".")),
            below=tuple(name for name in listed if name.startswith(".")),
            private=frozenset(_entry(host, _PRIVATE_HOST) for host in allow_private),
            allow_insecure=allow_insecure,
        )

    def check(self, subscription: Subscription) -> Target:
        """Return where to send. Raise `UnusableSubscription`."""
        scheme, host, port = split_endpoint(subscription.endpoint)
        is_private = host in self.private
        if scheme != "https" and not (is_private and self.allow_insecure):
            raise UnusableSubscription("the endpoint is not https")
        if not is_private:
            if port != _DEFAULT_PORTS["https"]:
                raise UnusableSubscription("the endpoint names another port than 443")
            if host not in self.exact and not host.endswith(self.below):
                raise UnusableSubscription("the endpoint is not at a push service we know")
        origin = _origin(scheme, host, port)
        return Target(origin, host, is_private, *_read_keys(subscription))


def check_subscription(
    subscription: Subscription,
    *,
    hosts: Collection[str] = KNOWN_PUSH_HOSTS,
    allow_private: Collection[str] = (),
    allow_insecure: bool = False,
) -> None:
    """Raise `UnusableSubscription` unless we may and can send to it. Parameters: `Guard.of`."""
    Guard.of(hosts, allow_private=allow_private, allow_insecure=allow_insecure).check(subscription)


def split_endpoint(endpoint: str) -> tuple[str, str, int]:
    """Return scheme, lower-case host and port.

    Raise `UnusableSubscription` for anything a browser would not write.
    """
    parts = _ENDPOINT.fullmatch(endpoint) if len(endpoint) <= LONGEST_ENDPOINT else None
    if parts is None:
        raise UnusableSubscription("the endpoint is not a plain web address")
    scheme = parts["scheme"]
    return scheme, parts["host"].lower(), int(parts["port"] or _DEFAULT_PORTS[scheme])


def origin_of(endpoint: str) -> str:
    """Return the origin (RFC 6454, 6.2). Raise `UnusableSubscription` as `split_endpoint` does."""
    return _origin(*split_endpoint(endpoint))


def service_of(endpoint: str) -> str:
    """Name the push service at the endpoint: all hosts below a known name are one service.

    Raise `UnusableSubscription` as `split_endpoint` does.
    """
    scheme, host, port = split_endpoint(endpoint)
    families = (entry for entry in KNOWN_PUSH_HOSTS if entry.startswith("."))
    for family in families:
        if host.endswith(family):
            return family.removeprefix(".")
    return _origin(scheme, host, port).partition("//")[2]


def _origin(scheme: str, host: str, port: int) -> str:
    return f"{scheme}://{host}" + ("" if port == _DEFAULT_PORTS[scheme] else f":{port}")


def _read_keys(subscription: Subscription) -> tuple[ec.EllipticCurvePublicKey, bytes]:
    # The library checks nothing of this; it fails, or sends rubbish, when it encrypts.
    try:
        point = _decode(subscription.p256dh)
        secret = _decode(subscription.auth)
        # The size first: the same point in its short form would pass, and no browser could open it.
        fits = len(point) == KEY_SIZE and len(secret) == AUTH_SIZE
        public_key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise UnusableSubscription("the keys of the subscription cannot be read") from error
    if not fits:
        raise UnusableSubscription("the keys of the subscription have the wrong size")
    return public_key, secret


def _decode(text: str) -> bytes:
    # base64url, with or without padding (RFC 4648, 5); Python would skip any other character.
    if not _BASE64URL.fullmatch(text):
        raise ValueError("not base64url")
    bare = text.rstrip("=")
    try:
        return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except binascii.Error as error:
        raise ValueError("not base64url") from error


def _entry(host: str, form: re.Pattern[str]) -> str:
    name = host.lower() if host.isascii() else host.encode("idna").decode("ascii")
    if not form.fullmatch(name):
        raise ValueError(f"not the name of a push host: {host!r}")
    return name
