"""Files that come with a form: in memory only, and no more of each than is taken.

The usual way would lay a larger file into the system's temporary folder, in clear. A view that
takes files also reads one that is too big to its end, and drops what is too much: so the form comes
back with everything that was typed and a sentence, in place of an error page without it.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

import flask

from app.core.pdf import BIGGEST

View = TypeVar("View", bound=Callable[..., Any])
MOST_SENT = 40 * 1024 * 1024  # with one form; more is refused unread


class _Kept(BytesIO):
    """Takes everything, keeps one byte more than allowed: enough to see that it was too much."""

    def write(self, data: Any) -> int:
        room = BIGGEST + 1 - self.tell()
        if room > 0:
            super().write(data[:room])
        return len(data)


class Request(flask.Request):
    """A request whose files are never written to the disk by the framework."""

    def _get_file_stream(self, *_about: Any, **_more: Any) -> BytesIO:
        return _Kept()


def takes_file(view: View) -> View:
    """Let a form of this view bring a file."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def init_app(app: flask.Flask) -> None:
    """Install both; before anything that reads forms."""
    app.request_class = Request

    @app.before_request
    def room_for_a_file() -> None:
        view = app.view_functions.get(flask.request.endpoint or "")
        if getattr(view, "takes_file", False):
            flask.request.max_content_length = MOST_SENT
