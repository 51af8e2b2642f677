"""A worker whose wall clock jumps two hours, and repairs itself. The rest: PART=faketime."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import Cast
from tests.reminders.jumps import back, running


@pytest.mark.slow
def test_a_clock_that_goes_back_tells_nothing_twice_and_loses_nothing(
    app: Flask, session: Session, cast: Cast, tmp_path: Path
) -> None:
    with running(app, session, cast.amira, cast.jonas, tmp_path) as jumps:
        back(jumps)

    assert jumps.wrong == []
    assert len(jumps.tags()) == len(set(jumps.tags())) == 2
