"""What the desk's stories share: counting what the database is asked."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def counting(app: Flask) -> Counting:
    """What collects the statements inside a `with` block."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
                asked.append(statement)

        event.listen(app.extensions["engine"], "before_cursor_execute", note)
        try:
            yield asked
        finally:
            event.remove(app.extensions["engine"], "before_cursor_execute", note)

    return count
