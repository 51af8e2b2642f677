"""Breaking things on purpose, to see how calmly the rest answers."""

from typing import Any

from flask import Flask


def break_view(app: Flask, endpoint: str, error: Exception) -> None:
    """Let a view raise instead of answering; who may open it stays as it is."""

    def broken(**_arguments: Any) -> str:
        raise error

    broken.open_to = app.view_functions[endpoint].open_to  # type: ignore[attr-defined]
    app.view_functions[endpoint] = broken
