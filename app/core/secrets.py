"""Secrets of an installation: made once by `schritte init`, kept in the data folder, mode 600."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from app.core.push import Vapid, generate_private_key

KEY_BYTES = 32
_RANDOM = ("cookie", "key-of-keys", "pepper")
_VAPID = "vapid.pem"


class SecretsMissing(Exception):
    """The key folder is not there: without it nothing that was stored can be read."""


@dataclass(frozen=True)
class Secrets:
    """Cookie signing key, key of keys, pepper for card numbers, and the VAPID key."""

    cookie_key: bytes
    key_of_keys: bytes
    pepper: bytes
    vapid_pem: str

    def vapid(self, subject: str) -> Vapid:
        """Return the loaded VAPID key with the operator's contact."""
        return Vapid(self.vapid_pem, subject)


def folder(data_dir: Path) -> Path:
    """Return where the keys are: back it up apart from the data."""
    return data_dir / "keys"


def are_complete(data_dir: Path) -> bool:
    """Whether every secret is there."""
    return all((folder(data_dir) / name).exists() for name in (*_RANDOM, _VAPID))


def make_missing(data_dir: Path) -> None:
    """Create each secret that is not there yet; never replace one."""
    place = folder(data_dir)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in _RANDOM:
        _write_new(place / name, secrets.token_hex(KEY_BYTES))
    _write_new(place / _VAPID, generate_private_key())


def _write_new(path: Path, text: str) -> None:
    if path.exists():
        return
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)


def load(data_dir: Path) -> Secrets:
    """Read the secrets. Raises SecretsMissing with what to do."""
    place = folder(data_dir)
    try:
        return Secrets(
            cookie_key=bytes.fromhex((place / "cookie").read_text()),
            key_of_keys=bytes.fromhex((place / "key-of-keys").read_text()),
            pepper=bytes.fromhex((place / "pepper").read_text()),
            vapid_pem=(place / _VAPID).read_text(),
        )
    except FileNotFoundError as error:
        raise SecretsMissing(
            f"{error.filename} is missing. New installation: run `schritte init`. "
            "Otherwise bring the keys folder back from its own backup: without it the data cannot "
            "be read."
        ) from error
