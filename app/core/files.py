"""Files of letters, encrypted at rest with the participant's key; the name says nothing.

A file is on the disk before its row is committed, and goes after its row is gone: whenever the
process is killed, no row is without its file. What may be left is a file without a row. Whoever
stores files holds a shared lock until the transaction ends, and the kernel ends it with a killed
process: so when nobody holds it, every file without a row is nobody's, however young it is.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from app.core.settings import Settings
from app.domain.sealed import open_bytes, seal_bytes

_HELD = "files are being stored"  # in `Session.info`: the lock of this transaction


def _folder() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir / "files"


def _path(file_id: uuid.UUID) -> Path:
    return _folder() / file_id.hex[:2] / file_id.hex


def _place(file_id: uuid.UUID) -> str:
    return f"letter_file|file|{file_id.hex}"


def store(session: Session, file_id: uuid.UUID, data: bytes, *, participant_id: uuid.UUID) -> None:
    """Write the sealed file and sync it to the disk; its row is committed by `session` later."""
    _hold(session)
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


@contextmanager
def nobody_stores() -> Iterator[bool]:
    """Whether no transaction is under way that stores files; none begins inside the block."""
    lock = _open_lock()
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(lock)


def stored() -> Iterator[uuid.UUID]:
    """Yield the ids of all files, half-written ones too."""
    for path in _folder().glob("??/*"):
        yield uuid.UUID(path.stem)


def _open_lock() -> int:
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.open(_folder() / "lock", os.O_CREAT | os.O_RDWR, 0o600)


def _hold(session: Session) -> None:
    if _HELD not in session.info:
        if not session.in_transaction():
            session.begin()  # something that ends, and the lock with it
        session.info[_HELD] = lock = _open_lock()
        fcntl.flock(lock, fcntl.LOCK_SH)
        event.listen(session, "after_transaction_end", _let_go)


def _let_go(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None and _HELD in session.info:
        os.close(session.info.pop(_HELD))
