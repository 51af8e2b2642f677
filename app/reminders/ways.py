"""The same line by e-mail and SMS: to confirmed addresses only, and nothing besides that line.

The code that confirms an address is the one exception: it is what such a message is for.
"""

import hashlib
import hmac
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import outside
from app.core.i18n import speaking
from app.core.mail import Mail, Mailer, MailServer
from app.core.phone import international
from app.core.push import Answer, Outcome
from app.core.settings import Settings
from app.core.sms import Gateway, Sms
from app.domain.outbox import OutboxEntry, Topic
from app.domain.ways import WRITTEN, OtherWay, Way
from app.reminders.parcels import Notice, Sender

ID_LENGTH = 32  # hexadecimal digits

log = structlog.get_logger()

Addresses = dict[uuid.UUID, list[OtherWay]]


class CarriesMail(Protocol):
    """Whoever takes e-mails to the operator's server (core.mail.Mailer)."""

    def send_all(self, mails: Sequence[Mail], *, now: datetime) -> list[Answer]:
        """Return one answer for each, in their order."""


class CarriesSms(Protocol):
    """Whoever takes SMS to the operator's gateway (core.sms.Gateway)."""

    def send_all(self, texts: Sequence[Sms]) -> list[Answer]:
        """Return one answer for each, in their order."""


def offered(settings: Settings) -> frozenset[Way]:
    """Return the ways there are in this installation: a call always, others where set up."""
    by_mail = {Way.EMAIL} if settings.smtp_url else set()
    by_sms = {Way.SMS} if settings.sms_webhook else set()
    return frozenset({Way.CALL} | by_mail | by_sms)


def addresses(session: Session, people: Collection[uuid.UUID]) -> Addresses:
    """Read where these people are written to, in one statement however many they are."""
    found: defaultdict[uuid.UUID, list[OtherWay]] = defaultdict(list)
    chosen = select(OtherWay).where(OtherWay.participant_id.in_(people), OtherWay.way.in_(WRITTEN))
    for each in session.scalars(chosen):
        found[each.participant_id].append(each)
    return found


def for_entry(known: Addresses, entry: OutboxEntry) -> list[OtherWay]:
    """Return which of them this entry goes to."""
    mine = known.get(entry.person_id, [])
    if entry.topic is Topic.TEST:  # it is about one device
        return []
    if entry.topic is Topic.ADDRESS:
        return [each for each in mine if each.id == entry.entity_id and not each.confirmed_at]
    return [each for each in mine if each.is_open]


@dataclass(frozen=True)
class Post:
    """The two roads beside the push services; None where the operator set up none."""

    sender: Sender
    mailer: CarriesMail | None
    gateway: CarriesSms | None

    @classmethod
    def of(cls, settings: Settings, sender: Sender, *, stopping: Callable[[], bool]) -> "Post":
        """Return the roads that the settings name; nothing goes there once `stopping()`."""
        mailer, gateway = None, None
        if settings.smtp_url:
            server = MailServer.of(settings.smtp_url, allow_plain=settings.smtp_plain)
            mailer = Mailer(
                server, sender=settings.smtp_from, name=settings.app_name, stopping=stopping
            )
        if settings.sms_webhook:
            gateway = Gateway(
                settings.sms_webhook,
                settings.sms_secret,
                allow_insecure=settings.sms_insecure,
                stopping=stopping,
            )
        return cls(sender, mailer, gateway)

    def send_all(
        self, told: Sequence[tuple[Notice, OtherWay]], *, now: datetime
    ) -> dict[tuple[uuid.UUID, uuid.UUID], Answer]:
        """Carry each notice to its address; return the answers by entry and way."""
        mails: list[tuple[Mail, tuple[uuid.UUID, uuid.UUID]]] = []
        texts: list[tuple[Sms, tuple[uuid.UUID, uuid.UUID]]] = []
        answers = {}
        for notice, way in told:
            mark = (notice.entry.id, way.id)
            # What cannot be made ready, or has no road, stays and is told once that is mended.
            answers[mark] = Answer(way.id.hex, Outcome.OUR_FAULT)
            try:
                if way.way is Way.EMAIL and self.mailer:
                    mails.append((self._mail(notice, way, now=now), mark))
                elif way.way is Way.SMS and self.gateway:
                    texts.append((self._sms(notice, way, now=now), mark))
            except Exception as error:  # noqa: BLE001 - one broken row must not stop the rest
                # Without its message and trace: they could quote what must not be in a log.
                log.error("line_not_ready", kind=type(error).__name__)  # noqa: TRY400
        if self.mailer and mails:
            sent = self.mailer.send_all([mail for mail, _mark in mails], now=now)
            answers |= zip((mark for _mail, mark in mails), sent, strict=True)
        if self.gateway and texts:
            sent = self.gateway.send_all([sms for sms, _mark in texts])
            answers |= zip((mark for _sms, mark in texts), sent, strict=True)
        return answers

    def _mail(self, notice: Notice, way: OtherWay, *, now: datetime) -> Mail:
        with speaking(notice.language) as spoken:
            line = _line(notice, way, now=now)
        return Mail(
            id=self._id(notice, way),
            to=way.address,
            subject=self.sender.app_name,
            # The plain address of the app: nothing in it knows who opens it.
            text=f"{line}\n\n{self.sender.origin}\n",
            language=spoken.tag,
        )

    def _sms(self, notice: Notice, way: OtherWay, *, now: datetime) -> Sms:
        with speaking(notice.language):
            line = _line(notice, way, now=now)
        text = f"{self.sender.app_name}: {line}"
        return Sms(id=self._id(notice, way), to=international(way.address), text=text)

    def _id(self, notice: Notice, way: OtherWay) -> str:
        text = f"way|{notice.entry.id.hex}|{way.id.hex}".encode()
        return hmac.new(self.sender.key, text, hashlib.sha256).hexdigest()[:ID_LENGTH]


def _line(notice: Notice, way: OtherWay, *, now: datetime) -> str:
    if notice.entry.topic is Topic.ADDRESS:
        return outside.code(way.code)
    return notice.line(now=now)


def note_gone(session: Session, way_id: uuid.UUID, *, now: datetime) -> None:
    """Do not write to an address that is not known there; its owner reads so on the page."""
    way = session.get(OtherWay, way_id)
    if way is not None:
        way.gone_at = now
