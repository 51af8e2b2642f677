"""Ids that are made with the form: sending the same form twice has one effect."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.base import HasId

Row = TypeVar("Row", bound=HasId)


def add_once(session: Session, row: HasId) -> bool:
    """Add a row whose id came with the form; return False if that id is there already."""
    kind, row_id = type(row), row.id
    if session.get(kind, row_id) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # The second tap of two at the same moment; anything else is a mistake of ours.
        if session.get(kind, row_id) is None:
            raise
        return False
    return True


def form_id(typed: str | None) -> uuid.UUID:
    """Return the id a form carries. A form without one (or a spoilt one) counts as new."""
    return uuid.UUID(typed) if typed and is_id(typed) else uuid.uuid4()


def id_for(
    session: Session, kind: type[Row], wanted: uuid.UUID, is_same: Callable[[Row], bool]
) -> uuid.UUID:
    """Return the id a form carries, or the next one if something else came with it before.

    Some browsers show a form with "back" as it was sent: filled in anew it makes another thing, and
    sent twice just one.
    """
    while (known := session.get(kind, wanted)) is not None and not is_same(known):
        wanted = uuid.uuid5(wanted, "next")
    return wanted


def is_id(text: str) -> bool:
    """Whether a form made this, and nobody wrote it."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
