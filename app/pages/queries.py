"""What the help page and the health check ask."""

from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from flask import current_app
from flask_login import current_user
from sqlalchemy import and_, bindparam, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import aliased

from app.core import clock, db, migrate
from app.core.local_help import Crisis, crisis_of, local_help
from app.domain import delivery
from app.domain.people import Guidance, Person, Programme
from app.domain.sealed import CannotOpen


@dataclass(frozen=True)
class Nearby:
    """Whom a signed-in person can reach here."""

    guide: Person | None
    office_phone: str
    crisis: tuple[Crisis, ...]


@dataclass(frozen=True)
class Readiness:
    """What must be true, and what is only told. No names, nothing that was written."""

    needed: dict[str, bool]
    told: dict[str, Any]


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


def readiness() -> Readiness:
    """Return whether the app can do its work, and what an operator wants to know beside that."""
    try:
        shape = migrate.is_current(current_app.extensions["engine"])
        if not shape:
            return Readiness({"database": True, "migrated": False, "worker": False}, {})
        found = delivery.condition(db.session(), now=clock.now())
    except SQLAlchemyError:
        return Readiness({"database": False, "migrated": False, "worker": False}, {})
    return Readiness(
        {"database": True, "migrated": True, "worker": found.is_awake},
        {
            "overdue_seconds": int(found.overdue.total_seconds()),
            "stopped_push_services": [
                {
                    "service": each.service,
                    "status": each.status,
                    "since": each.since.isoformat(timespec="seconds"),
                }
                for each in found.stopped
            ],
        },
    )
