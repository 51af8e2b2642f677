"""From the outbox to the phone: claim what is due, look once more, send, note what became of it.

A claim is a lease in the database, so any number of workers on any number of machines is safe. What
a worker that dies has sent and not noted is sent again with the same Topic and tag: the phone shows
it once.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from flask import Flask
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.core.push import Answer, Outcome, PushMessage
from app.domain.outbox import (
    LEASE,
    REPAIR_PAUSE,
    Heartbeat,
    OutboxEntry,
    State,
    Topic,
    wait_after,
)
from app.domain.reminders import PushSubscription
from app.reminders.looking import Facts, Wait, facts, look
from app.reminders.parcels import Notice, Sender, parcel, payload

BATCH = 50
WORKER = "deliver"
_ALARMING = frozenset({Outcome.OUR_FAULT, Outcome.BLOCKED})

log = structlog.get_logger()


class Carries(Protocol):
    """Whoever takes messages to the push services (core.push.Carrier)."""

    def send_all(self, messages: Iterable[PushMessage]) -> list[Answer]:
        """Return one answer for each message, in their order."""


@dataclass
class Round:
    """One line on one person's phones: entries that share it, and where it still has to go."""

    entries: list[OutboxEntry]
    notice: Notice
    phones: list[PushSubscription]
    answers: list[tuple[uuid.UUID, Answer]] = field(default_factory=list)  # by subscription


def deliver_due(app: Flask, carrier: Carries, *, now: datetime) -> int:
    """Tell everything that is due at `now` (aware). Return how many entries were taken on.

    Needs the app's context, for people's keys.
    """
    engine, sender = app.extensions["engine"], _sender(app)
    with Session(engine) as session, session.begin():
        session.merge(Heartbeat(worker=WORKER, beat_at=now))
    count = 0
    while True:
        lease = uuid.uuid4()
        with Session(engine, expire_on_commit=False) as session, session.begin():
            entries = _claim(session, lease, now=now)
            app.extensions["keys"].load({entry.person_id for entry in entries})
            rounds = _rounds(entries, facts(session, entries, now=now), sender, now=now)
        _send(rounds, carrier, sender, now=now)
        with Session(engine) as session, session.begin():
            _note(session, rounds, lease, now=now)
        count += len(entries)
        if len(entries) < BATCH:
            return count


def _sender(app: Flask) -> Sender:
    settings, secrets = app.extensions["settings"], app.extensions["secrets"]
    return Sender(settings.app_name, settings.origin, secrets.pepper)


def _claim(session: Session, lease: uuid.UUID, *, now: datetime) -> list[OutboxEntry]:
    due = (
        select(OutboxEntry)
        .where(
            or_(
                and_(OutboxEntry.state == State.DUE, OutboxEntry.due_at <= now),
                and_(OutboxEntry.state == State.LEASED, OutboxEntry.leased_until <= now),
            )
        )
        .order_by(OutboxEntry.due_at)
        .with_for_update(skip_locked=True)  # SQLite has one writer at a time anyway
    )
    entries = list(session.scalars(due.limit(BATCH)))
    if len(entries) == BATCH:
        # What else is due for the same people comes along: a line is told once, not once a batch.
        people = {entry.person_id for entry in entries}
        others = OutboxEntry.id.not_in([entry.id for entry in entries])
        entries += session.scalars(due.where(OutboxEntry.person_id.in_(people), others))
    for entry in entries:
        entry.state, entry.lease, entry.leased_until = State.LEASED, lease, now + LEASE
    return entries


def _rounds(
    entries: Sequence[OutboxEntry], known: Facts, sender: Sender, *, now: datetime
) -> list[Round]:
    """Look once more at each entry, and put together those that share a line on the phone."""
    together: defaultdict[str, list[OutboxEntry]] = defaultdict(list)
    for entry in entries:
        verdict = look(entry, known, now=now)
        if isinstance(verdict, Wait):
            entry.useful_until = verdict.until
            entry.put_back(due_at=verdict.due, now=now)
        elif verdict:
            together[sender.topic(entry)].append(entry)
        else:
            entry.end(State.DROPPED, now=now)
    rounds = []
    for group in together.values():
        newest = group[-1]
        phones = [
            phone
            for phone in known.phones[newest.person_id]
            if phone.id.hex not in newest.taken_by.split()
            and (newest.topic is not Topic.TEST or phone.session_id == newest.session_id)
        ]
        if phones:
            rounds.append(Round(group, _notice(newest, known), phones))
        else:
            for entry in group:
                entry.end(State.ACCEPTED if entry.taken_by else State.DROPPED, now=now)
    return rounds


def _notice(entry: OutboxEntry, known: Facts) -> Notice:
    person, _programme, choice = known.people[entry.person_id]
    meeting = known.appointments.get(entry.entity_id)
    return Notice(
        entry=entry,
        language=person.language,
        level=choice.level if choice is not None else 1,
        starts=meeting.starts if meeting is not None else None,
        is_one_of_several=meeting is not None and known.is_one_of_several(meeting),
    )


def _send(rounds: list[Round], carrier: Carries, sender: Sender, *, now: datetime) -> None:
    parcels: list[PushMessage] = []
    owners: list[tuple[Round, uuid.UUID]] = []
    for each in rounds:
        try:
            body = payload(sender, each.notice, now=now)
            made = [parcel(sender, each.notice, phone, body, now=now) for phone in each.phones]
        except Exception as error:  # noqa: BLE001 - one person's broken row must not stop the rest
            # Without its message and trace: they could quote what must not be in a log.
            log.error("parcel_not_ready", kind=type(error).__name__)  # noqa: TRY400
            each.answers = [(p.id, Answer(p.id.hex, Outcome.OUR_FAULT)) for p in each.phones]
            continue
        parcels += made
        owners += [(each, phone.id) for phone in each.phones]
    answers = carrier.send_all(parcels) if parcels else []
    for (each, phone_id), answer in zip(owners, answers, strict=True):
        each.answers.append((phone_id, answer))


def _note(session: Session, rounds: list[Round], lease: uuid.UUID, *, now: datetime) -> None:
    for each in rounds:
        for phone_id, answer in each.answers:
            if answer.outcome is Outcome.GONE:
                _forget_phone(session, phone_id, now=now)
            if answer.outcome in _ALARMING:
                log.error("push_refused", outcome=answer.outcome.value, status=answer.status)
        wanted = select(OutboxEntry).where(
            OutboxEntry.id.in_([entry.id for entry in each.entries]),
            # Dropped meanwhile, or in another worker's hand: then it is not ours to note.
            OutboxEntry.lease == lease,
        )
        for entry in session.scalars(wanted.with_for_update()):
            _note_entry(entry, each.answers, now=now)


def _note_entry(
    entry: OutboxEntry, answers: list[tuple[uuid.UUID, Answer]], *, now: datetime
) -> None:
    taken = [phone.hex for phone, answer in answers if answer.outcome is Outcome.ACCEPTED]
    entry.taken_by = " ".join([*entry.taken_by.split(), *taken])
    later = [answer for _phone, answer in answers if answer.outcome is Outcome.LATER]
    pause = None
    if later:
        entry.attempts += 1
        pause = wait_after(entry.attempts, entry.id)
        if pause is not None:
            pause = max([pause, *(_asked(each) for each in later)])
    elif any(answer.outcome in _ALARMING for _phone, answer in answers):
        pause = REPAIR_PAUSE
    if pause is not None and now + pause < entry.useful_until:
        entry.put_back(due_at=now + pause, now=now)
    else:
        entry.end(State.ACCEPTED if entry.taken_by else State.DROPPED, now=now)


def _asked(answer: Answer) -> timedelta:
    return timedelta(seconds=answer.retry_after or 0)


def _forget_phone(session: Session, phone_id: uuid.UUID, *, now: datetime) -> None:
    phone = session.get(PushSubscription, phone_id)
    if phone is not None:
        phone.gone_at = now
