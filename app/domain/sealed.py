"""Text that only the running app can read: AES-256-GCM with one key per person.

A sealed value is bound to its table, column, row and person (the additional data of RFC 5116), so a
ciphertext moved elsewhere does not open. Deleting a person's key makes all of it noise for ever.
The keys come from a keyring that the running app lends through `lend_keyring`; the domain does not
know where keys are kept.
"""

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LAYOUT = b"\x01"
NONCE_BYTES = 12  # NIST SP 800-38D: 96 random bits
_HEAD = len(LAYOUT) + 1  # layout, key version


class Keyring(Protocol):
    """Where the keys are: one 256-bit key per person and version."""

    def newest(self, person_id: uuid.UUID) -> tuple[int, bytes]:
        """Return (version, key) to seal with. Raises LookupError if the person has none."""

    def key(self, person_id: uuid.UUID, version: int) -> bytes:
        """Return the key to open with. Raises LookupError if it is gone."""


class CannotOpen(Exception):
    """The value was moved or altered, or its key is gone."""


_keyring: ContextVar[Keyring] = ContextVar("keyring")


@contextmanager
def lend_keyring(keyring: Keyring) -> Iterator[None]:
    """Let sealed attributes be written and read inside the block."""
    token = _keyring.set(keyring)
    try:
        yield
    finally:
        _keyring.reset(token)


def set_keyring(keyring: Keyring) -> None:
    """Lend the keyring to everything that runs in this context from now on."""
    _keyring.set(keyring)


def seal_bytes(data: bytes, *, person_id: uuid.UUID, place: str) -> bytes:
    """Return layout, key version, nonce and ciphertext of `data`, bound to person and place."""
    version, key = _keyring.get().newest(person_id)
    nonce = secrets.token_bytes(NONCE_BYTES)
    bound = f"{place}|{person_id.hex}|{version}".encode()
    return LAYOUT + bytes([version]) + nonce + AESGCM(key).encrypt(nonce, data, bound)


def open_bytes(data: bytes, *, person_id: uuid.UUID, place: str) -> bytes:
    """Return what `seal_bytes` was given. Raises CannotOpen."""
    version = data[1]
    bound = f"{place}|{person_id.hex}|{version}".encode()
    nonce, ciphertext = data[_HEAD : _HEAD + NONCE_BYTES], data[_HEAD + NONCE_BYTES :]
    try:
        return AESGCM(_keyring.get().key(person_id, version)).decrypt(nonce, ciphertext, bound)
    except (InvalidTag, LookupError) as error:
        raise CannotOpen(place) from error


class Sealed:
    """An attribute that reads and writes text while its column holds ciphertext.

    `body = Sealed("body_sealed", owner="participant_id")` - the owner attribute names the person
    whose key is used. Rows that were read without the ORM open theirs by `Message.body.open(...)`.
    """

    seals = True

    def __init__(self, column: str, *, owner: str = "participant_id") -> None:
        self.column = column
        self.owner = owner
        self.table = ""

    def __set_name__(self, model: type[Any], name: str) -> None:
        self.table = getattr(model, "__tablename__", model.__name__)

    @overload
    def __get__(self, row: None, model: type[Any]) -> "Sealed": ...
    @overload
    def __get__(self, row: object, model: type[Any]) -> str: ...
    def __get__(self, row: Any, model: type[Any]) -> "Sealed | str":
        if row is None:
            return self
        return self.open(getattr(row, self.column), row.id, getattr(row, self.owner))

    def __set__(self, row: Any, text: str) -> None:
        value = self.seal(text, row.id, getattr(row, self.owner)) if text else None
        setattr(row, self.column, value)

    def _place(self, row_id: uuid.UUID) -> str:
        return f"{self.table}|{self.column}|{row_id.hex}"

    def seal(self, text: str, row_id: uuid.UUID, person_id: uuid.UUID) -> bytes:
        """Return the ciphertext of `text` for this column of that row."""
        return seal_bytes(text.encode(), person_id=person_id, place=self._place(row_id))

    def open(self, value: bytes | None, row_id: uuid.UUID, person_id: uuid.UUID) -> str:
        """Return the text of a stored value ("" for NULL). Raises CannotOpen."""
        if value is None:
            return ""
        return open_bytes(value, person_id=person_id, place=self._place(row_id)).decode()
