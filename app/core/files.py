"""Files of letters, encrypted at rest with the participant's key; the name says nothing."""

import os
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from flask import current_app

from app.core.settings import Settings
from app.domain.sealed import open_bytes, seal_bytes


def _folder() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir / "files"


def _path(file_id: uuid.UUID) -> Path:
    return _folder() / file_id.hex[:2] / file_id.hex


def _place(file_id: uuid.UUID) -> str:
    return f"letter_file|file|{file_id.hex}"


def store(file_id: uuid.UUID, data: bytes, *, participant_id: uuid.UUID) -> None:
    """Write the sealed file and sync it to the disk, before its row is committed.

    If the commit fails, the file has no row; the nightly sweep removes it.
    """
    path = _path(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sealed = seal_bytes(data, person_id=participant_id, place=_place(file_id))
    working = path.with_suffix(".new")
    with os.fdopen(os.open(working, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    working.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read(file_id: uuid.UUID, *, participant_id: uuid.UUID) -> bytes:
    """Return the file. Raises FileNotFoundError, CannotOpen."""
    sealed = _path(file_id).read_bytes()
    return open_bytes(sealed, person_id=participant_id, place=_place(file_id))


def remove(file_id: uuid.UUID) -> None:
    """Delete the file if it is there, and what was left of it half-written."""
    path = _path(file_id)
    for each in (path, path.with_suffix(".new")):
        each.unlink(missing_ok=True)


def stored_before(moment: datetime) -> Iterator[uuid.UUID]:
    """Yield the ids of files last written before `moment` (aware), half-written ones too."""
    for path in _folder().glob("??/*"):
        if path.stat().st_mtime < moment.timestamp():
            yield uuid.UUID(path.stem)
