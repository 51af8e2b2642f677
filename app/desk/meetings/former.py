"""What a meeting was before it was moved, kept in the browser's signed cookie until the undo.

An answer is the participant's own: an address that carried it would let a guide say it for them.
"""

import uuid
from dataclasses import astuple
from datetime import datetime

from flask import session

from app.domain.appointments import Former, Reply

_KEPT = "former_time"


def remember(appointment_id: uuid.UUID, former: Former) -> None:
    """Keep it for the undo of the last move."""
    values = (each.isoformat() if isinstance(each, datetime) else each for each in astuple(former))
    session[_KEPT] = [str(appointment_id), *values]


def remembered(appointment_id: uuid.UUID) -> Former | None:
    """Return it, if this meeting was the last one that was moved here; only once."""
    kept_id, *kept = session.get(_KEPT, [""])
    if kept_id != str(appointment_id):
        return None
    del session[_KEPT]
    wall_time, reply, moved_at, first, second = kept
    return Former(
        wall_time,
        reply and Reply(reply),
        moved_at and datetime.fromisoformat(moved_at),
        first,
        second,
    )
