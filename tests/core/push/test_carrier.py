"""Sending to services that answer, stumble, lie, stall or lead elsewhere."""

import itertools
import json
import os
import resource
import signal
import socket
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core import log
from app.core.push import Answer, Carrier, Outcome, PushMessage, Subscription, Vapid
from app.core.push.batch import FIRST_PER_HOST, MOST_AT_ONCE, MOST_HELD
from tests.core.push.local import Behaviour, Certificate, LocalServer, always, read_request
from tests.core.push.make import ENDPOINT, message, subscription
from tests.support.push_service import PushService, Reply

CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
BLOCKED = Answer("1", Outcome.BLOCKED)
LATER = Answer("1", Outcome.LATER)
QUICK = 0.4  # seconds: time-out of a sender that meets a slow service
SLACK = 1.5  # seconds: for two busy processors


@pytest.fixture
def carrier(vapid: Vapid) -> Iterator[Carrier]:
    """Return a sender that may call this machine, without encryption of the road."""
    with Carrier(vapid, allow_private=["127.0.0.1"], allow_insecure=True) as carrier:
        yield carrier


@pytest.fixture
def hasty_carrier(vapid: Vapid) -> Iterator[Carrier]:
    """Return the same with short time-outs."""
    with Carrier(
        vapid,
        allow_private=["127.0.0.1"],
        allow_insecure=True,
        connect_timeout=QUICK / 2,
        total_timeout=QUICK,
    ) as carrier:
        yield carrier


def _send(carrier: Carrier, endpoint: str, count: int = 1) -> list[Answer]:
    to = subscription(endpoint)
    return carrier.send_all(message(to, id=str(number)) for number in range(1, count + 1))


@contextmanager
def _led_here(
    vapid: Vapid,
    certificate: Certificate,
    *,
    host: str = "fcm.googleapis.com:443",
    to: str = "127.0.0.1",
    allow_private: Collection[str] = (),
) -> Iterator[tuple[Carrier, LocalServer]]:
    """Yield a sender that finds a host (":" is all) here, under an address of this machine."""
    with (
        LocalServer(always(CREATED), certificate=certificate) as server,
        Carrier(
            vapid,
            allow_private=allow_private,
            ca_file=str(certificate.cert),
            connect_to=[f"{host}:{to}:{server.port}"],
        ) as carrier,
    ):
        yield carrier, server


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_told_to_stop_it_sends_nothing_more(vapid: Vapid) -> None:
    with (
        LocalServer(always(CREATED)) as server,
        Carrier(
            vapid, allow_private=["127.0.0.1"], allow_insecure=True, stopping=lambda: True
        ) as carrier,
    ):
        answers = _send(carrier, f"{server.origin}/x", 3)
        assert server.connections == 0

    assert answers == [Answer(str(number), Outcome.UNTRIED) for number in (1, 2, 3)]


# What services answer


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.ACCEPTED),
        (201, Outcome.ACCEPTED),
        (202, Outcome.ACCEPTED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (408, Outcome.LATER),
        (429, Outcome.LATER),
        (500, Outcome.LATER),
        (502, Outcome.LATER),
        (503, Outcome.LATER),
        (504, Outcome.LATER),
        (301, Outcome.OUR_FAULT),
        (307, Outcome.OUR_FAULT),
        (400, Outcome.OUR_FAULT),
        (401, Outcome.OUR_FAULT),
        (403, Outcome.OUR_FAULT),
        (413, Outcome.OUR_FAULT),
        (418, Outcome.OUR_FAULT),
    ],
)
def test_each_answer_of_a_service_has_one_meaning(
    carrier: Carrier, vapid: Vapid, status: int, outcome: Outcome
) -> None:
    with PushService() as service:
        phone = service.subscribe(vapid.public_key_base64url)
        service.answer_with(Reply(status))

        answers = carrier.send_all([message(phone.subscription)])

    assert answers == [Answer("1", outcome, status)]


@pytest.mark.parametrize(
    ("asked", "pause"),
    [
        ("1", 1),
        ("120", 120),
        ("900", 900),
        ("86400", 900),
        ("0", None),
        ("-5", None),
        ("bald", None),
        ("", None),
        ("Fri, 31 Dec 2100 23:59:59 GMT", 900),
        ("Mon, 01 Jan 2001 00:00:00 GMT", None),
    ],
)
def test_a_service_may_ask_for_a_pause_of_up_to_a_quarter_of_an_hour(
    carrier: Carrier, asked: str, pause: int | None
) -> None:
    answer = f"HTTP/1.1 429 Later\r\nRetry-After: {asked}\r\nContent-Length: 0\r\n\r\n"
    with LocalServer(always(answer.encode())) as server:
        answers = _send(carrier, f"{server.origin}/x")

    assert answers == [Answer("1", Outcome.LATER, 429, pause)]


def test_a_pause_given_as_a_date_is_counted_in_seconds_from_now(carrier: Carrier) -> None:
    date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 300))
    answer = f"HTTP/1.1 503 Later\r\nRetry-After: {date}\r\nContent-Length: 0\r\n\r\n"
    with LocalServer(always(answer.encode())) as server:
        pause = _send(carrier, f"{server.origin}/x")[0].retry_after

    assert pause is not None
    assert 280 <= pause <= 301


def test_a_service_checks_our_signature_and_the_phone_reads_our_message(
    carrier: Carrier, vapid: Vapid
) -> None:
    with PushService() as service:
        phone = service.subscribe(vapid.public_key_base64url)
        sent = message(phone.subscription, ttl=60, urgency="low", topic="abc")

        answers = carrier.send_all([sent])

    (received,) = service.received
    assert answers == [Answer("1", Outcome.ACCEPTED, 201)]
    assert received.problem == ""
    assert received.claims["aud"] == service.endpoint_origin
    assert phone.read(received.body) == sent.payload
    assert {name: received.headers[name] for name in ("ttl", "urgency", "topic")} == {
        "ttl": "60",
        "urgency": "low",
        "topic": "abc",
    }


def test_a_subscription_made_with_another_key_is_our_fault_and_kept(
    carrier: Carrier, private_key: str
) -> None:
    assert private_key
    other = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    with PushService() as service:
        answers = carrier.send_all([message(service.subscribe(other).subscription)])

    assert answers == [Answer("1", Outcome.OUR_FAULT, 401)]


def test_a_closed_subscription_is_gone(carrier: Carrier, vapid: Vapid) -> None:
    with PushService() as service:
        phone = service.subscribe(vapid.public_key_base64url)
        service.close_subscription(phone.subscription.endpoint)

        answers = carrier.send_all([message(phone.subscription)])

    assert answers == [Answer("1", Outcome.GONE, 410)]


def test_the_service_learns_nothing_about_us_that_it_need_not_know(carrier: Carrier) -> None:
    requests: list[bytes] = []

    def behave(connection: socket.socket) -> None:
        while request := read_request(connection):
            requests.append(request)
            connection.sendall(CREATED.replace(b"\r\n\r\n", b"\r\nSet-Cookie: who=you\r\n\r\n"))

    with LocalServer(behave) as server:
        _send(carrier, f"{server.origin}/x")
        _send(carrier, f"{server.origin}/x")

    heads = [request.split(b"\r\n\r\n")[0].lower() for request in requests]
    names = {line.split(b":")[0] for line in heads[1].split(b"\r\n")[1:]}
    assert len(requests) == 2
    assert names == {
        *(b"host", b"accept", b"content-length", b"content-type", b"content-encoding"),
        *(b"ttl", b"urgency", b"topic", b"authorization"),
    }


# What time it is elsewhere


def test_a_service_is_asked_for_the_time_and_learns_nothing_by_it(carrier: Carrier) -> None:
    requests: list[bytes] = []

    def behave(connection: socket.socket) -> None:
        while request := read_request(connection):
            requests.append(request)
            connection.sendall(
                b"HTTP/1.1 404 Not Found\r\nDate: Wed, 02 Dec 2026 11:00:00 GMT\r\n"
                b"Content-Length: 9\r\n\r\n"
            )

    with LocalServer(behave) as server:
        said = carrier.time_at(subscription(f"{server.origin}/push/whose"))

    assert said == datetime(2026, 12, 2, 11, tzinfo=UTC)
    assert [request.split(b"\r\n")[0] for request in requests] == [b"HEAD / HTTP/1.1"]
    assert b"whose" not in requests[0]
    assert b"authorization" not in requests[0].lower()


@pytest.mark.parametrize(
    "date",
    [
        b"",
        b"Date: noon\r\n",
        b"Date: 2026\r\n",
        b"Date: Wed, 02 Dec 99999999999999999999 11:00:00 GMT\r\n",
        b"Date: Wed, 02 Dec 2026 11:00:00 +99999999999999999999\r\n",
    ],
)
def test_a_service_that_does_not_say_the_time_says_nothing(carrier: Carrier, date: bytes) -> None:
    answer = b"HTTP/1.1 200 OK\r\n" + date + b"Content-Length: 0\r\n\r\n"
    with LocalServer(always(answer)) as server:
        asked = subscription(f"{server.origin}/x")
        assert carrier.time_at(asked) is None
    assert carrier.time_at(asked) is None, "it is gone"


def test_nobody_is_asked_for_the_time_who_may_not_be_called(
    vapid: Vapid, certificate: Certificate
) -> None:
    with _led_here(vapid, certificate) as (carrier, server):
        assert carrier.time_at(subscription(ENDPOINT)) is None
        assert carrier.time_at(subscription("https://push.example.net/x")) is None
        assert server.connections == 0


# Bad messages among good ones


def test_one_answer_for_each_message_in_their_order_whatever_is_wrong_with_some(
    carrier: Carrier, vapid: Vapid
) -> None:
    with PushService() as service:
        phone = service.subscribe(vapid.public_key_base64url).subscription
        good_keys = (phone.p256dh, phone.auth)
        answers = carrier.send_all(
            [
                message(phone, id="good"),
                message("https://[2001:db8::1]/x", id="ipv6 literal"),
                message(Subscription(phone.endpoint, "Quark", phone.auth), id="bad key"),
                message(Subscription(phone.endpoint, phone.p256dh, ""), id="no secret"),
                message("https://attacker.example/x", id="stranger"),
                message(phone, id="not padded", payload=b"{}"),
                message(phone, id="bad topic", topic="ein Thema"),
                message(phone, id="bad time", ttl=-1),
                message(Subscription(None, *good_keys), id="nothing"),  # type: ignore[arg-type]
                message(phone, id="good too"),
            ]
        )

    assert [(answer.id, answer.outcome) for answer in answers] == [
        ("good", Outcome.ACCEPTED),
        ("ipv6 literal", Outcome.BLOCKED),
        ("bad key", Outcome.BLOCKED),
        ("no secret", Outcome.BLOCKED),
        ("stranger", Outcome.BLOCKED),
        ("not padded", Outcome.OUR_FAULT),
        ("bad topic", Outcome.OUR_FAULT),
        ("bad time", Outcome.OUR_FAULT),
        ("nothing", Outcome.BLOCKED),
        ("good too", Outcome.ACCEPTED),
    ]
    assert len(service.received) == 2


def test_no_messages_no_answers(carrier: Carrier) -> None:
    assert carrier.send_all([]) == []


def test_an_error_while_reading_the_messages_leaves_the_carrier_usable(carrier: Carrier) -> None:
    def torn(endpoint: str) -> Iterator[PushMessage]:
        yield from [message(endpoint)] * 5
        raise LookupError

    with LocalServer(always(CREATED)) as server:
        with pytest.raises(LookupError):
            carrier.send_all(torn(f"{server.origin}/x"))

        assert _send(carrier, f"{server.origin}/x") == [Answer("1", Outcome.ACCEPTED, 201)]


# Where it may lead


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(carrier: Carrier, status: int) -> None:
    with LocalServer(always(CREATED)) as inside:
        detour = f"HTTP/1.1 {status} Go\r\nLocation: {inside.origin}/\r\nContent-Length: 0\r\n\r\n"
        with LocalServer(always(detour.encode())) as server:
            answers = _send(carrier, f"{server.origin}/x")

        assert answers == [Answer("1", Outcome.OUR_FAULT, status)]
        assert inside.connections == 0


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "0.0.0.0",
        "2130706433",
        "10.0.0.1",
        "169.254.169.254",
    ],
)
def test_a_known_name_that_leads_inside_is_stopped_when_the_socket_opens(
    vapid: Vapid, certificate: Certificate, inside: str
) -> None:
    with _led_here(vapid, certificate, to=inside) as (carrier, server):
        answers = _send(carrier, ENDPOINT, 2)

        assert answers == [BLOCKED, Answer("2", Outcome.BLOCKED)]
        assert server.connections == 0


def test_the_same_name_arrives_once_the_operator_has_named_it(
    vapid: Vapid, certificate: Certificate
) -> None:
    named = ["fcm.googleapis.com"]
    with _led_here(vapid, certificate, allow_private=named) as (carrier, server):
        assert _send(carrier, ENDPOINT) == [Answer("1", Outcome.ACCEPTED, 201)]
        assert server.connections == 1


def test_one_named_host_does_not_open_the_way_for_another(
    vapid: Vapid, certificate: Certificate
) -> None:
    named = ["fcm.googleapis.com"]
    with _led_here(vapid, certificate, host=":", allow_private=named) as (carrier, _server):
        answers = carrier.send_all(
            [message(ENDPOINT, id="named"), message("https://web.push.apple.com/x", id="other")] * 3
        )

    assert [answer.outcome for answer in answers] == [Outcome.ACCEPTED, Outcome.BLOCKED] * 3


def test_a_proxy_in_the_environment_is_not_used(
    carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LocalServer(always(CREATED)) as proxy, LocalServer(always(CREATED)) as server:
        for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.origin)

        answers = _send(carrier, f"{server.origin}/x")

        assert answers == [Answer("1", Outcome.ACCEPTED, 201)]
        assert (proxy.connections, server.connections) == (0, 1)


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    vapid: Vapid, certificate: Certificate
) -> None:
    with (
        LocalServer(always(CREATED), certificate=certificate) as server,
        Carrier(vapid, allow_private=["127.0.0.1"]) as carrier,
    ):
        assert _send(carrier, f"{server.origin}/x") == [Answer("1", Outcome.OUR_FAULT)]


def test_a_certificate_for_another_name_is_not_trusted(
    vapid: Vapid, certificate: Certificate
) -> None:
    named = ["updates.push.services.mozilla.com"]
    with _led_here(vapid, certificate, host=":", allow_private=named) as (carrier, _server):
        answers = _send(carrier, "https://updates.push.services.mozilla.com/x")

    assert answers == [Answer("1", Outcome.OUR_FAULT)]


# Services that stumble or stall


def test_a_service_that_is_not_there_is_tried_later(carrier: Carrier) -> None:
    assert _send(carrier, f"http://127.0.0.1:{_free_port()}/x") == [LATER]


def test_a_name_that_leads_nowhere_is_tried_later(vapid: Vapid) -> None:
    with Carrier(vapid, hosts=["push.example.invalid"]) as carrier:
        assert _send(carrier, "https://push.example.invalid/x") == [LATER]


def test_the_answer_to_one_message_is_never_taken_for_the_next(carrier: Carrier) -> None:
    with LocalServer(always(CREATED)) as server:
        endpoint = f"{server.origin}/x"
        assert _send(carrier, endpoint)[0].outcome is Outcome.ACCEPTED

    assert _send(carrier, endpoint) == [LATER]


def _hang_up(connection: socket.socket) -> None:
    read_request(connection)


def _hang_up_at_once(connection: socket.socket) -> None:
    del connection


def _tear_off(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(b"HTTP/1.")


@pytest.mark.parametrize("behaviour", [_hang_up, _hang_up_at_once, _tear_off])
def test_a_service_that_hangs_up_is_tried_later(carrier: Carrier, behaviour: Behaviour) -> None:
    with LocalServer(behaviour) as server:
        assert _send(carrier, f"{server.origin}/x") == [LATER]


def test_nonsense_for_an_answer_alarms_the_operator(carrier: Carrier) -> None:
    with LocalServer(always(b"Guten Tag\r\n\r\n")) as server:
        assert _send(carrier, f"{server.origin}/x") == [Answer("1", Outcome.OUR_FAULT)]


def test_nonsense_means_the_same_on_a_line_that_was_kept_open(carrier: Carrier) -> None:
    def behave(connection: socket.socket) -> None:
        for answer in (CREATED, b"Guten Tag\r\n\r\n"):
            read_request(connection)
            connection.sendall(answer)

    with LocalServer(behave) as server:
        first, second = (_send(carrier, f"{server.origin}/x") for _ in range(2))
        assert first == [Answer("1", Outcome.ACCEPTED, 201)]
        assert second == [Answer("1", Outcome.OUR_FAULT)]
        assert server.connections == 1


class Slow:
    """A server's behaviours that end with the test."""

    def __init__(self) -> None:
        self.server: LocalServer

    def silent(self, connection: socket.socket) -> None:
        """Take the request and never answer."""
        read_request(connection)
        self.server.closing.wait(20)

    def dripping(self, connection: socket.socket) -> None:
        """Answer, a byte at a time."""
        read_request(connection)
        for byte in b"HTTP/1.1 " + b"2" * 1000:
            connection.sendall(bytes([byte]))
            if self.server.closing.wait(0.02):
                return

    def deaf(self, connection: socket.socket) -> None:
        """Never read at all: TLS does not even begin."""
        del connection
        self.server.closing.wait(20)


@pytest.mark.parametrize("how", ["silent", "dripping", "deaf"])
def test_a_slow_service_is_cut_off_in_time(hasty_carrier: Carrier, how: str) -> None:
    slow = Slow()
    with LocalServer(getattr(slow, how)) as slow.server:
        scheme = "https" if how == "deaf" else "http"
        started = time.monotonic()
        answers = _send(hasty_carrier, f"{scheme}://127.0.0.1:{slow.server.port}/x")
        took = time.monotonic() - started

    assert answers == [LATER]
    assert QUICK / 2 <= took < QUICK + SLACK


@pytest.mark.slow
@pytest.mark.parametrize(("how", "seconds"), [("deaf", 3), ("silent", 5)])
def test_unless_told_otherwise_three_seconds_to_connect_and_five_in_all(
    vapid: Vapid, how: str, seconds: float
) -> None:
    slow = Slow()
    with (
        LocalServer(getattr(slow, how)) as slow.server,
        Carrier(vapid, allow_private=["127.0.0.1"], allow_insecure=True) as carrier,
    ):
        scheme = "https" if how == "deaf" else "http"
        started = time.monotonic()
        answers = _send(carrier, f"{scheme}://127.0.0.1:{slow.server.port}/x")
        took = time.monotonic() - started

    assert answers == [LATER]
    assert seconds - 0.1 <= took < seconds + SLACK


@pytest.mark.parametrize("how", ["silent", "deaf"])
def test_a_silent_service_holds_neither_the_worker_nor_the_others(
    hasty_carrier: Carrier, how: str
) -> None:
    slow = Slow()
    with LocalServer(getattr(slow, how)) as slow.server, LocalServer(always(CREATED)) as quick:
        scheme = "https" if how == "deaf" else "http"
        to_slow = subscription(f"{scheme}://127.0.0.1:{slow.server.port}/x")
        to_quick = subscription(f"{quick.origin}/x")
        started = time.monotonic()
        answers = hasty_carrier.send_all(
            message(to_quick if number % 16 == 0 else to_slow) for number in range(400)
        )
        took = time.monotonic() - started

        assert [answer.outcome for answer in answers].count(Outcome.ACCEPTED) == 25
        assert [answer.outcome for answer in answers].count(Outcome.LATER) == 375
        # One after the other, two at a time, would take 75 s.
        assert took < 2 * QUICK + SLACK
        assert slow.server.connections <= 2 * FIRST_PER_HOST


def test_one_host_that_never_answers_holds_the_worker_for_one_time_out(vapid: Vapid) -> None:
    slow, patience, connections = Slow(), 1.5, itertools.count()

    def behave(connection: socket.socket) -> None:
        if next(connections):
            slow.dripping(connection)
        else:  # hangs up, so that the third is on its way when the second runs out of time
            read_request(connection)
            slow.server.closing.wait(0.3)

    with (
        LocalServer(behave) as slow.server,
        Carrier(
            vapid, allow_private=["127.0.0.1"], allow_insecure=True, total_timeout=patience
        ) as carrier,
    ):
        started = time.monotonic()
        answers = _send(carrier, f"{slow.server.origin}/x", 20)
        took = time.monotonic() - started

    assert [answer.outcome for answer in answers] == [Outcome.LATER] * 20
    assert took < 1.7 * patience


class Sluggish:
    """A server that takes 50 ms for an answer, and to some requests gives none."""

    def __init__(self, *, silent_to: Collection[int] = ()) -> None:
        self.server: LocalServer
        self._silent_to = silent_to
        self._requests = itertools.count(1)

    def behave(self, connection: socket.socket) -> None:
        while read_request(connection):
            wait = 20 if next(self._requests) in self._silent_to else 0.05
            if self.server.closing.wait(wait):
                return
            connection.sendall(CREATED)


def test_a_service_without_http2_gets_no_more_at_a_time_than_it_can_take(
    hasty_carrier: Carrier,
) -> None:
    sluggish = Sluggish()
    with LocalServer(sluggish.behave) as sluggish.server:
        answers = _send(hasty_carrier, f"{sluggish.server.origin}/x", 40)

    # Two at a time take a second; were all 40 waiting in line, most would be cut off after 0.4 s.
    assert {answer.outcome for answer in answers} == {Outcome.ACCEPTED}


def test_a_service_that_stumbles_now_and_then_is_not_taken_for_silent(
    hasty_carrier: Carrier,
) -> None:
    sluggish = Sluggish(silent_to={2, 16, 30})
    with LocalServer(sluggish.behave) as sluggish.server:
        answers = _send(hasty_carrier, f"{sluggish.server.origin}/x", 40)

    outcomes = [answer.outcome for answer in answers]
    assert outcomes.count(Outcome.LATER) == 3
    assert outcomes.count(Outcome.ACCEPTED) == 37


def test_a_service_that_has_answered_counts_even_if_it_then_stalls(hasty_carrier: Carrier) -> None:
    slow = Slow()

    def behave(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n")
        slow.server.closing.wait(20)

    with LocalServer(behave) as slow.server:
        answers = _send(hasty_carrier, f"{slow.server.origin}/x")

    assert answers == [Answer("1", Outcome.ACCEPTED, 201)]


def _endless_body(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def _announced_gigabyte(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 1073741824\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def _endless_header(connection: socket.socket) -> None:
    read_request(connection)
    connection.sendall(b"HTTP/1.1 201 Created\r\n")
    while True:
        connection.sendall(b"X-A: " + b"x" * 8000 + b"\r\n")


def _resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("behaviour", [_endless_body, _announced_gigabyte, _endless_header])
def test_an_answer_without_end_is_cut_off_and_fills_no_memory(
    carrier: Carrier, behaviour: Behaviour
) -> None:
    with LocalServer(behaviour) as server:
        _send(carrier, f"{server.origin}/x")
        before, started = _resident_bytes(), time.monotonic()

        answers = _send(carrier, f"{server.origin}/x", 20)

        took, grown = time.monotonic() - started, _resident_bytes() - before
    assert [answer.status for answer in answers] == [201] * 20
    assert took < 3
    assert grown < 10_000_000


@pytest.mark.parametrize("behaviour", [_endless_body, _endless_header])
def test_nor_does_whoever_is_asked_for_the_time_and_never_ends(
    carrier: Carrier, behaviour: Behaviour
) -> None:
    with LocalServer(behaviour) as server:
        asked = subscription(f"{server.origin}/x")
        carrier.time_at(asked)
        before, started = _resident_bytes(), time.monotonic()
        assert [carrier.time_at(asked) for _ in range(20)] == [None] * 20
        took, grown = time.monotonic() - started, _resident_bytes() - before
    assert took < 3
    assert grown < 10_000_000


def test_the_time_is_waited_for_no_longer_than_a_message(hasty_carrier: Carrier) -> None:
    slow = Slow()
    with LocalServer(slow.silent) as slow.server:
        started = time.monotonic()
        assert hasty_carrier.time_at(subscription(f"{slow.server.origin}/x")) is None
    assert time.monotonic() - started < 3


def test_nobody_else_is_asked_for_the_time(carrier: Carrier) -> None:
    with LocalServer(always(CREATED)) as near:
        moved = f"HTTP/1.1 302 Found\r\nLocation: {near.origin}/\r\nContent-Length: 0\r\n\r\n"
        with LocalServer(always(moved.encode())) as server:
            assert carrier.time_at(subscription(f"{server.origin}/x")) is None
        assert near.connections == 0


# Our own house


def test_messages_are_read_only_as_far_ahead_as_needed(hasty_carrier: Carrier) -> None:
    slow = Slow()
    read: list[int] = []
    read_when_called: list[int] = []

    def behave(connection: socket.socket) -> None:
        read_when_called.append(len(read))
        slow.silent(connection)

    def many(endpoint: str) -> Iterator[PushMessage]:
        to = subscription(endpoint)
        for number in range(3 * MOST_HELD):
            read.append(number)
            yield message(to)

    with LocalServer(behave) as slow.server:
        answers = hasty_carrier.send_all(many(f"{slow.server.origin}/x"))

    assert len(answers) == 3 * MOST_HELD
    assert FIRST_PER_HOST <= read_when_called[0] <= MOST_HELD + MOST_AT_ONCE


def test_a_signal_while_sending_loses_no_answer(carrier: Carrier) -> None:
    heard: list[int] = []
    slow = Slow()

    def behave(connection: socket.socket) -> None:
        while read_request(connection):
            slow.server.closing.wait(0.3)
            connection.sendall(CREATED)

    before = signal.signal(signal.SIGALRM, lambda number, _frame: heard.append(number))
    try:
        with LocalServer(behave) as slow.server:
            signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
            answers = _send(carrier, f"{slow.server.origin}/x")
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)

    assert heard
    assert answers == [Answer("1", Outcome.ACCEPTED, 201)]


def test_good_and_bad_batches_leave_no_descriptor_open(carrier: Carrier) -> None:
    open_after: list[int] = []
    for _ in range(3):
        for behaviour in (always(CREATED), _hang_up, _hang_up_at_once):
            with LocalServer(behaviour) as server:
                _send(carrier, f"{server.origin}/x", 5)
        open_after.append(len(list(Path("/proc/self/fd").iterdir())))

    assert open_after == [open_after[0]] * 3


def test_without_a_free_descriptor_messages_are_tried_later(carrier: Carrier) -> None:
    with LocalServer(always(CREATED)) as first, LocalServer(always(CREATED)) as second:
        _send(carrier, f"{first.origin}/x")  # everything that is opened once is open now
        to = message(f"{second.origin}/x")
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
        try:
            answers = carrier.send_all([to])
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    assert answers == [LATER]


def test_the_operator_is_told_once_for_each_kind_of_trouble(
    carrier: Carrier, capsys: pytest.CaptureFixture[str]
) -> None:
    log.set_up("INFO")
    forbidden = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
    with LocalServer(always(forbidden)) as server:
        _send(carrier, f"{server.origin}/geheim", 20)

    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["event"], said["service"], said["status"]) == (
        "push_host_trouble", "127.0.0.1", 403,
    )  # fmt: skip
    assert "geheim" not in line
