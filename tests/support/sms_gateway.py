"""An SMS gateway on this machine: takes our POSTs and says what it is told to say."""

import contextlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Asked:
    """One POST; `status` is what was answered."""

    path: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    status: int

    @property
    def said(self) -> dict[str, Any]:
        """What the body says."""
        said: dict[str, Any] = json.loads(self.body)
        return said


class SmsGateway:
    """`with SmsGateway() as gateway:`"""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._replies: list[tuple[int, dict[str, str], float]] = []
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/sms"

    def answer(
        self, status: int, headers: dict[str, str] | None = None, *, times: int = 1, wait: float = 0
    ) -> None:
        """Give this answer to the next POSTs, after `wait` seconds."""
        self._replies += [(status, headers or {}, wait)] * times

    def take(
        self, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str]]:
        """Note one request and return status and headers of the answer."""
        status, answered, wait = self._replies.pop(0) if self._replies else (202, {}, 0)
        self.asked.append(Asked(path, headers, body, status))
        if wait:
            self._closing.wait(wait)
        return status, answered

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


def _handler_for(gateway: SmsGateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, headers = gateway.take(self.path, dict(self.headers.items()), body)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": "0"}.items():
                self.send_header(name, value)
            self.end_headers()

        def do_GET(self) -> None:
            """Note that somebody followed a redirect."""
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a test reads `asked`."""

        def handle(self) -> None:
            with contextlib.suppress(ConnectionError, TimeoutError):
                super().handle()

    return Handler
