"""What became of a message, in the few words the outbox needs.

Nobody learns here whether it was read: push services do not say, and we do not ask.
"""

from dataclasses import dataclass
from enum import Enum

LONGEST_PAUSE = 15 * 60  # seconds: whoever asks for more must not silence a reminder of today

_GONE = frozenset({404, 410})
_LATER = frozenset({408, 429})


class Outcome(Enum):
    """What to do next; each word is a different action.

    ACCEPTED: the push service has it; whether the phone shows it is not known.
    GONE: this phone no longer wants messages; forget the subscription.
    LATER: network or service in trouble; try again, after `retry_after` seconds if given.
    OUR_FAULT: key, request or settings are wrong; keep the subscription, pause this service,
        tell the operator.
    BLOCKED: never sent; the guard refused the endpoint, its key, or the address its name led to.
        Keep the subscription, tell the operator: a name server that lies for an hour must not
        cost anyone their reminders.
    UNTRIED: never sent; we were told to stop. It is as due as before.
    """

    ACCEPTED = "accepted"
    GONE = "gone"
    LATER = "later"
    OUR_FAULT = "our fault"
    BLOCKED = "blocked"
    UNTRIED = "untried"


@dataclass(frozen=True)
class Answer:
    """The answer to the message with this `id`.

    `status` is the HTTP status, None if none came. `retry_after` is in seconds, 1 to 900, None if
    the service did not ask for a pause.
    """

    id: str
    outcome: Outcome
    status: int | None = None
    retry_after: int | None = None


def answer_to_status(message_id: str, status: int, *, retry_after: int = 0) -> Answer:
    """Read an HTTP status (RFC 8030, 5; RFC 9110, 15). `retry_after` in seconds, 0 for none."""
    outcome = _outcome(status)
    asked = outcome is Outcome.LATER and retry_after > 0
    return Answer(message_id, outcome, status, min(retry_after, LONGEST_PAUSE) if asked else None)


def _outcome(status: int) -> Outcome:
    # 201 and 202 are the ones to expect. Whoever knows no other success takes it for a plain one
    # (RFC 9110, 15): sent again for two days, it would ring for two days.
    if status in range(200, 300):
        return Outcome.ACCEPTED
    if status in _GONE:
        return Outcome.GONE
    if status in _LATER or status in range(500, 600):
        return Outcome.LATER
    return Outcome.OUR_FAULT
