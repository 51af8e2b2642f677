"""The three queues a worker can be woken through, each on a real server of this test run."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from huey import Huey, RedisHuey

QUEUES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres), "redis"]


@contextmanager
def address(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Lend the address of a queue of this kind, for the settings."""
    if kind == "postgresql":
        server = request.getfixturevalue("postgres_server")
        with server.copy_of(request.getfixturevalue("postgres_template")) as url:
            yield url
    else:
        yield request.getfixturevalue("redis_server") if kind == "redis" else ""


def let_go(queue: Huey) -> None:
    """Empty the queue and close what it holds open."""
    queue.flush()
    queue.storage.close()
    if isinstance(queue, RedisHuey):
        queue.storage.conn.close()
