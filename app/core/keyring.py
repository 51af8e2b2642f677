"""One data key per person, wrapped by the key of keys, in a small database of its own.

Apart from the data, so that a backup of the data never holds the keys: erasing a person is deleting
the key here.
"""

import secrets
import uuid
from collections.abc import Iterable
from contextlib import suppress

from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from sqlalchemy import Column, Engine, Integer, LargeBinary, MetaData, Table, Uuid, select
from sqlalchemy.exc import IntegrityError

_metadata = MetaData()
_keys = Table(
    "person_key",
    _metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),  # RFC 3394 AES key wrap
)


class PersonKeys:
    """The keyring (`domain.sealed.Keyring`), with what was unwrapped kept in memory."""

    def __init__(self, engine: Engine, key_of_keys: bytes) -> None:
        self._engine = engine
        self._key_of_keys = key_of_keys
        self._open: dict[uuid.UUID, dict[int, bytes]] = {}

    def create_tables(self) -> None:
        """Create the table of keys if it is not there."""
        _metadata.create_all(self._engine)

    def make(self, person_id: uuid.UUID) -> None:
        """Make the first key of a person. Before the person's rows, so that they can be sealed."""
        wrapped = aes_key_wrap(self._key_of_keys, secrets.token_bytes(32))
        with self._engine.begin() as connection:
            connection.execute(
                _keys.insert().values(person_id=person_id, version=1, wrapped=wrapped)
            )

    def make_once(self, person_id: uuid.UUID) -> None:
        """Make it unless it is there: from a second tap, or from a request that failed later.

        The keyring is a database of its own: what was rolled back in the other one stays here.
        """
        with suppress(IntegrityError):
            self.make(person_id)

    def load(self, people: Iterable[uuid.UUID]) -> None:
        """Unwrap the keys of several people in one statement."""
        missing = [each for each in people if each not in self._open]
        if not missing:
            return
        with self._engine.connect() as connection:
            rows = connection.execute(select(_keys).where(_keys.c.person_id.in_(missing))).all()
        for row in rows:
            versions = self._open.setdefault(row.person_id, {})
            versions[row.version] = aes_key_unwrap(self._key_of_keys, row.wrapped)

    def try_one(self) -> None:
        """Unwrap some key, if there is one. Raises InvalidUnwrap if the key of keys is another."""
        with self._engine.connect() as connection:
            wrapped = connection.scalar(select(_keys.c.wrapped).limit(1))
        if wrapped is not None:
            aes_key_unwrap(self._key_of_keys, wrapped)

    def _versions(self, person_id: uuid.UUID) -> dict[int, bytes]:
        if person_id not in self._open:
            self.load([person_id])
        return self._open[person_id]  # KeyError is a LookupError: the key is gone

    def newest(self, person_id: uuid.UUID) -> tuple[int, bytes]:
        """Return (version, key) to seal with. Raises LookupError."""
        versions = self._versions(person_id)
        version = max(versions)
        return version, versions[version]

    def key(self, person_id: uuid.UUID, version: int) -> bytes:
        """Return the key to open with. Raises LookupError."""
        return self._versions(person_id)[version]

    def forget(self, person_id: uuid.UUID) -> None:
        """Delete a person's keys: whatever they sealed is noise from now on."""
        with self._engine.begin() as connection:
            connection.execute(_keys.delete().where(_keys.c.person_id == person_id))
        self._open.pop(person_id, None)
