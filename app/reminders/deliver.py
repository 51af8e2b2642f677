"""From the outbox to the phone: claim what is due, look once more, send, note what became of it.

A claim is a lease in the database, so any number of workers on any number of machines is safe. What
a worker that dies has sent and not noted is sent again with the same Topic and tag: the phone shows
it once.
"""

import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.core.push import Outcome
from app.domain.delivery import beat
from app.domain.outbox import (
    LEASE,
    REPAIR_PAUSE,
    SHORTEST_PAUSE,
    OutboxEntry,
    State,
    Topic,
    is_due,
    wait_after,
)
from app.domain.reminders import PushSubscription
from app.reminders import ways
from app.reminders.facts import Facts, facts
from app.reminders.looking import Wait, look
from app.reminders.parcels import Notice, Sender
from app.reminders.sending import Carries, Round, send
from app.reminders.services import Services

# At worst 10 s to push services, and twice 20 s for e-mail and SMS: a lease outlives it. Only a
# mail server that thinks for seconds before each of its ten answers takes longer.
BATCH = 200
WORKER = "deliver"
BEAT_EVERY = timedelta(seconds=30)
_ALARMING = frozenset({Outcome.OUR_FAULT, Outcome.BLOCKED})

log = structlog.get_logger()


def deliver_due(
    app: Flask,
    carrier: Carries,
    *,
    now: datetime,
    stopping: Callable[[], bool] = lambda: False,
    taken_at: dict[str, datetime] | None = None,
) -> int:
    """Tell everything that is due at `now` (aware). Return how many entries were taken on.

    Needs the app's context, for people's keys. Ends after the batch in hand once `stopping()`.
    `taken_at` is what `Services` remembers from one time to the next.
    """
    taken_at = {} if taken_at is None else taken_at
    engine, sender = app.extensions["engine"], _sender(app)
    post = ways.Post.of(app.extensions["settings"], sender, stopping=stopping)
    count, began, moment, beaten = 0, time.monotonic(), now, None
    while True:
        if beaten is None or moment - beaten >= BEAT_EVERY:
            with Session(engine) as session, session.begin():
                beat(session, WORKER, now=moment)
            beaten = moment
        lease = uuid.uuid4()
        with Session(engine, expire_on_commit=False) as session, session.begin():
            entries = claim(session, lease, now=moment)
            people = {entry.person_id for entry in entries}
            app.extensions["keys"].load(people)
            known = facts(session, entries, now=moment)
            rounds = _rounds(entries, known, ways.addresses(session, people), sender, now=moment)
            services = Services(engine, session, lease, taken_at, now=moment)
        send(rounds, carrier, sender, services, now=moment)
        services.note()
        _send_by_post(rounds, post, now=moment)
        with Session(engine) as session, session.begin():
            _note(session, rounds, lease, now=moment)
        count += len(entries)
        if len(entries) < BATCH or stopping():
            return count
        # Many batches take minutes. Each lease begins when it is taken, whatever the wall says.
        moment = now + timedelta(seconds=time.monotonic() - began)


def _sender(app: Flask) -> Sender:
    settings, secrets = app.extensions["settings"], app.extensions["secrets"]
    return Sender(settings.app_name, settings.origin, secrets.pepper)


def due_entries(now: datetime) -> Select[OutboxEntry]:
    """Select the next batch of what is due, the longest waiting first."""
    return select(OutboxEntry).where(is_due(now)).order_by(OutboxEntry.due_at).limit(BATCH)


def claim(session: Session, lease: uuid.UUID, *, now: datetime) -> list[OutboxEntry]:
    """Take the next batch in hand."""
    entries = list(session.scalars(due_entries(now).with_for_update(skip_locked=True)))
    if len(entries) == BATCH:
        # What else is due for the same people comes along: a line is told once, not once a batch.
        people = {entry.person_id for entry in entries}
        others = select(OutboxEntry).where(
            is_due(now),
            OutboxEntry.person_id.in_(people),
            OutboxEntry.id.not_in([entry.id for entry in entries]),
        )
        entries += session.scalars(others.with_for_update(skip_locked=True))
    for entry in entries:
        entry.state, entry.lease, entry.leased_until = State.LEASED, lease, now + LEASE
    return entries


def _rounds(
    entries: Sequence[OutboxEntry],
    known: Facts,
    written: ways.Addresses,
    sender: Sender,
    *,
    now: datetime,
) -> list[Round]:
    """Look once more at each entry, and put together those that share a line on the phone."""
    together: defaultdict[str, list[OutboxEntry]] = defaultdict(list)
    for entry in entries:
        verdict = look(entry, known, now=now)
        if isinstance(verdict, Wait):
            entry.useful_until, entry.late_since = verdict.until, None
            entry.put_back(due_at=verdict.due, now=now)
        elif verdict:
            together[sender.topic(entry)].append(entry)
        else:
            entry.end(_end_of(entry), now=now)
    rounds = []
    for group in together.values():
        newest = group[-1]
        told = set[str].intersection(*(set(entry.taken_by.split()) for entry in group))
        phones = [
            phone
            for phone in known.phones[newest.person_id]
            if phone.id.hex not in told
            and (newest.topic is not Topic.TEST or phone.session_id == newest.session_id)
            and newest.topic is not Topic.ADDRESS
        ]
        addresses = [it for it in ways.for_entry(written, newest) if it.id.hex not in told]
        if phones or addresses:
            rounds.append(Round(group, _notice(newest, known, now=now), phones, addresses))
        else:
            for entry in group:
                entry.end(_end_of(entry), now=now)
    return rounds


def _notice(entry: OutboxEntry, known: Facts, *, now: datetime) -> Notice:
    person, _programme, choice = known.people[entry.person_id]
    meeting = known.appointments.get(entry.entity_id)
    return Notice(
        entry=entry,
        language=person.language,
        level=choice.level if choice is not None else 1,
        starts=known.told_together(meeting, now=now) if meeting is not None else (),
    )


def _end_of(entry: OutboxEntry) -> State:
    return State.ACCEPTED if entry.taken_by else State.DROPPED


def _send_by_post(rounds: list[Round], post: ways.Post, *, now: datetime) -> None:
    told = [(each.notice, way) for each in rounds for way in each.addresses]
    answers = post.send_all(told, now=now)
    for each in rounds:
        entry_id = each.notice.entry.id
        each.answers += [(way.id, answers[entry_id, way.id]) for way in each.addresses]


def _note(session: Session, rounds: list[Round], lease: uuid.UUID, *, now: datetime) -> None:
    alarms, wanted = set(), [entry.id for each in rounds for entry in each.entries]
    # Dropped meanwhile, or in another worker's hand: then it is not ours to note.
    held = select(OutboxEntry).where(OutboxEntry.id.in_(wanted), OutboxEntry.lease == lease)
    ours = {entry.id: entry for entry in session.scalars(held.with_for_update())}
    for each in rounds:
        by_post = {way.id for way in each.addresses}
        for place_id, answer in each.answers:
            if answer.outcome is Outcome.GONE:
                _forget_phone(session, place_id, now=now)
                ways.note_gone(session, place_id, now=now)
            if answer.outcome in _ALARMING:
                event = "post_refused" if place_id in by_post else "push_refused"
                alarms.add((event, answer.outcome.value, answer.status))
        for entry in each.entries:
            if entry.id in ours:
                _note_entry(ours[entry.id], each, now=now)
    for event, outcome, status in alarms:
        log.error(event, outcome=outcome, status=status)


def _note_entry(entry: OutboxEntry, around: Round, *, now: datetime) -> None:
    answers = around.answers
    taken = [phone.hex for phone, answer in answers if answer.outcome is Outcome.ACCEPTED]
    entry.taken_by = " ".join([*entry.taken_by.split(), *taken])
    tries = list(around.held_until)
    later = [answer for _phone, answer in answers if answer.outcome is Outcome.LATER]
    asked = [timedelta(seconds=each.retry_after) for each in later if each.retry_after]
    if len(asked) < len(later):
        entry.attempts += 1
        pause = wait_after(entry.attempts, entry.id)
        tries += [now + pause] if pause is not None else []
    if asked:  # whoever says when is asked then, as long as it helps
        tries.append(now + max([SHORTEST_PAUSE, *asked]))
    if any(answer.outcome in _ALARMING for _phone, answer in answers):
        tries.append(now + REPAIR_PAUSE)
    if any(answer.outcome is Outcome.UNTRIED for _phone, answer in answers):
        tries.append(now)
    if later or around.held_until:
        entry.late_since = entry.late_since or entry.due_at
    if not tries:
        entry.end(_end_of(entry), now=now)
    elif around.held_until:
        entry.hold(until=max(tries))
    elif in_time := [each for each in tries if each < entry.useful_until]:
        # One phone's long pause must not cost the other the last moment at which it helps.
        entry.put_back(due_at=max(in_time), now=now)
    else:
        entry.end(_end_of(entry), now=now)


def _forget_phone(session: Session, phone_id: uuid.UUID, *, now: datetime) -> None:
    phone = session.get(PushSubscription, phone_id)
    if phone is not None:
        phone.gone_at = now
