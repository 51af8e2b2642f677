"""Writes of reminders: choosing, reaching a device, letting go of it, forgetting what is old."""

import hashlib
import uuid
from datetime import date, datetime

from sqlalchemy import delete, or_, select
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


class NotReachable(Exception):
    """Reminders are not switched on here."""


def choose(session: Session, viewer: Viewer, wishes: Wishes, *, now: datetime) -> None:
    """Keep the choice and plan by it: known meetings too, and nothing that is not wanted."""
    chosen = session.get(ReminderChoice, viewer.person_id)
    if chosen is None:
        chosen = ReminderChoice(participant_id=viewer.person_id, chosen_at=now)
        session.add(chosen)
    chosen.meetings, chosen.messages = wishes.meetings, wishes.messages
    chosen.letters, chosen.lead, chosen.level = wishes.letters, wishes.lead, wishes.level
    chosen.chosen_at = now
    telling.choice_changed(session, viewer.person_id, now=now)
    jobs.look_now()


def switch_off(session: Session, viewer: Viewer, *, now: datetime) -> None:
    """Off everywhere: nothing is wanted any more, and no device is known."""
    chosen = session.get(ReminderChoice, viewer.person_id)
    if chosen is not None:
        chosen.meetings = chosen.messages = chosen.letters = False
        chosen.chosen_at = now
    session.execute(
        delete(PushSubscription).where(PushSubscription.participant_id == viewer.person_id)
    )
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


def let_go_here(session: Session, viewer: Viewer, session_id: uuid.UUID) -> None:
    """Do not reach this device any more. The choice stays for others."""
    session.execute(
        delete(PushSubscription).where(
            PushSubscription.session_id == session_id,
            PushSubscription.participant_id == viewer.person_id,
        )
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
