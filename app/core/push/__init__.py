"""Carrying a web push message: which endpoint may be called, encrypting, signing, sending.

Knows no Flask, no database and no words. What must be told to whom is a row in the outbox; this
only carries it and says what became of it.
"""

from app.core.push.answer import LONGEST_PAUSE, Answer, Outcome
from app.core.push.carrier import Carrier
from app.core.push.guard import (
    KNOWN_PUSH_HOSTS,
    Subscription,
    UnusableSubscription,
    check_subscription,
    origin_of,
    service_of,
)
from app.core.push.message import (
    DECLARATIVE,
    LONGEST_TTL,
    PLAINTEXT_SIZE,
    PushMessage,
    UnsendableMessage,
    pad,
)
from app.core.push.vapid import UnusableVapidKey, Vapid, generate_private_key

__all__ = [
    "DECLARATIVE",
    "KNOWN_PUSH_HOSTS",
    "LONGEST_PAUSE",
    "LONGEST_TTL",
    "PLAINTEXT_SIZE",
    "Answer",
    "Carrier",
    "Outcome",
    "PushMessage",
    "Subscription",
    "UnsendableMessage",
    "UnusableSubscription",
    "UnusableVapidKey",
    "Vapid",
    "check_subscription",
    "generate_private_key",
    "origin_of",
    "pad",
    "service_of",
]
