"""Everything the start page shows, in one statement of plain rows, built once.

The door has let in a confirmed participant, and each part is bound to that person's own id (`me`):
the same as `domain.access` says for one's own things. Letters only once they are released, messages
only while they stand.
"""

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
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from app.core import db
from app.domain.access import Viewer
from app.domain.appointments import Appointment
from app.domain.goals import Doer, Drawer, Step
from app.domain.letters import Letter
from app.domain.messages import Form, Message
from app.domain.people import Guidance, Person, Programme
from app.domain.reminders import ReminderChoice
from app.domain.sign_in import DeviceKey, Passkey

# Who is on the way still finds the place here; who is there does not need it any more.
STAYS = timedelta(minutes=30)
# A kind line or a new message is shown for these days; then the page is quiet again by itself.
RECENT = timedelta(days=7)

_ME = bindparam("me", type_=Person.id.type)
_NOW = bindparam("now", type_=Message.sent_at.type)
_BEGUN = bindparam("begun", type_=Message.sent_at.type)
_SINCE = bindparam("since", type_=Message.sent_at.type)


def _next_appointment() -> ScalarSelect[Any]:
    # A cancelled one is told until its time: that message reaches people best here.
    return (
        select(Appointment.id)
        .where(Appointment.participant_id == _ME, Appointment.starts_at > _BEGUN)
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


_LETTERS_IN_SIGHT = and_(
    Letter.participant_id == _ME, Letter.released_at <= _NOW, Letter.put_away_at.is_(None)
)
_STANDING = and_(
    Message.participant_id == _ME, Message.withdrawn_at.is_(None), Message.sent_at <= _NOW
)


def _newest_letter() -> ScalarSelect[Any]:
    return (
        select(Letter.id)
        .where(_LETTERS_IN_SIGHT)
        .order_by(Letter.released_at.desc(), Letter.id)
        .limit(1)
        .scalar_subquery()
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


def _columns(guide: Any, host: Any) -> list[Any]:
    name = "first_name_sealed last_name_sealed salutation"
    meeting = "id kind official wall_time zone cancelled_at moved_at reply place_sealed"
    return [
        *_named("me", Person, name),
        *_named("programme", Programme, "zone office_phone"),
        *_named("guide", guide, f"id {name} hours phone_sealed"),
        *_named("host", host, f"id {name}"),
        *_named("appointment", Appointment, meeting),
        *_named("step", Step, "id text_sealed doer"),
        *_named("letter", Letter, "id sender sender_name_sealed"),
        *_named("line", Message, "id phrase_id body_sealed language author_id"),
    ]


def _more_letters() -> ColumnElement[bool]:
    other = aliased(Letter)
    return exists().where(
        other.participant_id == _ME,
        other.released_at <= _NOW,
        other.put_away_at.is_(None),
        other.id != Letter.id,
    )


def _reminders_unanswered() -> ColumnElement[bool]:
    # Asked after the first meeting of ours is known, never at first open; any answer ends it.
    any_meeting = aliased(Appointment)
    ours = exists().where(any_meeting.participant_id == _ME, any_meeting.official.is_(False))
    return and_(ours, ~exists().where(ReminderChoice.participant_id == _ME))


def _key_is_new() -> ColumnElement[bool]:
    # Whoever sees their phone open may have added a key to it: said for a week, on every device.
    newer, older = aliased(Passkey), aliased(Passkey)
    second = exists().where(older.person_id == _ME, older.created_at < newer.created_at)
    beside = exists().where(DeviceKey.person_id == _ME)
    return exists().where(newer.person_id == _ME, newer.created_at > _SINCE, or_(second, beside))


def _last_said(*conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.max(Message.sent_at)).where(_STANDING, *conditions).scalar_subquery()


def _statement() -> Select[*tuple[Any, ...]]:
    guide, host = aliased(Person), aliased(Person)
    said = Message.form.in_([Form.TEXT, Form.PHRASE])
    return (
        select(
            *_columns(guide, host),
            _more_letters().label("more_letters"),
            _last_said(Message.author_id != _ME, said).label("others_wrote_at"),
            _last_said(Message.author_id == _ME).label("i_wrote_at"),
            _reminders_unanswered().label("reminders_unanswered"),
            _key_is_new().label("key_is_new"),
        )
        .select_from(Person)
        .join(Programme, Programme.id == Person.programme_id)
        .outerjoin(
            Guidance, and_(Guidance.participant_id == Person.id, Guidance.ended_at.is_(None))
        )
        .outerjoin(guide, guide.id == Guidance.guide_id)
        .outerjoin(Appointment, Appointment.id == _next_appointment())
        .outerjoin(host, host.id == Appointment.guide_id)
        .outerjoin(Step, Step.id == _next_step())
        .outerjoin(Letter, Letter.id == _newest_letter())
        .outerjoin(Message, Message.id == _newest_encouragement())
        .where(Person.id == _ME)
    )


_STATEMENT = _statement()


def today(viewer: Viewer, *, now: datetime) -> Row[*tuple[Any, ...]]:
    """Return the one row of the start page. Raises LookupError if the person is gone."""
    values = {"me": viewer.person_id, "now": now, "begun": now - STAYS, "since": now - RECENT}
    row = db.read_one(_STATEMENT, values)
    if row is None:
        raise LookupError(viewer.person_id)
    return row
