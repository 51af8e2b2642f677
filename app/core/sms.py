"""SMS by the operator's own gateway: one signed POST for each, and what became of it.

The gateway gets a number, one line and an id, and nothing else. Like a push service it must neither
hold our worker nor lead it anywhere else: no redirects, no proxy from the environment, short
time-outs.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import certifi
import pycurl  # type: ignore[import-untyped, unused-ignore]
import structlog

from app.core.push import LONGEST_PAUSE, Answer, Outcome

CONNECT_TIMEOUT, TOTAL_TIMEOUT = 3.0, 5.0  # seconds
LONGEST_BATCH = 15.0  # seconds; a lease in the outbox must outlive it
LONGEST_ANSWER = 4096  # bytes; thrown away, only the status counts
SIGNATURE = "Schritte-Signature"
SHORTEST_SECRET = 16  # characters

# Answers that are about this one SMS; any other refusal is about us, and stops the batch.
_ABOUT_ONE = {400: Outcome.OUR_FAULT, 410: Outcome.GONE, 422: Outcome.OUR_FAULT}
_LATER = frozenset({408, 429})

log = structlog.get_logger()


@dataclass(frozen=True)
class Sms:
    """One SMS. A gateway that gets an id twice sends it once."""

    id: str
    to: str = field(repr=False)
    text: str


def signature(secret: str, body: bytes) -> str:
    """Return what the header says: HMAC-SHA256 of the body, in hexadecimal."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class Gateway:
    """The operator's webhook. `allow_insecure`: http as well, for tests.

    `stopping`: once true, nothing more is sent.
    """

    def __init__(
        self,
        url: str,
        secret: str,
        *,
        allow_insecure: bool = False,
        clock: Callable[[], float] = time.monotonic,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._url, self._secret = url, secret
        self._allow_insecure, self._clock, self._stopping = allow_insecure, clock, stopping

    def send_all(self, texts: Sequence[Sms]) -> list[Answer]:
        """Return one answer for each, in their order. Raises nothing."""
        until = self._clock() + LONGEST_BATCH
        answers: list[Answer] = []
        stop: Answer | None = None
        curl = self._line() if texts else None
        for sms in texts:
            if stop is None and self._clock() < until and not self._stopping():
                answer = self._send(curl, sms)
                answers.append(answer)
                if answer.outcome is Outcome.ACCEPTED or answer.status in _ABOUT_ONE:
                    continue
                log.error("sms_trouble", outcome=answer.outcome.value, status=answer.status)
                stop = answer
                continue
            stop = stop or Answer(sms.id, Outcome.UNTRIED)
            answers.append(Answer(sms.id, stop.outcome, stop.status, stop.retry_after))
        if curl is not None:
            curl.close()
        return answers

    def _send(self, curl: Any, sms: Sms) -> Answer:
        body = json.dumps({"to": sms.to, "text": sms.text, "id": sms.id}).encode()
        curl.setopt(pycurl.POSTFIELDS, body)
        curl.setopt(
            pycurl.HTTPHEADER,
            ["Content-Type: application/json", f"{SIGNATURE}: {signature(self._secret, body)}"],
        )
        try:
            curl.perform()
        except pycurl.error as error:
            # Once the gateway has said its status, the rest of its answer is of no use to us.
            if not curl.getinfo(pycurl.RESPONSE_CODE):
                return Answer(sms.id, _without_answer(error.args[0]))
        status = curl.getinfo(pycurl.RESPONSE_CODE)
        outcome = _outcome(status)
        pause = curl.getinfo(pycurl.RETRY_AFTER) if outcome is Outcome.LATER else 0
        return Answer(sms.id, outcome, status, min(pause, LONGEST_PAUSE) or None)

    def _line(self) -> Any:
        curl = pycurl.Curl()
        protocols = pycurl.PROTO_HTTPS | (pycurl.PROTO_HTTP if self._allow_insecure else 0)
        for option, value in (
            (pycurl.URL, self._url),
            (pycurl.POST, 1),
            (pycurl.PROTOCOLS, protocols),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.PROXY, ""),
            (pycurl.NOPROXY, "*"),
            (pycurl.CONNECTTIMEOUT_MS, round(CONNECT_TIMEOUT * 1000)),
            (pycurl.TIMEOUT_MS, round(TOTAL_TIMEOUT * 1000)),
            (pycurl.NOSIGNAL, 1),
            (pycurl.MAXFILESIZE, LONGEST_ANSWER),
            (pycurl.WRITEFUNCTION, len),
            (pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2),
            (pycurl.SSL_VERIFYPEER, 1),
            (pycurl.SSL_VERIFYHOST, 2),
            (pycurl.CAINFO, certifi.where()),
            (pycurl.USERAGENT, ""),
        ):
            curl.setopt(option, value)
        return curl


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome.ACCEPTED
    if status in _LATER or status >= 500:
        return Outcome.LATER
    return _ABOUT_ONE.get(status, Outcome.OUR_FAULT)


def _without_answer(code: int) -> Outcome:
    wrong = (pycurl.E_URL_MALFORMAT, pycurl.E_UNSUPPORTED_PROTOCOL, pycurl.E_SSL_CACERT)
    return Outcome.OUR_FAULT if code in wrong else Outcome.LATER
