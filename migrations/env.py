"""How Alembic reaches the database: the caller brings the connection."""

from alembic import context

from app.domain.base import Base, UtcDateTime
from app.domain.everything import people  # noqa: F401 - all models are loaded


def render_item(type_: str, item: object, _autogen: object) -> str | bool:
    """Write our own types as what the database sees, so that old migrations stay readable."""
    if type_ == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
