"""From a notice to what goes on the wire: neutral words, fixed size, ids only.

One payload serves all browsers (Declarative Web Push): Safari shows it by itself, the others hand
it to our service worker.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.core import outside
from app.core.i18n import speaking
from app.core.push import LONGEST_TTL, PushMessage, Subscription, UnsendableMessage, pad
from app.domain.outbox import OutboxEntry, Topic
from app.domain.reminders import PushSubscription

TOPIC_LENGTH = 32  # characters; RFC 8030, 5.4
TAG_LENGTH = 16
WITHOUT_TIME = 2  # the level that says most without one
_URGENT = frozenset({Topic.MEETING_CHANGED, Topic.TEST})
_PATHS = {Topic.MESSAGE: "/messages", Topic.LETTER: "/letters", Topic.TEST: "/reminders"}


@dataclass(frozen=True)
class Sender:
    """What every parcel of this installation has in common. `key` makes tags nobody can guess."""

    app_name: str
    origin: str
    key: bytes = field(repr=False)

    def topic(self, entry: OutboxEntry) -> str:
        """Return the Topic: a later notice about the same thing replaces an earlier one."""
        meeting = entry.line_id or entry.entity_id
        about = {
            Topic.MEETING_SOON: f"meeting|{meeting.hex}",
            Topic.MEETING_CHANGED: f"meeting|{meeting.hex}",
            Topic.TEST: "test",
            Topic.ADDRESS: f"address|{entry.entity_id.hex}",
        }.get(entry.topic, "inbox")  # messages and letters share one line
        text = f"push-topic|{entry.person_id.hex}|{about}".encode()
        digest = hmac.digest(self.key, text, hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode()[:TOPIC_LENGTH]


@dataclass(frozen=True)
class Notice:
    """One entry that is to be told now, and how its reader likes to be told.

    `starts`: when the meetings begin that it speaks for, aware in their zone, the first one first.
    """

    entry: OutboxEntry
    language: str
    level: int
    starts: tuple[datetime, ...] = ()

    def line(self, *, now: datetime) -> str:
        """Return the one line for it, in the language spoken now, whichever way it goes."""
        return outside.line(self.entry.topic, self.level, starts=self.starts, now=now)


def payload(sender: Sender, notice: Notice, *, now: datetime) -> bytes:
    """Return the padded JSON, without day and time where they have no room beside a long name.

    Raises UnsendableMessage if name and address are far too long.
    """
    try:
        return _padded(sender, notice, now=now)
    except UnsendableMessage:
        return _padded(sender, replace(notice, level=min(notice.level, WITHOUT_TIME)), now=now)


def _padded(sender: Sender, notice: Notice, *, now: datetime) -> bytes:
    entry = notice.entry
    with speaking(notice.language) as spoken:
        body = notice.line(now=now)
    notification = {
        "title": sender.app_name,
        "body": body,
        "lang": spoken.tag,
        "dir": spoken.direction,
        "tag": sender.topic(entry)[:TAG_LENGTH],
        "navigate": sender.origin + _PATHS.get(entry.topic, "/"),
        "silent": True,
    }
    text = json.dumps(
        {"web_push": 8030, "notification": notification},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return pad(text.encode())


def subscription(phone: PushSubscription) -> Subscription:
    """Return where a phone is reached. Needs its owner's key."""
    return Subscription(phone.endpoint, phone.p256dh, phone.auth)


def parcel(
    sender: Sender, notice: Notice, phone: PushSubscription, body: bytes, *, now: datetime
) -> PushMessage:
    """Return the message for one phone. It waits at the push service while it is of use."""
    entry = notice.entry
    return PushMessage(
        id=phone.id.hex,
        subscription=subscription(phone),
        payload=body,
        ttl=min(max(0, int((entry.useful_until - now).total_seconds())), LONGEST_TTL),
        urgency="high" if _is_urgent(notice, now) else "normal",
        topic=sender.topic(entry),
    )


def _is_urgent(notice: Notice, now: datetime) -> bool:
    if notice.entry.topic in _URGENT:
        return True
    return any(each.date() == now.astimezone(each.tzinfo).date() for each in notice.starts)
