"""What goes on the wire: one encrypted body and its headers (RFC 8030, 8188, 8291)."""

import re
from dataclasses import dataclass, field

from app.core.push.guard import Subscription, Target

PLAINTEXT_SIZE = 256  # bytes, always: encrypted, the length would still tell letter from reminder
BODY_SIZE = 86 + PLAINTEXT_SIZE + 1 + 16  # bytes: header, text, delimiter, tag (RFC 8188, 2)
LONGEST_TTL = 28 * 24 * 3600  # seconds; no service keeps a message longer (RFC 8030, 5.2)
URGENCIES = frozenset({"very-low", "low", "normal", "high"})  # RFC 8030, 5.3

#: Declarative Web Push: Safari shows it without our worker, the others give it to the worker.
DECLARATIVE = "application/notification+json"

_TOPIC = re.compile(r"[A-Za-z0-9_-]{0,32}")  # RFC 8030, 5.4
_CONTENT_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")


class UnsendableMessage(ValueError):
    """The message breaks a rule of the protocol: our mistake, not the phone's."""


@dataclass(frozen=True)
class PushMessage:
    """One message for one phone.

    `id` is ours and comes back in the answer; it is not sent. `payload` comes from `pad`. `ttl`:
    how many seconds the push service keeps it for a phone that is off. `topic`: a later message
    with the same one replaces this one while it waits; empty for none.
    """

    id: str
    subscription: Subscription
    payload: bytes = field(repr=False)
    ttl: int
    urgency: str
    topic: str = field(repr=False)
    content_type: str = DECLARATIVE


def pad(json_bytes: bytes) -> bytes:
    """Return the JSON with spaces behind it, 256 bytes in all.

    Raise `UnsendableMessage` if it is longer, or empty.
    """
    if not 0 < len(json_bytes) <= PLAINTEXT_SIZE:
        raise UnsendableMessage(f"a message has 1 to {PLAINTEXT_SIZE} bytes, not {len(json_bytes)}")
    return json_bytes.ljust(PLAINTEXT_SIZE)


def encrypt(payload: bytes, target: Target) -> bytes:
    """Return the body, 359 bytes, under a fresh key pair and salt (RFC 8291, aes128gcm).

    Raise `UnsendableMessage` for a payload that is not padded.
    """
    if len(payload) != PLAINTEXT_SIZE:
        raise UnsendableMessage("the payload has not been padded")
    # Here, not above: it brings 13 MB and half a second that only the sending process needs.
    import pywebpush  # type: ignore[import-untyped, unused-ignore]

    # The keys have been read and checked; given as text they would be read twice more.
    pusher = pywebpush.WebPusher({"endpoint": target.origin})
    pusher.receiver_key, pusher.auth_key = target.public_key, target.secret
    return bytes(pusher.encode(payload)["body"])


def request_headers(message: PushMessage, signature: dict[str, str]) -> list[str]:
    """Return the header lines of the request.

    Raise `UnsendableMessage` for a value the protocol does not know, so no line break gets in.
    """
    if not 0 <= message.ttl <= LONGEST_TTL:
        raise UnsendableMessage("the time to live is not between 0 s and 28 days")
    if message.urgency not in URGENCIES:
        raise UnsendableMessage("the urgency is not one of RFC 8030")
    if not _TOPIC.fullmatch(message.topic) or not _CONTENT_TYPE.fullmatch(message.content_type):
        raise UnsendableMessage("the topic or the content type has a forbidden character")
    lines = [
        f"TTL: {message.ttl}",
        f"Urgency: {message.urgency}",
        f"Content-Type: {message.content_type}",
        "Content-Encoding: aes128gcm",
    ]
    if message.topic:
        lines.append(f"Topic: {message.topic}")
    return lines + [f"{name}: {value}" for name, value in signature.items()]
