"""`schritte serve` as it really runs: a worker that dies is replaced, and none is left behind."""

import os
import signal
from pathlib import Path

import pytest

from app.core.settings import Settings
from tests.support.serving import free_port, serving
from tests.support.waiting import until

pytestmark = pytest.mark.slow


def test_a_worker_that_is_killed_is_replaced_and_none_is_left_behind(settings: Settings) -> None:
    with serving(settings, free_port()) as served:
        until(lambda: bool(served.workers))
        (first,) = served.workers
        os.kill(first, signal.SIGKILL)
        until(lambda: bool(set(served.workers) - {first}))
        (second,) = set(served.workers) - {first}
    assert not Path(f"/proc/{second}").exists(), "it ends with the web server"
