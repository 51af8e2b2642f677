"""Exact counters for wrong tries: the same on every machine, and they survive a restart.

A try is taken before the costly check and given back when it was right, so that ten thousand
guesses at once are stopped before any of them is worth something. Nobody's account is ever locked
by strangers: limits hold for the address that tries, and for all addresses together. A try that was
stopped is not counted itself, so a pause ends although somebody keeps on knocking.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, request
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.core import clock, db
from app.domain.sign_in import Attempt


@dataclass(frozen=True)
class Limit:
    """At most `tries` wrong ones in any `window`, wherever it begins."""

    name: str
    tries: int
    window: timedelta
    everyone: bool = False


CARDS_OF_ALL = Limit("card-all", 60, timedelta(hours=1), everyone=True)
CARD_LIMITS = (
    Limit("card-quarter", 5, timedelta(minutes=15)),
    Limit("card-hour", 20, timedelta(hours=1)),
    CARDS_OF_ALL,
)
PASSKEY_LIMITS = (Limit("passkey", 30, timedelta(minutes=15)),)
PIN_LIMITS = (Limit("pin", 20, timedelta(minutes=15)),)
_LONGEST = timedelta(hours=1)
_LOCK = 5  # a number of our own among PostgreSQL's advisory locks


class TooManyTries(Exception):
    """A limit is reached; after its window it works again."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit.name)
        self.limit = limit


def whose() -> str:
    """Return the address that is counted: an IPv4 address or an IPv6 /64 network.

    A household has as many IPv6 addresses as it likes, and all of them in one such network.
    """
    said = request.remote_addr or "0.0.0.0"  # noqa: S104
    try:
        address = ipaddress.ip_address(said.partition("%")[0])
    except ValueError:
        return said  # a socket on this machine, or a proxy that names no address
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _scope(limit: Limit) -> str:
    if limit.everyone:
        return f"{limit.name}:all"
    # With the pepper: a plain hash of an IPv4 address is undone in minutes.
    pepper = current_app.extensions["secrets"].pepper
    hidden = hashlib.blake2b(whose().encode(), key=pepper, digest_size=16).hexdigest()
    return f"{limit.name}:{hidden}"


def take(limits: tuple[Limit, ...]) -> datetime:
    """Count one try against each limit; return its moment, by which it can be given back.

    Raises TooManyTries if a limit is used up; then nothing is counted.
    """
    now = clock.now().replace(microsecond=0)
    with db.separate_session() as session, session.begin():
        if _is_postgresql(session):  # two tries must not overlook each other; SQLite has one writer
            session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        forget_old(session, now=now)
        for limit in limits:
            if _count(session, _scope(limit), now, since=now - limit.window) > limit.tries:
                raise TooManyTries(limit)
    return now


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _count(session: Session, scope: str, now: datetime, *, since: datetime) -> int:
    """Count one more try and return how many there are since then."""
    insert = (postgresql.insert if _is_postgresql(session) else sqlite.insert)(Attempt)
    session.execute(
        insert.values(scope=scope, window_starts_at=now, tries=1).on_conflict_do_update(
            index_elements=[Attempt.scope, Attempt.window_starts_at],
            set_={"tries": Attempt.tries + 1},
        )
    )
    counted = select(func.sum(Attempt.tries)).where(Attempt.scope == scope, ~_over(since))
    return session.scalar(counted) or 0


def _over(moment: datetime) -> ColumnElement[bool]:
    """True for tries at this moment or before."""
    return Attempt.window_starts_at <= moment


def are_used_up(limit: Limit) -> bool:
    """Say whether a limit for all addresses together stops the next try."""
    since = clock.now() - limit.window
    counted = select(func.sum(Attempt.tries)).where(
        Attempt.scope == _scope(limit), ~_over(since.replace(microsecond=0))
    )
    return (db.session().scalar(counted) or 0) >= limit.tries


def give_back(limits: tuple[Limit, ...], taken_at: datetime) -> None:
    """Take back the try of that moment: it was right, and only wrong ones count."""
    with db.separate_session() as session, session.begin():
        for limit in limits:
            session.execute(
                update(Attempt)
                .where(
                    Attempt.scope == _scope(limit),
                    Attempt.window_starts_at == taken_at,
                    Attempt.tries > 0,
                )
                .values(tries=Attempt.tries - 1)
            )


def forget_old(session: Session, *, now: datetime) -> None:
    """Delete the tries that count no longer."""
    session.execute(delete(Attempt).where(_over(now - _LONGEST)))
