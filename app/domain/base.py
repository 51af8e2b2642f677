"""The ground every model stands on: one metadata, random ids, aware times, sealed text."""

import enum
import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, MetaData, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class DomainError(Exception):
    """A rule said no. Each rule has its own subclass beside the code that raises it."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as UTC.

    SQLite forgets time zones, so the same column would come back naive there and aware from
    PostgreSQL. This type refuses naive values and always gives back aware UTC.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; raise ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place here")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored moment as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every model. Columns say in `info` what they hold and how long: see `domain/inventory.py`."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012
        datetime: UtcDateTime,
        uuid.UUID: Uuid,
        # The words themselves, as text: readable in the database, and new ones need no migration.
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            length=32,
            values_callable=lambda kinds: [each.value for each in kinds],
        ),
    }

    def __init__(self, **values: Any) -> None:
        # Sealed text is bound to its row and its person, so those are set before it.
        sealed = {n: v for n, v in values.items() if hasattr(getattr(type(self), n, None), "seals")}
        if "id" in type(self).__mapper__.attrs:
            values = {"id": uuid.uuid4()} | values
        for name, value in values.items():
            if name not in sealed:
                if not hasattr(type(self), name):
                    raise TypeError(f"{type(self).__name__} has no {name!r}")
                setattr(self, name, value)
        for name, value in sealed.items():
            setattr(self, name, value)


class HasId:
    """A random 128-bit id: nothing can be counted or guessed from it."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
