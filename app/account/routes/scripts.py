"""Talking with the scripts of our pages: JSON in, JSON out, and what a challenge is asked for."""

import secrets
from typing import Any, NoReturn

from flask import abort, jsonify, make_response, request, session
from werkzeug.wrappers import Response

from app.core.i18n import _

LONGEST_BODY = 64 * 1024  # bytes; a passkey's answer with everything is below 4 KB


def sent() -> dict[str, Any]:
    """Return the JSON object that was sent; anything else is refused."""
    if (request.content_length or 0) > LONGEST_BODY:
        refuse(status=413)
    try:
        body = request.get_json(silent=True)
    except RecursionError:  # ten thousand brackets
        body = None
    if not isinstance(body, dict):
        refuse()
    return body


def text(body: dict[str, Any], name: str) -> str:
    """Return one text of the object; anything else is refused."""
    value = body.get(name)
    if not isinstance(value, str):
        refuse()
    return value


def refused(words: str, status: int = 400) -> Response:
    """Return one calm sentence for the page to show."""
    return make_response(jsonify(text=words), status)


def refuse(words: str = "", status: int = 400) -> NoReturn:
    """Answer with one calm sentence now."""
    calm = _("Das hat nicht geklappt. Sie können es noch einmal versuchen.")
    abort(refused(words or calm, status))


def asked(what: str) -> str:
    """Return what a challenge is good for: this purpose, in this browser (WebAuthn 3, 13.4.3)."""
    browser: str = session.setdefault("asked", secrets.token_urlsafe(16))
    return f"{what}|{browser}"
