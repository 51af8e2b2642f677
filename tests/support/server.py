"""The real app on a real port, in this process, so that a test can look into its database."""

import threading
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class _Quiet(WSGIRequestHandler):
    """Writes no line per request.

    One connection per request, as this server does it by itself: with connections that were kept
    (HTTP/1.1) a page now and then waited for ever.
    """

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


class Listening:
    """A server whose address is known before its app is made: the app needs to know its origin.

    The host is `localhost`: browsers allow passkeys, workers and notices there without https.
    """

    def __init__(self) -> None:
        self._app: Flask | None = None
        self._server = make_server(
            "127.0.0.1", 0, self._answer, threaded=True, request_handler=_Quiet
        )
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://localhost:{self._server.server_port}"

    def _answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        assert self._app is not None, "no app yet"
        answer = self._app(environ, start)
        try:
            # Whole, and closed here: Werkzeug forgets to when the browser hangs up before the end.
            return [b"".join(answer)]
        finally:
            if hasattr(answer, "close"):
                answer.close()

    def serve(self, app: Flask) -> None:
        """Answer with this app from now on."""
        self._app = app

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
