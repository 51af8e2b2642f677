"""What the desk's stories share: counting SQL statements, and coming in with a card."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

Counting = Callable[[], "contextmanager[list[str]]"]


@pytest.fixture
def counting(app: Flask) -> Callable[[], object]:
    """`with counting() as statements:` collects what the data engine was asked inside the block."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        engine, asked = app.extensions["engine"], []

        def note(_connection, _cursor, statement, *_more):
            if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
                asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return count
