"""Our side of the SMS webhook against a real receiver: signed, short, and led nowhere else."""

import hashlib
import hmac
from collections.abc import Iterator

import pytest

from app.core.push import Outcome
from app.core.sms import LONGEST_BATCH, Gateway, Sms
from tests.support.sms_gateway import SmsGateway

SECRET = "ein langes Geheimnis"


def sms(number: int = 1) -> Sms:
    return Sms(f"id{number}", f"+4915123456{number:02}", "Kleine Schritte: Es ist etwas Neues da.")


@pytest.fixture
def gateway() -> Iterator[SmsGateway]:
    """The receiver."""
    with SmsGateway() as running:
        yield running


def outcomes(gateway: SmsGateway, *texts: Sms) -> list[Outcome]:
    road = Gateway(gateway.url, SECRET, allow_insecure=True)
    return [each.outcome for each in road.send_all(texts)]


def test_a_gateway_gets_number_line_and_id_and_can_see_that_it_is_us(gateway: SmsGateway) -> None:
    assert outcomes(gateway, sms()) == [Outcome.ACCEPTED]
    (asked,) = gateway.asked
    assert asked.said == {
        "to": "+491512345601",
        "text": "Kleine Schritte: Es ist etwas Neues da.",
        "id": "id1",
    }
    expected = hmac.new(SECRET.encode(), asked.body, hashlib.sha256).hexdigest()
    assert asked.headers["Schritte-Signature"] == f"sha256={expected}"
    assert asked.headers["Content-Type"] == "application/json"
    assert "User-Agent" not in asked.headers


def test_http_is_refused_unless_a_test_says_so(gateway: SmsGateway) -> None:
    (answer,) = Gateway(gateway.url, SECRET).send_all([sms()])
    assert (answer.outcome, gateway.asked) == (Outcome.OUR_FAULT, [])


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nobody_leads_us_elsewhere(gateway: SmsGateway, status: int) -> None:
    gateway.answer(status, {"Location": gateway.url.replace("/sms", "/other")})
    assert outcomes(gateway, sms(1), sms(2)) == [Outcome.OUR_FAULT] * 2
    assert [each.path for each in gateway.asked] == ["/sms"], "it was asked again"


def test_a_proxy_of_the_environment_is_not_used(
    gateway: SmsGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert outcomes(gateway, sms()) == [Outcome.ACCEPTED]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(410, Outcome.GONE), (400, Outcome.OUR_FAULT), (422, Outcome.OUR_FAULT)],
)
def test_what_is_about_one_number_keeps_the_others(
    gateway: SmsGateway, status: int, outcome: Outcome
) -> None:
    gateway.answer(status)
    assert outcomes(gateway, sms(1), sms(2)) == [outcome, Outcome.ACCEPTED]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, Outcome.OUR_FAULT),
        (403, Outcome.OUR_FAULT),
        (404, Outcome.OUR_FAULT),
        (408, Outcome.LATER),
        (429, Outcome.LATER),
        (500, Outcome.LATER),
        (503, Outcome.LATER),
    ],
)
def test_a_gateway_in_trouble_is_asked_once_a_batch(
    gateway: SmsGateway, status: int, outcome: Outcome
) -> None:
    gateway.answer(status)
    assert outcomes(gateway, sms(1), sms(2)) == [outcome] * 2
    assert len(gateway.asked) == 1


@pytest.mark.parametrize(("asked", "pause"), [("120", 120), ("7200", 900), ("bald", None)])
def test_a_pause_that_is_asked_for_is_kept(
    gateway: SmsGateway, asked: str, pause: int | None
) -> None:
    gateway.answer(429, {"Retry-After": asked})
    found = Gateway(gateway.url, SECRET, allow_insecure=True).send_all([sms(1), sms(2)])
    assert [each.retry_after for each in found] == [pause, pause]


def test_a_gateway_that_does_not_answer_is_later(
    gateway: SmsGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.sms.TOTAL_TIMEOUT", 0.2)
    gateway.answer(202, wait=30)
    assert outcomes(gateway, sms(1), sms(2)) == [Outcome.LATER] * 2
    assert len(gateway.asked) == 1


def test_nobody_there_is_later() -> None:
    with SmsGateway() as gone:
        pass
    assert outcomes(gone, sms()) == [Outcome.LATER]


def test_a_batch_ends_before_the_lease_does(gateway: SmsGateway) -> None:
    moments = iter([0.0, 1.0, LONGEST_BATCH])
    road = Gateway(gateway.url, SECRET, allow_insecure=True, clock=lambda: next(moments))
    found = [each.outcome for each in road.send_all([sms(1), sms(2), sms(3)])]
    assert found == [Outcome.ACCEPTED, Outcome.UNTRIED, Outcome.UNTRIED]


def test_told_to_stop_it_writes_to_nobody_more(gateway: SmsGateway) -> None:
    road = Gateway(
        gateway.url, SECRET, allow_insecure=True, stopping=lambda: len(gateway.asked) == 1
    )
    found = [each.outcome for each in road.send_all([sms(1), sms(2), sms(3)])]
    assert found == [Outcome.ACCEPTED, Outcome.UNTRIED, Outcome.UNTRIED]
    assert len(gateway.asked) == 1
