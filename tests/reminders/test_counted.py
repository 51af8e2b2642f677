"""A small part of what `make proof PART=reminders` counts in full."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core.settings import Settings
from tests.bench.house import House
from tests.people import Cast
from tests.support import wall_times
from tests.support.sequences import Street


def test_reminders_keep_the_time_on_the_wall() -> None:
    found = wall_times.look_at(3_000, seed=1)
    assert found.near_a_change == 300
    assert found.wrong == []


@pytest.mark.slow
def test_nothing_stale_and_nothing_double_arrives(
    app: Flask, settings: Settings, session: Session, cast: Cast
) -> None:
    built = House(app, settings, session, [cast.amira], [cast.jonas])
    found = Street(built, seed=1).run(15)
    assert (found.sequences, found.stale, found.double, found.unquiet) == (15, [], [], [])
    assert found.notices > 15
