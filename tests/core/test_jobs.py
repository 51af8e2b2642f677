"""The queue carries ids as JSON; losing it loses nothing, and nothing in it can run code."""

import json
import pickle
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from huey import Huey, SqliteHuey

from app.core import jobs
from app.core.security import public
from app.core.settings import Settings
from tests.support.queues import QUEUES, address, let_go


@pytest.fixture(params=QUEUES)
def queue(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Huey]:
    """Each of the three queues, empty."""
    with address(request.param, request) as url:
        made = jobs.make_queue(replace(settings, queue_url=url))
        yield made
        let_go(made)


def test_the_default_queue_is_a_file_of_its_own(settings: Settings) -> None:
    assert isinstance(jobs.make_queue(settings), SqliteHuey)
    assert (settings.data_dir / "queue.sqlite3").exists()


@pytest.mark.parametrize(
    ("url", "kind"),
    [("redis://localhost:6379/0", "RedisHuey"), ("postgresql://localhost/q", "PostgresHuey")],
)
def test_several_machines_share_a_queue(
    url: str, kind: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[dict[str, Any]] = []
    # The servers are not there; which one would be asked is what counts.
    monkeypatch.setattr(jobs, kind, lambda **how: made.append(how))
    jobs.make_queue(replace(settings, queue_url=url))
    assert url in made[0].values()
    assert made[0]["results"] is False
    assert isinstance(made[0]["serializer"], jobs.JsonSerializer)


def test_a_job_comes_out_as_it_went_in(queue: Huey) -> None:
    seen = []

    @queue.task()  # type: ignore[untyped-decorator]
    def look(one: str, two: int) -> None:
        seen.append((one, two))

    given = str(uuid.uuid4())
    look(given, 2)
    task = queue.dequeue()
    queue.execute(task)
    assert seen == [(given, 2)]


def test_what_lies_in_the_queue_is_plain_json(queue: Huey) -> None:
    @queue.task()  # type: ignore[untyped-decorator]
    def look(one: str) -> None:
        del one

    look("abc")
    stored = queue.storage.enqueued_items()
    assert len(stored) == 1
    assert "abc" in json.dumps(json.loads(stored[0]))


def test_a_planted_object_is_never_brought_to_life(queue: Huey) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
            return pytest.fail, ("it ran",)

    with pytest.raises(ValueError):
        queue.serializer.deserialize(pickle.dumps(Evil()))


def test_an_object_cannot_be_put_into_the_queue(queue: Huey) -> None:
    @queue.task()  # type: ignore[untyped-decorator]
    def look(one: object) -> None:
        del one

    with pytest.raises(TypeError):
        look(object())


def test_the_worker_is_asked_to_look_only_after_the_commit(app: Flask) -> None:
    asked: list[int] = []
    app.extensions["look_now"] = lambda: asked.append(1)
    app.config["WTF_CSRF_ENABLED"] = False

    @public
    def act(status: int) -> tuple[str, int]:
        from app.core import db

        db.session()
        jobs.look_now()
        assert not asked
        return "", status

    app.add_url_rule("/act/<int:status>", "act", act, methods=["POST"])
    app.test_client().post("/act/400")
    assert asked == []
    app.test_client().post("/act/200")
    assert asked == [1]


def test_a_queue_that_is_down_does_not_undo_what_was_saved(app: Flask) -> None:
    def down() -> None:
        raise ConnectionError

    app.extensions["look_now"] = down
    app.config["WTF_CSRF_ENABLED"] = False

    @public
    def act() -> str:
        from app.core import db

        db.session()
        jobs.look_now()
        return "saved"

    app.add_url_rule("/act", "act", act, methods=["POST"])
    assert app.test_client().post("/act").get_data() == b"saved"
