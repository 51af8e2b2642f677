"""A keyring for tests without an app: one key for everyone, in memory."""

import uuid


class OneKey:
    """The keyring (`domain.sealed.Keyring`) of a test."""

    def newest(self, _person_id: uuid.UUID) -> tuple[int, bytes]:
        return 1, b"k" * 32

    def key(self, _person_id: uuid.UUID, _version: int) -> bytes:
        return b"k" * 32
