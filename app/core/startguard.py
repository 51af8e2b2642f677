"""What must be right before people's data is touched. Each finding is a plain sentence."""

import shutil
import stat
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from app.core import migrate
from app.core.settings import Settings

LEAST_FREE = 200 * 1024 * 1024  # bytes


def findings(settings: Settings, engine: Engine) -> list[str]:
    """Return what stands in the way of a start; empty if nothing does."""
    found = [*_folder(settings.data_dir), *_disk(settings.data_dir)]
    if settings.is_sqlite:
        found += _sqlite(engine)
    if not found and not migrate.is_current(engine):
        found.append("The database has not the shape this version needs. Run `schritte upgrade`.")
    return found


def _folder(folder: Path) -> list[str]:
    if not folder.is_dir():
        return [f"{folder} is not there. Run `schritte init`."]
    keys = folder / "keys"
    if keys.is_dir() and stat.S_IMODE(keys.stat().st_mode) & 0o077:
        return [f"Others can read {keys}. Run `chmod 700 {keys}`."]
    return []


def _disk(folder: Path) -> list[str]:
    if folder.is_dir() and shutil.disk_usage(folder).free < LEAST_FREE:
        return [f"Less than 200 MB are free for {folder}. Make room first."]
    return []


def _sqlite(engine: Engine) -> list[str]:
    path = make_url(str(engine.url)).database
    if path is None or not Path(path).exists():
        return ["There is no database yet. Run `schritte init`."]
    with engine.connect() as connection:
        asked = {
            name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    safe = {("wal", "2"), ("truncate", "3")}  # FULL, EXTRA
    found = []
    if (asked["journal_mode"], asked["synchronous"]) not in safe:
        found.append(
            "SQLite does not sync every commit to the disk here. "
            "Put the data folder on a local disk that supports it."
        )
    if asked["foreign_keys"] != "1":
        found.append("SQLite does not check references here. Use another build of SQLite.")
    return found
