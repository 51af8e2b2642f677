"""Writes of reminders: choosing, reaching a device, letting go of it, forgetting what is old."""

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from app.core import jobs
from app.core.push import Subscription
from app.domain import quiet, telling
from app.domain.access import Viewer
from app.domain.delivery import forget_stopped
from app.domain.messages import DRAFT_KEPT, WITHDRAWN_KEPT, Draft, Message
from app.domain.outbox import KEPT, OutboxEntry, State
from app.domain.people import Person
from app.domain.reminders import PushSubscription, ReminderChoice, Wishes
from app.domain.sign_in import LoginSession
from app.domain.ways import CODE_DIGITS, WRITTEN, OtherWay, Way
from app.reminders import queries

CODES_AN_HOUR = 5


class NotReachable(Exception):
    """Reminders are not switched on here."""


class TooManyCodes(Exception):
    """Whoever gets them may be a stranger; after an hour it works again."""


def choose(session: Session, viewer: Viewer, wishes: Wishes, *, now: datetime) -> None:
    """Keep the choice and plan by it: known meetings too, and nothing that is not wanted."""
    chosen = session.get(ReminderChoice, viewer.person_id)
    if chosen is None:
        chosen = ReminderChoice(participant_id=viewer.person_id, chosen_at=now)
        session.add(chosen)
    chosen.meetings, chosen.messages = wishes.meetings, wishes.messages
    chosen.letters, chosen.lead, chosen.level = wishes.letters, wishes.lead, wishes.level
    chosen.chosen_at, chosen.by_push = now, wishes.by_push
    if not (chosen.by_push and chosen.wants_any):
        chosen.push_is_on = False
        _let_go_of_phones(session, viewer.person_id)
    telling.choice_changed(session, viewer.person_id, now=now)
    jobs.look_now()


def choose_ways(
    session: Session, viewer: Viewer, wanted: Mapping[Way, str], *, now: datetime
) -> bool:
    """Keep these ways with their addresses and forget all others.

    An address that is new gets a code first. Return whether one was sent. Raises TooManyCodes.
    """
    mine = queries.other_ways(session, viewer)
    for way, row in mine.items():
        if way not in wanted or row.address != wanted[way]:
            session.delete(row)
    session.flush()
    is_code_sent = False
    for way, address in wanted.items():
        if way in mine and mine[way].address == address:
            continue
        row = OtherWay(participant_id=viewer.person_id, way=way, address=address, asked_at=now)
        session.add(row)
        if way in WRITTEN:
            send_code(session, row, now=now)
            is_code_sent = True
    return is_code_sent


def send_code(session: Session, row: OtherWay, *, now: datetime) -> None:
    """Send new digits to an address that is not confirmed yet. Raises TooManyCodes."""
    if queries.codes_since(session, row.participant_id, now - timedelta(hours=1)) >= CODES_AN_HOUR:
        raise TooManyCodes
    row.ask(f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}", now=now)
    row.confirmed_at = row.gone_at = None
    session.flush()
    telling.code_wanted(session, participant_id=row.participant_id, way_id=row.id, now=now)
    jobs.look_now()


def switch_off(session: Session, viewer: Viewer, *, now: datetime) -> None:
    """Off everywhere: nothing is wanted any more, and no device and no address is known."""
    chosen = session.get(ReminderChoice, viewer.person_id)
    if chosen is not None:
        chosen.meetings = chosen.messages = chosen.letters = False
        chosen.chosen_at, chosen.push_is_on = now, False
    _let_go_of_phones(session, viewer.person_id)
    session.execute(delete(OtherWay).where(OtherWay.participant_id == viewer.person_id))
    telling.choice_changed(session, viewer.person_id, now=now)


def ask_for_quiet(
    session: Session, person: Person, until: date, *, today: date, now: datetime
) -> None:
    """Let nothing ring until the end of that day; what is due then is told afterwards.

    Raises NotADayAhead.
    """
    quiet.ask_for_quiet(person, until, today=today)
    telling.quiet_changed(session, person.id, now=now)


def end_quiet(session: Session, person: Person, *, now: datetime) -> None:
    """From now on it rings as chosen; what waited is looked at anew."""
    person.quiet_until = None
    telling.quiet_changed(session, person.id, now=now)
    jobs.look_now()


def _let_go_of_phones(session: Session, participant_id: uuid.UUID) -> None:
    session.execute(
        delete(PushSubscription).where(PushSubscription.participant_id == participant_id)
    )


def endpoint_hash(endpoint: str) -> bytes:
    """Return under what an endpoint is found again."""
    return hashlib.sha256(endpoint.encode()).digest()


def reach_here(
    session: Session,
    viewer: Viewer,
    session_id: uuid.UUID,
    subscription: Subscription,
    *,
    now: datetime,
) -> None:
    """Reach this signed-in device from now on; `subscription` has been checked.

    Whoever was reached there before is not any more: the phone has changed hands.
    """
    known = endpoint_hash(subscription.endpoint)
    session.execute(
        delete(PushSubscription).where(
            or_(PushSubscription.endpoint_hash == known, PushSubscription.session_id == session_id)
        )
    )
    session.add(
        PushSubscription(
            session_id=session_id,
            participant_id=viewer.person_id,
            endpoint_hash=known,
            endpoint=subscription.endpoint,
            p256dh=subscription.p256dh,
            auth=subscription.auth,
            created_at=now,
        )
    )
    _note_phone(session, viewer.person_id, is_on=True)


def let_go_here(session: Session, viewer: Viewer, session_id: uuid.UUID) -> None:
    """Do not reach this device any more. The choice stays for others."""
    session.execute(
        delete(PushSubscription).where(
            PushSubscription.session_id == session_id,
            PushSubscription.participant_id == viewer.person_id,
        )
    )
    others = exists().where(PushSubscription.participant_id == viewer.person_id)
    _note_phone(session, viewer.person_id, is_on=others)


def _note_phone(session: Session, participant_id: uuid.UUID, *, is_on: object) -> None:
    # What was tapped, so that a session that runs out by itself tells nobody anything.
    session.execute(
        update(ReminderChoice)
        .where(ReminderChoice.participant_id == participant_id)
        .values(push_is_on=is_on)
        .execution_options(synchronize_session="fetch")
    )


def try_here(session: Session, viewer: Viewer, session_id: uuid.UUID, *, now: datetime) -> None:
    """Send a test reminder to this device. Raises NotReachable."""
    reachable = session.scalar(
        select(PushSubscription.id).where(
            PushSubscription.session_id == session_id,
            PushSubscription.participant_id == viewer.person_id,
            PushSubscription.gone_at.is_(None),
        )
    )
    if reachable is None:
        raise NotReachable
    telling.test_wanted(session, participant_id=viewer.person_id, session_id=session_id, now=now)
    jobs.look_now()


def forget_old(session: Session, *, now: datetime) -> None:
    """Delete what has served: told notices, dead sessions with their phones, old drafts."""
    session.execute(
        delete(OutboxEntry).where(
            OutboxEntry.state.in_((State.ACCEPTED, State.DROPPED)),
            OutboxEntry.ended_at < now - KEPT,
        )
    )
    forget_stopped(session, now=now)
    session.execute(delete(LoginSession).where(LoginSession.ends_at < now))
    session.execute(delete(Draft).where(Draft.changed_at < now - DRAFT_KEPT))
    session.execute(delete(Message).where(Message.withdrawn_at < now - WITHDRAWN_KEPT))
