"""Whose form it was: the token in every form says so, without a name.

A form may lie open while somebody else comes in in the same browser, or come back after its session
has ended. The mark of the person it was shown to travels inside the signed token, so that nobody
sends what somebody else has typed.
"""

import hashlib
import secrets
import uuid

from flask import current_app, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer

_FIELD = "csrf_token"


def mark_forms(person_id: uuid.UUID) -> None:
    """Let every form of this session say that it is this person's."""
    pepper = current_app.extensions["secrets"].pepper
    mark = hashlib.blake2b(person_id.bytes, key=pepper, digest_size=16, person=_FIELD.encode())
    session[_FIELD] = f"{secrets.token_hex(20)}.{mark.hexdigest()}"


def whose(token: str) -> str:
    """Return the mark in a token of ours, however old; "" for a stranger's form or a spoilt one."""
    signer = URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="wtf-csrf-token")
    try:
        return str(signer.loads(token)).partition(".")[2]
    except BadData:
        return ""


def mine() -> str:
    """Return the mark of this session's forms, "" for a stranger's."""
    return whose(generate_csrf())
