"""What must be right before people's data is touched. Each finding is a plain sentence."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.core import db, migrate, secrets
from app.core.keyring import PersonKeys
from app.core.settings import Settings

LEAST_FREE = 200 * 1024 * 1024  # bytes


class NotReady(Exception):
    """Something stands in the way of a start; the text says all of it."""


def check(settings: Settings) -> None:
    """Raise NotReady if something stands in the way of a start."""
    found = findings(settings)
    if found:
        raise NotReady("\n".join(found))


def findings(settings: Settings) -> list[str]:
    """Return what stands in the way of a start; empty if nothing does."""
    if not settings.data_dir.is_dir():
        return [f"{settings.data_dir} is not there. Run `schritte init`."]
    found = [*_readable_by_others(settings.data_dir), *_disk(settings.data_dir)]
    try:
        loaded = secrets.load(settings.data_dir)
    except secrets.SecretsMissing as error:
        return [*found, str(error)]
    try:
        engine = db.make_engine(settings.database)
        found += _database(settings, engine)
        if not found:
            found += _keyring(settings, loaded)
    except SQLAlchemyError as error:
        # Only the kind: the text of such an error can hold a password.
        found.append(f"A database does not answer ({type(error).__name__}).")
    return found


def _readable_by_others(folder: Path) -> Iterator[str]:
    for path in (folder, secrets.folder(folder)):
        if path.is_dir() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"Others can read {path}. Run `chmod go= {path}`."


def _disk(folder: Path) -> Iterator[str]:
    if shutil.disk_usage(folder).free < LEAST_FREE:
        yield f"Less than 200 MB are free for {folder}. Make room first."


def _database(settings: Settings, engine: Engine) -> Iterator[str]:
    if settings.is_sqlite:
        path = make_url(settings.database).database
        if path is None or not Path(path).exists():
            yield "There is no database yet. Run `schritte init`."
            return
        yield from _pragmas(engine)
    if not migrate.is_current(engine):
        yield "The database has not the shape this version needs. Run `schritte upgrade`."


def _pragmas(engine: Engine) -> Iterator[str]:
    with engine.connect() as connection:
        asked = {
            name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    safe = {("wal", "2"), ("truncate", "3")}  # FULL, EXTRA
    if (asked["journal_mode"], asked["synchronous"]) not in safe:
        yield (
            "SQLite does not sync every commit to the disk here. "
            "Put the data folder on a local disk that supports it."
        )
    if asked["foreign_keys"] != "1":
        yield "SQLite does not check references here. Use another build of SQLite."


def _keyring(settings: Settings, loaded: secrets.Secrets) -> Iterator[str]:
    keys = PersonKeys(db.make_engine(settings.keyring), loaded.key_of_keys)
    keys.create_tables()
    try:
        keys.try_one()
    except InvalidUnwrap:
        yield (
            "The keys folder does not belong to this keyring: nothing that was stored could be "
            "read. Bring the keys folder back from its own backup."
        )
