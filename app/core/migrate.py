"""Bringing the database to the shape this version needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    return config


def run(engine: Engine, name: str, *arguments: object, **options: object) -> None:
    """Run an Alembic command (`upgrade`, `downgrade`, `check`, `revision`) on this database."""
    config = _config()
    # Migrations rebuild tables on SQLite, which foreign keys would forbid half-way.
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        getattr(command, name)(config, *arguments, **options)
        connection.commit()
    engine.dispose()


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest shape."""
    run(engine, "upgrade", "head")


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly the shape this version needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
