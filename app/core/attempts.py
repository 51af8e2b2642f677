"""Exact counters for wrong tries: the same on every machine, and they survive a restart.

A try is taken before the costly check and given back when it was right, so that ten thousand guesses
at once are stopped before any of them is worth something. Nobody's account is ever locked by
strangers: limits hold for the address that tries, and for all addresses together.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import request
from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core import clock, db
from app.domain.sign_in import Attempt


@dataclass(frozen=True)
class Limit:
    """At most `tries` wrong ones within `window`."""

    name: str
    tries: int
    window: timedelta
    everyone: bool = False


CARD_LIMITS = (
    Limit("card-quarter", 5, timedelta(minutes=15)),
    Limit("card-hour", 20, timedelta(hours=1)),
    Limit("card-all", 60, timedelta(hours=1), everyone=True),
)
PASSKEY_LIMITS = (Limit("passkey", 30, timedelta(minutes=15)),)
PIN_LIMITS = (Limit("pin", 20, timedelta(minutes=15)),)


class TooManyTries(Exception):
    """A limit is reached; later it works again."""


def _whose() -> str:
    """Return the address that is counted: an IPv4 address or an IPv6 /64 network."""
    address = ipaddress.ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _key(limit: Limit, now: datetime) -> dict[str, object]:
    seconds = int(limit.window.total_seconds())
    start = datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)
    whose = "all" if limit.everyone else hashlib.sha256(_whose().encode()).hexdigest()[:32]
    return {"scope": f"{limit.name}:{whose}", "window_starts_at": start}


def take(limits: tuple[Limit, ...]) -> None:
    """Count one try against each limit. Raises TooManyTries if one of them is used up."""
    now = clock.now()
    with db.separate_session() as session, session.begin():
        dialect = session.get_bind().dialect.name
        insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        for limit in limits:
            statement = insert(Attempt).values(**_key(limit, now), tries=1)
            counted = session.scalar(
                statement.on_conflict_do_update(
                    index_elements=[Attempt.scope, Attempt.window_starts_at],
                    set_={"tries": Attempt.tries + 1},
                ).returning(Attempt.tries)
            )
            if counted is not None and counted > limit.tries:
                raise TooManyTries(limit.name)


def give_back(limits: tuple[Limit, ...]) -> None:
    """Take back one try: it was right, and only wrong ones count."""
    now = clock.now()
    with db.separate_session() as session, session.begin():
        for limit in limits:
            key = _key(limit, now)
            session.execute(
                update(Attempt)
                .where(
                    Attempt.scope == key["scope"],
                    Attempt.window_starts_at == key["window_starts_at"],
                    Attempt.tries > 0,
                )
                .values(tries=Attempt.tries - 1)
            )


def is_exhausted(limit: Limit) -> bool:
    """Whether the limit is used up now, without counting."""
    key = _key(limit, clock.now())
    with db.separate_session() as session:
        tries = session.scalar(
            select(Attempt.tries).where(
                Attempt.scope == key["scope"],
                Attempt.window_starts_at == key["window_starts_at"],
            )
        )
    return (tries or 0) >= limit.tries


def forget_old(*, now: datetime) -> None:
    """Delete counters whose window is long over."""
    with db.separate_session() as session, session.begin():
        session.execute(
            delete(Attempt).where(Attempt.window_starts_at < now - timedelta(hours=2))
        )
