"""What goes on the wire: always the same size, readable by one phone only, no room for more."""

import json
from typing import Any

import http_ece  # type: ignore[import-untyped, unused-ignore]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.push import KNOWN_PUSH_HOSTS, PLAINTEXT_SIZE, PushMessage, UnsendableMessage, pad
from app.core.push.guard import Guard
from app.core.push.message import BODY_SIZE, encrypt, request_headers
from tests.core.push.make import ENDPOINT, message
from tests.support.push_service import Phone

SIGNATURE = {"Authorization": "vapid t=a.b.c,k=d"}
GUARD = Guard.of(KNOWN_PUSH_HOSTS)


def _encrypt(message: PushMessage) -> bytes:
    return encrypt(message.payload, GUARD.check(message.subscription))


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=10), max_size=2))
@settings(deadline=None)  # the first one loads the library
def test_whatever_is_said_the_phone_reads_it_and_the_wire_shows_one_length(
    said: dict[str, str],
) -> None:
    phone = Phone(ENDPOINT)
    payload = pad(json.dumps(said, ensure_ascii=False).encode())

    body = _encrypt(message(phone.subscription, payload=payload))

    assert len(payload) == PLAINTEXT_SIZE == 256
    assert len(body) == BODY_SIZE == 359
    assert phone.read(body) == payload
    assert json.loads(payload) == said


def test_no_other_phone_can_read_it() -> None:
    body = _encrypt(message(Phone(ENDPOINT).subscription))

    with pytest.raises(http_ece.ECEException):
        Phone(ENDPOINT).read(body)


def test_the_same_message_never_looks_the_same_twice() -> None:
    same = message(Phone(ENDPOINT).subscription)

    assert _encrypt(same) != _encrypt(same)


@pytest.mark.parametrize("size", [0, 257, 4096])
def test_a_text_that_does_not_fit_is_refused(size: int) -> None:
    with pytest.raises(UnsendableMessage):
        pad(b"x" * size)


@pytest.mark.parametrize("size", [0, 20, 255, 257])
def test_a_payload_that_is_not_padded_is_never_encrypted(size: int) -> None:
    with pytest.raises(UnsendableMessage):
        _encrypt(message(payload=b"x" * size))


def test_the_headers_say_how_long_how_urgent_and_what_it_replaces() -> None:
    lines = request_headers(message(ttl=7200, urgency="high", topic="Abc_-9"), SIGNATURE)

    assert lines == [
        "TTL: 7200",
        "Urgency: high",
        "Content-Type: application/notification+json",
        "Content-Encoding: aes128gcm",
        "Topic: Abc_-9",
        "Authorization: vapid t=a.b.c,k=d",
    ]


def test_a_message_without_a_topic_replaces_nothing() -> None:
    assert not any("Topic" in line for line in request_headers(message(topic=""), SIGNATURE))


@pytest.mark.parametrize(
    "changes",
    [
        {"ttl": -1},
        {"ttl": 28 * 24 * 3600 + 1},
        {"urgency": "sofort"},
        {"urgency": "high\r\nX: y"},
        {"topic": "x" * 33},
        {"topic": "ein Thema"},
        {"topic": "x\r\nX: y"},
        {"topic": "x\n"},
        {"topic": "größe"},
        {"content_type": "text/plain\r\nX: y"},
        {"content_type": ""},
    ],
)
def test_a_value_the_protocol_does_not_know_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UnsendableMessage):
        request_headers(message(**changes), SIGNATURE)


def test_a_message_shows_neither_phone_nor_content_in_a_log() -> None:
    assert repr(message()) == (
        "PushMessage(id='1', subscription=Subscription(), ttl=3600, urgency='normal', "
        "content_type='application/notification+json')"
    )
