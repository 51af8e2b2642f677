"""Looking into the database after a story, without holding it."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import Base

Model = TypeVar("Model", bound=Base)


def all_of(session: Session, model: type[Model]) -> list[Model]:
    """Return every row of a model as it is now."""
    fresh = select(model).execution_options(populate_existing=True)
    found = list(session.scalars(fresh))
    session.commit()
    return found


def only(session: Session, model: type[Model]) -> Model:
    """Return the only row of a model."""
    (row,) = all_of(session, model)
    return row
