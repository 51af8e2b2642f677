"""Many messages over few connections, as real push services take them."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.push import Answer, Carrier, Outcome, Vapid
from app.core.push.batch import CONNECTIONS_PER_HOST
from tests.core.push.local import Certificate, http2_server
from tests.core.push.make import message, subscription


@pytest.fixture
def carrier(vapid: Vapid, certificate: Certificate) -> Iterator[Carrier]:
    """Return a sender that may call this machine and trusts its certificate."""
    with Carrier(
        vapid, allow_private=["127.0.0.1"], ca_file=str(certificate.cert), total_timeout=2
    ) as carrier:
        yield carrier


def _send(carrier: Carrier, endpoint: str, count: int) -> list[Answer]:
    to = subscription(endpoint)
    return carrier.send_all(message(to, id=str(number)) for number in range(count))


def _connections_to(origin: str) -> set[str]:
    """Return our ends of the established connections."""
    port = f":{int(origin.rsplit(':', 1)[1]):04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    rows = [line.split() for line in lines]
    return {row[1] for row in rows if row[2].endswith(port) and row[3] == "01"}


def test_many_messages_share_few_connections(carrier: Carrier, http2_origin: str) -> None:
    before = _connections_to(http2_origin)

    answers = _send(carrier, f"{http2_origin}/x", 500)

    assert answers == [Answer(str(number), Outcome.ACCEPTED, 201) for number in range(500)]
    assert 1 <= len(_connections_to(http2_origin) - before) <= CONNECTIONS_PER_HOST


def test_the_next_batch_uses_the_same_connection(carrier: Carrier, http2_origin: str) -> None:
    _send(carrier, f"{http2_origin}/x", 1)
    before = _connections_to(http2_origin)

    answers = _send(carrier, f"{http2_origin}/x", 50)

    assert {answer.outcome for answer in answers} == {Outcome.ACCEPTED}
    assert _connections_to(http2_origin) == before


def test_messages_do_not_wait_for_each_other(carrier: Carrier, http2_origin: str) -> None:
    started = time.monotonic()

    answers = _send(carrier, f"{http2_origin}/late/200", 110)

    took = time.monotonic() - started
    assert {answer.status for answer in answers} == {201}
    # One after the other would take 22 s. Three rounds, 2 and 100 and 8 at once, take 0.6 s.
    assert took < 2


def test_no_service_has_more_than_a_hundred_messages_at_a_time(
    carrier: Carrier, certificate: Certificate
) -> None:
    with http2_server(certificate, streams=1000) as port:
        origin = f"https://127.0.0.1:{port}"
        assert _send(carrier, f"{origin}/x", 1)[0].status == 201

        many = _send(carrier, f"{origin}/crowd/100", 400)
        fewer = _send(carrier, f"{origin}/crowd/80", 400)

    assert {answer.status for answer in many} == {201}
    assert 500 in {answer.status for answer in fewer}, "so many there are"


def test_answers_keep_to_their_messages_on_a_shared_connection(
    carrier: Carrier, http2_origin: str
) -> None:
    statuses = [201, 410, 429, 503, 403] * 40
    to = {status: subscription(f"{http2_origin}/s/{status}") for status in set(statuses)}

    answers = carrier.send_all(
        message(to[status], id=str(place)) for place, status in enumerate(statuses)
    )

    assert [(answer.id, answer.status) for answer in answers] == [
        (str(place), status) for place, status in enumerate(statuses)
    ]


def test_endless_answers_on_a_shared_connection_stop_at_the_cap(
    carrier: Carrier, http2_origin: str
) -> None:
    answers = _send(carrier, f"{http2_origin}/big", 30)

    assert {answer.status for answer in answers} == {200}
    assert {answer.status for answer in _send(carrier, f"{http2_origin}/x", 5)} == {201}


def test_after_silence_the_next_batch_starts_on_a_new_connection(
    vapid: Vapid, certificate: Certificate, http2_origin: str
) -> None:
    with Carrier(
        vapid, allow_private=["127.0.0.1"], ca_file=str(certificate.cert), total_timeout=0.3
    ) as carrier:
        before = _connections_to(http2_origin)
        _send(carrier, f"{http2_origin}/x", 1)
        first = _connections_to(http2_origin) - before
        silence = _send(carrier, f"{http2_origin}/slow", 3)
        after = _send(carrier, f"{http2_origin}/x", 3)
        second = _connections_to(http2_origin) - before

    assert {answer.outcome for answer in silence} == {Outcome.LATER}
    assert {answer.outcome for answer in after} == {Outcome.ACCEPTED}
    assert first
    assert second
    assert not first & second


def test_a_service_that_allows_few_streams_gets_all_messages_and_may_fall_silent(
    carrier: Carrier, certificate: Certificate
) -> None:
    with http2_server(certificate, streams=10) as port:
        answers = _send(carrier, f"https://127.0.0.1:{port}/late/200", 100)
        connections = _connections_to(f"https://127.0.0.1:{port}")
        to_quick = subscription(f"https://127.0.0.1:{port}/x")
        to_slow = subscription(f"https://127.0.0.1:{port}/slow")
        started = time.monotonic()
        half_silent = carrier.send_all(
            message(to_quick if number < 2 else to_slow) for number in range(300)
        )
        took = time.monotonic() - started

    assert {answer.outcome for answer in answers} == {Outcome.ACCEPTED}
    assert 1 <= len(connections) <= CONNECTIONS_PER_HOST
    assert [answer.outcome for answer in half_silent] == [Outcome.ACCEPTED] * 2 + [
        Outcome.LATER
    ] * 298
    assert took < 2 * 2 + 1.5
