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
from app.core.local_help import Crisis, crisis_of, local_help
from app.domain.outbox import Heartbeat
from app.domain.people import Guidance, Person, Programme
from app.domain.sealed import CannotOpen


@dataclass(frozen=True)
class Nearby:
    """Whom a signed-in person can reach here."""

    guide: Person | None
    office_phone: str
    crisis: tuple[Crisis, ...]


def help_nearby() -> Nearby | None:
    """Return who helps here; None when the database does not answer.

    Help must open at any moment, so nothing that fails here may keep it closed. A stranger gets
    what is public: that is also what the phone keeps for times without a network.
    """
    try:
        if not current_user.is_authenticated:
            there = local_help(db.session())
            return Nearby(guide=None, office_phone=there.office_phone, crisis=there.crisis)
        row = db.session().execute(_NEARBY, {"person_id": current_user.person_id}).first()
        if row is None:
            return None
        programme, guide = row
        # Until the guide has said who used the card, a stranger may hold it.
        near = guide if current_user.confirmed else None
        return Nearby(near, programme.office_phone, crisis_of([programme]))
    except (SQLAlchemyError, CannotOpen, InvalidUnwrap, ValueError):
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
