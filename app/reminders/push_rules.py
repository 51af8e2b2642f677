"""Which push services this installation may call: asked when a phone is added, and at each send."""

from typing import TypedDict

from app.core.push import KNOWN_PUSH_HOSTS
from app.core.settings import Settings


class PushRules(TypedDict):
    """The arguments of `check_subscription` and `Carrier`."""

    hosts: tuple[str, ...]
    allow_private: tuple[str, ...]
    allow_insecure: bool


def push_rules(settings: Settings) -> PushRules:
    """Return the rules; with `push_insecure` the operator's own hosts may be near and plain."""
    if settings.push_insecure:
        return PushRules(
            hosts=KNOWN_PUSH_HOSTS, allow_private=settings.push_hosts, allow_insecure=True
        )
    return PushRules(
        hosts=(*KNOWN_PUSH_HOSTS, *settings.push_hosts), allow_private=(), allow_insecure=False
    )
