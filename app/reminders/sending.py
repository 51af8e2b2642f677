"""A batch on its way: to whom it may go now, in which order, and what each phone's service said."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog

from app.core.push import Answer, Outcome, PushMessage, service_of
from app.domain.delivery import LEFT_ALONE
from app.domain.outbox import OutboxEntry
from app.domain.reminders import PushSubscription
from app.domain.ways import OtherWay
from app.reminders.parcels import Notice, Sender, parcel, payload
from app.reminders.services import Services

log = structlog.get_logger()


class Carries(Protocol):
    """Whoever takes messages to the push services (core.push.Carrier)."""

    def send_all(self, messages: Iterable[PushMessage]) -> list[Answer]:
        """Return one answer for each message, in their order."""


@dataclass
class Round:
    """One line for one person: entries that share it, and where it still has to go."""

    entries: list[OutboxEntry]
    notice: Notice
    phones: list[PushSubscription]
    addresses: list[OtherWay] = field(default_factory=list)
    answers: list[tuple[uuid.UUID, Answer]] = field(default_factory=list)  # by phone or way
    held_until: list[datetime] = field(default_factory=list)  # services that are left alone


@dataclass(frozen=True)
class Going:
    """A message on its way: whose it is, and which push service takes it."""

    round: Round
    phone_id: uuid.UUID
    service: str
    message: PushMessage


def send(
    rounds: list[Round], carrier: Carries, sender: Sender, services: Services, *, now: datetime
) -> None:
    """Send each round to its phones and keep the answers in it.

    A service that was left alone gets one message first, and the others once it has taken that.
    """
    going: list[Going] = []
    behind_a_probe: defaultdict[str, list[Going]] = defaultdict(list)
    for each in (one for around in rounds for one in _parcels(around, sender, now=now)):
        held_until = services.held_until(each.service)
        if held_until is not None:
            each.round.held_until.append(held_until)
        elif services.is_probed(each.service):
            behind_a_probe[each.service].append(each)
        else:
            going.append(each)
    for service, waiting in behind_a_probe.items():
        tried = 0
        while tried < len(waiting):
            tried += 1
            if _carry(carrier, waiting[tried - 1 : tried], services):
                break
        if services.takes(service):
            going += waiting[tried:]
        else:
            for each in waiting[tried:]:
                each.round.held_until.append(now + LEFT_ALONE)
    _carry(carrier, going, services)


def _parcels(around: Round, sender: Sender, *, now: datetime) -> list[Going]:
    try:
        body = payload(sender, around.notice, now=now)
        return [
            Going(
                around,
                phone.id,
                service_of(phone.endpoint),
                parcel(sender, around.notice, phone, body, now=now),
            )
            for phone in around.phones
        ]
    except Exception as error:  # noqa: BLE001 - one person's broken row must not stop the rest
        # Without its message and trace: they could quote what must not be in a log.
        log.error("parcel_not_ready", kind=type(error).__name__)  # noqa: TRY400
        around.answers = [(p.id, Answer(p.id.hex, Outcome.OUR_FAULT)) for p in around.phones]
        return []


def _carry(carrier: Carries, going: Sequence[Going], services: Services) -> bool:
    """Send, and take in the answers. Return whether one tells something of its service."""
    answers = carrier.send_all([each.message for each in going]) if going else []
    told = False
    for each, answer in zip(going, answers, strict=True):
        each.round.answers.append((each.phone_id, answer))
        told = services.heard(each.service, answer) or told
    return told
