"""What it costs to find what is due among a thousand planned notices, and among a million.

`python -m tests.bench due`. The statement with which the worker takes its next batch, median of so
many looks. Fifty notices are due, all others are planned for the weeks to come: the look must not
notice how many they are.
"""

import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine, create_engine, text

from app.core import db, migrate
from app.reminders.deliver import due_entries
from tests.bench.figures import Figures
from tests.support import postgres

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FOUND = 50
FEW, MANY = 1_000, 1_000_000
LOOKS, ROUNDS = 100, 5

# Numbers from 0, a new id, and a moment so many seconds from now, as each database says it.
_SAID = {
    "sqlite": (
        "WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n + 1 < :count)",
        "lower(hex(randomblob(16)))",
        "strftime('%Y-%m-%d %H:%M:%S.000000', :now, ({seconds}) || ' seconds')",
    ),
    "postgresql": (
        "WITH s(n) AS (SELECT generate_series(0, :count - 1))",
        "gen_random_uuid()",
        "CAST(:now AS timestamptz) + ({seconds}) * interval '1 second'",
    ),
}
_SECONDS = "CASE WHEN n < :due THEN -60 - n ELSE 60 + n % 2000000 END"


def main(figures: Figures) -> None:
    """Measure on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        _compare(figures, f"sqlite:///{folder}/due.sqlite3")
    try:
        with postgres.running() as server:
            server.run("CREATE DATABASE due")
            _compare(figures, server.url("due"))
    except postgres.PostgresMissing as missing:
        print(f"note: {missing}; SQLite only")


def _compare(figures: Figures, url: str) -> None:
    with engine_at(url) as engine:
        kind, middle = engine.dialect.name, {}
        for count in (FEW, MANY):
            fill(url, count)
            times = [_look(engine) for _ in range(ROUNDS)]
            middle[count] = statistics.median(times)
            spread = f"[{min(times):.2f}-{max(times):.2f}]"
            print(f"look {kind} {count} planned: {middle[count]:.2f} ms {spread}")
    figures.at_most(f"due_{kind}_1M", middle[MANY], "ms", 1)
    figures.at_most(f"due_{kind}_1M_to_1k", middle[MANY] / middle[FEW], "x", 2)


def _look(engine: Engine) -> float:
    """Return the milliseconds of one look, the median of many."""
    times = []
    with engine.connect().execution_options(writes=False) as connection:
        for _ in range(LOOKS):
            began = time.perf_counter()
            found = connection.execute(due_entries(NOW)).all()
            times.append((time.perf_counter() - began) * 1000)
            if len(found) != FOUND:
                raise RuntimeError(f"{len(found)} are due, not {FOUND}")
    return statistics.median(times)


@contextmanager
def engine_at(url: str) -> Iterator[Engine]:
    """Return the app's engine on a fresh, migrated database."""
    engine = db.make_engine(url)
    try:
        migrate.upgrade(engine)
        yield engine
    finally:
        engine.dispose()


def fill(url: str, count: int, *, due: int = FOUND) -> None:
    """Put so many planned notices there, and no others; `due` of them are due at NOW."""
    filling = create_engine(url)  # not ours: it does not ask whether there is such a person
    kind = filling.dialect.name
    numbers, new_id, moment = _SAID[kind]
    due_at = moment.format(seconds=_SECONDS)
    rows = (
        "INSERT INTO outbox_entry (id, person_id, topic, entity_id, version, due_at, useful_until,"
        f" state, attempts, taken_by) {numbers}"
        f" SELECT {new_id}, :nobody, 'message', {new_id}, 1, {due_at}, {due_at}, 'due', 0, ''"
        " FROM s"
    )
    values = {"count": count, "due": due, "now": f"{NOW:%Y-%m-%d %H:%M:%S}"}
    nobody = uuid.uuid4()
    with filling.begin() as connection:
        if kind == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text("SET LOCAL timezone = 'UTC'"))
        connection.execute(text("DELETE FROM outbox_entry"))
        who = nobody if kind == "postgresql" else nobody.hex
        connection.execute(text(rows), values | {"nobody": who})
    with filling.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if kind == "sqlite" else "VACUUM ANALYZE outbox_entry"))
    filling.dispose()
