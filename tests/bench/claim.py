"""How many due notices a worker takes a second: in batches as ours does, and one by one.

`python -m tests.bench claim`. One by one is the loop one would write first: take the notice that
waits longest, read whose it is, mark it, commit. Both on the same database with the same promise
that what is committed stays, in turn, five rounds, medians.
"""

import statistics
import tempfile
import time
import uuid
from collections.abc import Callable

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from app.domain.outbox import LEASE, OutboxEntry, State
from app.domain.people import Person
from app.reminders.deliver import claim, due_entries
from tests.bench.due import NOW, engine_at, fill
from tests.bench.figures import Figures
from tests.support import postgres

PLANNED, DUE, ONE_BY_ONE = 20_000, 2_000, 100
ROUNDS = 5
GOAL = 25


def main(figures: Figures) -> None:
    """Measure on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        _compare(figures, f"sqlite:///{folder}/claim.sqlite3")
    try:
        with postgres.running() as server:
            server.run("CREATE DATABASE claim")
            _compare(figures, server.url("claim"))
    except postgres.PostgresMissing as missing:
        print(f"note: {missing}; SQLite only")


def _compare(figures: Figures, url: str) -> None:
    with engine_at(url) as engine:
        kind = engine.dialect.name
        fill(url, PLANNED, due=DUE)
        ours, loop = list[float](), list[float]()
        for _round in range(ROUNDS):
            ours.append(_rate(engine, _batches, DUE))
            loop.append(_rate(engine, _one_by_one, ONE_BY_ONE))
        for name, rates in (("in batches", ours), ("one by one", loop)):
            spread = f"[{min(rates):.0f}-{max(rates):.0f}]"
            print(f"rate {kind} {name} {statistics.median(rates):.0f} notices/s {spread}")
    times = statistics.median(ours) / statistics.median(loop)
    figures.at_least(f"claim_{kind}_vs_one_by_one", times, "x", GOAL)


def _rate(engine: Engine, take: Callable[[Engine, int], int], count: int) -> float:
    """Return how many a second are taken by this, from a database in which none is."""
    with Session(engine) as session, session.begin():
        free = {"state": State.DUE, "lease": None, "leased_until": None}
        session.execute(update(OutboxEntry).values(free))
    began = time.perf_counter()
    taken = take(engine, count)
    lasted = time.perf_counter() - began
    if taken != count:
        raise RuntimeError(f"{taken} were taken, not {count}")
    return count / lasted


def _batches(engine: Engine, count: int) -> int:
    taken = 0
    while taken < count:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            found = claim(session, uuid.uuid4(), now=NOW)
        if not found:
            break
        taken += len(found)
    return taken


def _one_by_one(engine: Engine, count: int) -> int:
    for _number in range(count):
        with Session(engine) as session, session.begin():
            entry = session.scalars(due_entries(NOW).limit(1)).one()
            session.get(Person, entry.person_id)
            entry.state, entry.lease = State.LEASED, uuid.uuid4()
            entry.leased_until = NOW + LEASE
    return count
