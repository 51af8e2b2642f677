"""What the help page and the health check ask."""

from dataclasses import dataclass
from datetime import timedelta

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from flask import current_app
from flask_login import current_user
from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import aliased

from app.core import clock, db, migrate
from app.domain.outbox import Heartbeat
from app.domain.people import Guidance, Name, Person, Programme
from app.domain.sealed import CannotOpen


@dataclass(frozen=True)
class Nearby:
    """Whom a signed-in person can reach here."""

    guide: Name | None
    guide_phone: str
    office_phone: str
    crisis_service: str


def help_nearby() -> Nearby | None:
    """Return who helps here; None for strangers, and when the database does not answer.

    Help must open at any moment, so nothing that fails here may keep it closed.
    """
    try:
        if not current_user.is_authenticated:
            return None
        row = db.session().execute(_NEARBY, {"person_id": current_user.person_id}).first()
        if row is None:
            return None
        programme, guide = row
        return Nearby(
            guide=guide.name if guide else None,
            # Until the guide has said who used the card, a stranger may hold it.
            guide_phone=guide.phone if guide and current_user.confirmed else "",
            office_phone=programme.office_phone,
            crisis_service=programme.crisis_service,
        )
    except (SQLAlchemyError, CannotOpen, InvalidUnwrap):
        return None


_Me, _Guide = aliased(Person), aliased(Person)
_NEARBY = (
    select(Programme, _Guide)
    .join(_Me, _Me.programme_id == Programme.id)
    .outerjoin(Guidance, and_(Guidance.participant_id == _Me.id, Guidance.ended_at.is_(None)))
    .outerjoin(_Guide, _Guide.id == Guidance.guide_id)
    .where(_Me.id == bindparam("person_id"))
)

SLEEPING_AFTER = timedelta(seconds=90)


def readiness() -> dict[str, bool]:
    """Return whether the database answers, has the right shape, and a worker looked lately."""
    try:
        shape = migrate.is_current(current_app.extensions["engine"])
        beat = db.session().scalar(select(func.max(Heartbeat.beat_at)))
    except SQLAlchemyError:
        return {"database": False, "migrated": False, "worker": False}
    awake = beat is not None and clock.now() - beat < SLEEPING_AFTER
    return {"database": True, "migrated": shape, "worker": awake}
