"""Subscriptions and messages for tests, each of them good unless told otherwise."""

from dataclasses import replace
from typing import Any

from app.core.push import PushMessage, Subscription, pad
from tests.support.push_service import Phone

ENDPOINT = "https://fcm.googleapis.com/fcm/send/dQw4w9WgXcQ:APA91b"


def subscription(endpoint: str = ENDPOINT) -> Subscription:
    """Return a subscription with fresh keys."""
    return Phone(endpoint).subscription


def message(to: str | Subscription = ENDPOINT, id: str = "1", **changes: Any) -> PushMessage:
    """Return a message to this endpoint or subscription."""
    to = subscription(to) if isinstance(to, str) else to
    good = PushMessage(id, to, pad(b'{"v":1}'), ttl=3600, urgency="normal", topic="ein-thema")
    return replace(good, **changes)
