"""Everything the start page shows, in two statements of plain rows, built once.

The second asks for letters: their dates are sealed, so which one is next is known only after
reading them. What is new is asked with the viewer (`domain.news`).

The door has let in a confirmed participant, and each part is bound to that person's own id (`me`):
the same as `domain.access` says for one's own things. Letters only once they are released, messages
only while they stand.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from app.calm.letter_kinds import Label
from app.core import db
from app.domain.access import Viewer
from app.domain.appointments import Appointment
from app.domain.goals import Doer, Drawer, Step
from app.domain.letters import Letter
from app.domain.messages import Form, Message
from app.domain.news import RECENT
from app.domain.people import Guidance, Person, Programme
from app.domain.reminders import PushSubscription, ReminderChoice
from app.domain.sign_in import DeviceKey, LoginSession, Passkey
from app.domain.ways import OtherWay

# Who is on the way still finds the place here; who is there does not need it any more.
STAYS = timedelta(minutes=30)

_ME = bindparam("me", type_=Person.id.type)
_NOW = bindparam("now", type_=Message.sent_at.type)
_BEGUN = bindparam("begun", type_=Message.sent_at.type)
_SINCE = bindparam("since", type_=Message.sent_at.type)


def _next_appointment(*, cancelled: bool) -> ScalarSelect[Any]:
    return (
        select(Appointment.id)
        .where(
            Appointment.participant_id == _ME,
            Appointment.starts_at > _BEGUN,
            Appointment.cancelled_at.is_not(None) == cancelled,
        )
        .order_by(Appointment.starts_at, Appointment.id)
        .limit(1)
        .scalar_subquery()
    )


def _next_step() -> ScalarSelect[Any]:
    return (
        select(Step.id)
        .where(
            Step.participant_id == _ME,
            Step.done_at.is_(None),
            Step.put_away_at.is_(None),
            Step.suggested_by_id.is_(None),
            Step.drawer == Drawer.THIS_WEEK,
            Step.doer != Doer.GUIDE,
        )
        .order_by(Step.position, Step.created_at, Step.id)
        .limit(1)
        .scalar_subquery()
    )


_STANDING = and_(
    Message.participant_id == _ME, Message.withdrawn_at.is_(None), Message.sent_at <= _NOW
)


def _newest_encouragement() -> ScalarSelect[Any]:
    return (
        select(Message.id)
        .where(
            _STANDING,
            Message.author_id != _ME,
            Message.form == Form.ENCOURAGEMENT,
            Message.sent_at > _SINCE,
        )
        .order_by(Message.sent_at.desc(), Message.id)
        .limit(1)
        .scalar_subquery()
    )


def _named(prefix: str, entity: Any, names: str) -> list[Any]:
    return [getattr(entity, name).label(f"{prefix}_{name}") for name in names.split()]


def _columns(guide: Any, host: Any, called_off: Any) -> list[Any]:
    name = "first_name_sealed last_name_sealed salutation"
    meeting = "id kind official wall_time zone moved_at reply place_sealed"
    return [
        *_named("me", Person, name),
        *_named("programme", Programme, "zone office_phone"),
        *_named("guide", guide, f"id {name} hours phone_sealed"),
        *_named("host", host, f"id {name} chosen_language"),
        *_named("appointment", Appointment, meeting),
        *_named("called_off", called_off, "id official wall_time zone"),
        *_named("step", Step, "id text_sealed language doer"),
        *_named("line", Message, "id phrase_id body_sealed language author_id"),
    ]


def _reminders_unanswered() -> ColumnElement[bool]:
    # Asked once the first meeting of ours was, never at first open; any answer ends it.
    first = aliased(Appointment)
    ours = exists().where(
        first.participant_id == _ME,
        first.official.is_(False),
        first.cancelled_at.is_(None),
        first.starts_at <= _BEGUN,
    )
    return and_(ours, ~exists().where(ReminderChoice.participant_id == _ME))


def _reminders_lost() -> ColumnElement[bool]:
    # Switched on somewhere, and signed out there since: a subscription ends with its session. Or
    # nobody has the address any more.
    choice, phone, login = aliased(ReminderChoice), aliased(PushSubscription), aliased(LoginSession)
    wanted = exists().where(
        choice.participant_id == _ME,
        or_(choice.meetings, choice.messages, choice.letters),
        choice.push_is_on,
    )
    known = exists().where(
        phone.participant_id == _ME, login.id == phone.session_id, login.ends_at > _NOW
    )
    dead = exists().where(OtherWay.participant_id == _ME, OtherWay.gone_at.is_not(None))
    return or_(and_(wanted, ~known), dead)


def _key_is_new() -> ColumnElement[bool]:
    # Whoever sees their phone open may have added a key to it: said for a week, on every device.
    newer, older = aliased(Passkey), aliased(Passkey)
    second = exists().where(older.person_id == _ME, older.created_at < newer.created_at)
    beside = exists().where(DeviceKey.person_id == _ME)
    return exists().where(newer.person_id == _ME, newer.created_at > _SINCE, or_(second, beside))


def _statement() -> Select[*tuple[Any, ...]]:
    guide, host, called_off = aliased(Person), aliased(Person), aliased(Appointment)
    return (
        select(
            *_columns(guide, host, called_off),
            _reminders_unanswered().label("reminders_unanswered"),
            _reminders_lost().label("reminders_lost"),
            _key_is_new().label("key_is_new"),
        )
        .select_from(Person)
        .join(Programme, Programme.id == Person.programme_id)
        .outerjoin(
            Guidance, and_(Guidance.participant_id == Person.id, Guidance.ended_at.is_(None))
        )
        .outerjoin(guide, guide.id == Guidance.guide_id)
        .outerjoin(Appointment, Appointment.id == _next_appointment(cancelled=False))
        .outerjoin(host, host.id == Appointment.guide_id)
        .outerjoin(called_off, called_off.id == _next_appointment(cancelled=True))
        .outerjoin(Step, Step.id == _next_step())
        .outerjoin(Message, Message.id == _newest_encouragement())
        .where(Person.id == _ME)
    )


# One can object to a hard letter: its safe date counts in any case.
_HAS_DATE = or_(Letter.has_date.is_(True), Letter.label == Label.SCHWER)
_LETTERS = db.prepared(
    lambda: (
        select(
            *_named("letter", Letter, "id sender sender_name_sealed released_at"),
            *_named("letter", Letter, "kind facts_sealed letter_on"),
            _HAS_DATE.label("letter_has_date"),
            Programme.land,
        )
        .join(Person, Person.id == Letter.participant_id)
        .join(Programme, Programme.id == Person.programme_id)
        .where(
            Letter.participant_id == _ME,
            Letter.released_at <= _NOW,
            Letter.put_away_at.is_(None),
            or_(_HAS_DATE, Letter.released_at > _SINCE),
        )
        .order_by(Letter.released_at.desc(), Letter.id)
    )
)
_STATEMENT = db.prepared(_statement)


def today(viewer: Viewer, *, now: datetime) -> Row[*tuple[Any, ...]]:
    """Return the one row of the start page. Raises LookupError if the person is gone."""
    values = {"me": viewer.person_id, "now": now, "begun": now - STAYS, "since": now - RECENT}
    row = db.read_one(_STATEMENT, values)
    if row is None:
        raise LookupError(viewer.person_id)
    return row


def letters(viewer: Viewer, *, now: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the letters that may be next, the newest first."""
    values = {"me": viewer.person_id, "now": now, "since": now - RECENT}
    return db.read_all(_LETTERS, values)
