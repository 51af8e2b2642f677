"""Taps no page offers (the same button twice, other people's things), and what a page costs."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event

from tests.visit import Visit


def twice(visitor: Visit, words: str, **fields: object) -> Visit:
    """Press a button twice before the answer is there, as a trembling finger does."""
    path, follow = visitor.path, visitor._follow
    visitor._follow = lambda _answer: visitor  # type: ignore[method-assign]
    visitor.press(words, **fields)
    visitor.path, visitor._follow = path, follow  # type: ignore[method-assign]
    return visitor.press(words, **fields)


def post(visitor: Visit, path: str, **fields: object) -> int:
    """Send a form that the visitor was never shown; return the status of the answer."""
    if not visitor.page.all("form"):
        visitor.open("/goals/new")
    token = next(
        each.get("value") for each in visitor.page.all("input") if each.get("name") == "csrf_token"
    )
    body = urlencode({"csrf_token": token, **fields}, doseq=True)
    return visitor.client.post(
        path, data=body, content_type="application/x-www-form-urlencoded"
    ).status_code


def statements(app: Flask, visit_page: Callable[[], object]) -> list[str]:
    """Return the SQL statements that a visit sends to the database, transactions left out."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    engine = app.extensions["engine"]
    event.listen(engine, "before_cursor_execute", note)
    try:
        visit_page()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return sent
