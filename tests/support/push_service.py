"""A push service on this machine, true enough for Firefox and strict enough for our sender.

One side speaks to the browser over WebSocket (Mozilla's autopush protocol: hello, register,
unregister, notification, ack), the other takes our POST (RFC 8030) and checks the signature
(RFC 8292). `Phone` takes the browser's place where none is needed.
"""

import base64
import contextlib
import json
import os
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import http_ece  # type: ignore[import-untyped, unused-ignore]
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from app.core.push import Subscription
from tests.support import rfc8291

LONGEST_BODY = 4096  # bytes; RFC 8030, 7.2 lets services refuse more
LONGEST_SIGNATURE = 24 * 3600  # seconds; RFC 8292, 2


@dataclass(frozen=True)
class Received:
    """One POST: what came, what the signature said, and what we answered."""

    channel: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = field(repr=False)
    claims: Mapping[str, Any]
    status: int
    problem: str


@dataclass(frozen=True)
class Reply:
    """What the service answers. `delay` in seconds."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0


class Phone:
    """A browser's half of the encryption, without the browser."""

    def __init__(self, endpoint: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.subscription = Subscription(endpoint, base64url(point), base64url(self._auth))

    def read(self, body: bytes) -> bytes:
        """Decrypt one message (RFC 8291); raise `http_ece.ECEException` if it is not for us.

        Twice, by two readers that know nothing of each other: they agree.
        """
        text = bytes(http_ece.decrypt(body, private_key=self._key, auth_secret=self._auth))
        assert text == rfc8291.read(body, self._key, self._auth)
        return text


@dataclass
class _Channel:
    key: str
    browser: str | None  # None: a Phone, which reads from `received`
    is_open: bool = True


class PushService:
    """`with PushService() as service:` - ports are chosen by the system, threads end with it."""

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        """Take the clock (seconds since 1970) by which signatures run out and answers are dated."""
        self.received: list[Received] = []
        self._clock = clock
        self._channels: dict[str, _Channel] = {}
        self._browsers: dict[str, ServerConnection] = {}
        self._undelivered: dict[tuple[str, str], dict[str, Any]] = {}
        self._replies: list[Reply] = []
        self._lasting_reply: Reply | None = None
        self._changed = threading.Condition()
        self._closing = threading.Event()
        self._socket_side = serve(self._talk_to_browser, "127.0.0.1", 0)
        self._http_side = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._threads = [
            threading.Thread(target=self._socket_side.serve_forever, daemon=True),
            threading.Thread(target=self._http_side.serve_forever, args=(0.05,), daemon=True),
        ]

    @property
    def ws_url(self) -> str:
        """The value of Firefox's preference `dom.push.serverURL`."""
        return f"ws://127.0.0.1:{self._socket_side.socket.getsockname()[1]}/"

    @property
    def endpoint_origin(self) -> str:
        """Where subscriptions point to; the `aud` of a right signature."""
        return f"http://127.0.0.1:{self._http_side.server_address[1]}"

    def time(self) -> float:
        """Return what time it is here, in seconds since 1970."""
        return self._clock()

    def subscribe(self, application_server_key: str) -> Phone:
        """Return a phone subscribed with this VAPID key (base64url)."""
        return Phone(self._new_channel(uuid.uuid4().hex, application_server_key, browser=None))

    def close_subscription(self, endpoint: str) -> None:
        """Answer 410 to this endpoint from now on, as after `unsubscribe()`."""
        self._channels[endpoint.rsplit("/", 1)[1]].is_open = False

    def answer_with(self, reply: Reply, *, times: int | None = None) -> None:
        """Give this reply to the next POSTs, whatever they bring; `None` for all to come."""
        if times is None:
            self._lasting_reply = reply
        else:
            self._replies += [reply] * times

    def answer_normally(self) -> None:
        """Forget every `answer_with`."""
        self._replies.clear()
        self._lasting_reply = None

    def wait_for(self, count: int, *, timeout: float = 10) -> list[Received]:
        """Return what was received as soon as it is `count` or more; raise TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.received) >= count, timeout):
                raise TimeoutError(f"{len(self.received)} of {count} messages in {timeout} s")
            return list(self.received)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._http_side.shutdown()
        self._http_side.server_close()
        self._socket_side.shutdown()
        for thread in self._threads:
            thread.join(timeout=5)

    def _new_channel(self, channel: str, key: str, *, browser: str | None) -> str:
        self._channels[channel] = _Channel(key.rstrip("="), browser)
        return f"{self.endpoint_origin}/push/{channel}"

    # The browser's side

    def _talk_to_browser(self, browser: ServerConnection) -> None:
        name = ""
        try:
            # A browser may leave while we answer: it reads the rest when it comes back.
            with contextlib.suppress(ConnectionClosed):
                for text in browser:
                    message = json.loads(text) if text else {}
                    kind = message.get("messageType")
                    if kind == "hello":
                        name = message.get("uaid") or uuid.uuid4().hex
                        self._browsers[name] = browser
                    answer = self._answer_to_browser(name, kind, message)
                    if answer is not None:
                        browser.send(json.dumps(answer))
                    if kind == "hello":
                        self._deliver(name)
        finally:
            if self._browsers.get(name) is browser:
                del self._browsers[name]

    def _answer_to_browser(
        self, name: str, kind: str | None, message: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        if kind == "hello":
            extra: dict[str, Any] = {"use_webpush": True, "broadcasts": {}, "uaid": name}
        elif kind == "register":
            channel = message["channelID"]
            endpoint = self._new_channel(channel, message.get("key", ""), browser=name)
            extra = {"channelID": channel, "pushEndpoint": endpoint}
        elif kind == "unregister":
            channel = message["channelID"]
            if channel in self._channels:
                self._channels[channel].is_open = False
            extra = {"channelID": channel}
        elif kind is None:  # `{}`: the browser asks whether we are there
            return {}
        else:  # ack, nack, broadcast_subscribe: nothing to answer
            return None
        return {"messageType": kind, "status": 200, **extra}

    def _deliver(self, name: str) -> None:
        browser = self._browsers.get(name)
        if browser is None:
            return
        for place, notification in list(self._undelivered.items()):
            if self._channels[place[0]].browser == name:
                try:
                    browser.send(json.dumps(notification))
                except ConnectionClosed:
                    return
                del self._undelivered[place]

    # The sender's side

    def take(self, channel: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Take one POST, as the HTTP side has read it, and return what to answer."""
        reply, claims, problem = self._judge(channel, headers, body)
        forced = self._replies.pop(0) if self._replies else self._lasting_reply
        reply = forced or reply
        if reply.delay:
            self._closing.wait(reply.delay)
        if 200 <= reply.status < 300 and not problem:
            self._pass_on(channel, headers, body)
        with self._changed:
            self.received.append(Received(channel, headers, body, claims, reply.status, problem))
            self._changed.notify_all()
        return reply

    def _judge(
        self, channel: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[Reply, Mapping[str, Any], str]:
        known = self._channels.get(channel)
        claims: Mapping[str, Any] = {}
        if known is None:
            return Reply(404), claims, "no such subscription"
        if not known.is_open:
            return Reply(410), claims, "subscription closed"
        try:
            claims = self._check_signature(headers.get("authorization", ""), known.key)
        except (ValueError, KeyError, InvalidSignature) as error:
            problem = f"signature: {error!r}"
            return Reply(401, body=problem.encode()), claims, problem
        if len(body) > LONGEST_BODY:
            return Reply(413), claims, "body too long"
        if headers.get("content-encoding") != "aes128gcm" or not headers.get("ttl", "").isdigit():
            return Reply(400), claims, "no TTL, or not aes128gcm"
        place = f"{self.endpoint_origin}/message/{uuid.uuid4().hex}"
        return Reply(201, {"Location": place, "TTL": headers["ttl"]}), claims, ""

    def _check_signature(self, authorization: str, registered_key: str) -> dict[str, Any]:
        scheme, _, rest = authorization.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        if scheme.lower() != "vapid" or parts["k"] != registered_key:
            raise ValueError("not the key of the subscription")
        claims = _verified_claims(parts["t"], parts["k"])
        left = claims["exp"] - self._clock()
        if not 0 < left <= LONGEST_SIGNATURE:
            raise ValueError(f"runs out in {left:.0f} s")
        if claims["aud"] != self.endpoint_origin:
            raise ValueError(f"made for {claims['aud']}")
        if not str(claims["sub"]).startswith(("mailto:", "https://")):
            raise ValueError("no contact")
        return claims

    def _pass_on(self, channel: str, headers: Mapping[str, str], body: bytes) -> None:
        browser = self._channels[channel].browser
        if browser is None:
            return
        version = uuid.uuid4().hex
        # A later message with the same topic replaces one that still waits (RFC 8030, 5.4).
        self._undelivered[channel, headers.get("topic") or version] = {
            "messageType": "notification",
            "channelID": channel,
            "version": version,
            "data": base64url(body),
            "headers": {"encoding": "aes128gcm"},
        }
        self._deliver(browser)


def base64url(data: bytes) -> str:
    """Encode without padding, as browsers do."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Decode what `base64url` has encoded."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _verified_claims(token: str, key: str) -> dict[str, Any]:
    signed, _, signature = token.rpartition(".")
    raw = from_base64url(signature)
    r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(key))
    public.verify(utils.encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))
    header, claims = (json.loads(from_base64url(part)) for part in signed.split("."))
    if header["alg"] != "ES256":
        raise ValueError("not ES256")
    return dict(claims)


def _handler_for(service: PushService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = service.take(self.path.removeprefix("/push/"), headers, body)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def do_HEAD(self) -> None:
            self.send_response(404)
            self.end_headers()

        def date_time_string(self, timestamp: float | None = None) -> str:
            return super().date_time_string(service.time() if timestamp is None else timestamp)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a test reads `received`."""

        def handle(self) -> None:
            # The sender may hang up, which some tests are about.
            with contextlib.suppress(ConnectionError, TimeoutError):
                super().handle()

    return Handler
