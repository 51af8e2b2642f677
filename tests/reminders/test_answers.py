"""Each answer a push service may give, and what must become of the reminder and the phone.

Here each at one service; `make proof PART=push_faults` has all of them at three.
"""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core import log
from tests.people import Cast
from tests.reminders.conftest import at
from tests.reminders.faults import FAULTS, HOSTS, Case, Meaning, alarms, late, play, services

DUE, EVENING = at("2026-11-23 10:00"), at("2026-11-23 20:00")


def _case(app: Flask, session: Session, cast: Cast, running: object) -> Case:
    return Case(app, session, cast.amira, cast.jonas, running, DUE, EVENING)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FAULTS)
def test_an_answer_has_the_effect_that_the_table_gives_it(
    app: Flask, session: Session, cast: Cast, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log.set_up("INFO")
    with services(app, DUE) as running:
        assert play(_case(app, session, cast, running), HOSTS[1], name) == []
    told = [each for each in alarms(capsys.readouterr().err) if each.get("service")]
    assert bool(told) == (FAULTS[name][0] is Meaning.OURS)
    assert "Haddad" not in str(told)


@pytest.mark.parametrize("name", ["500", "403", "429 with a pause", "reset"])
def test_nothing_is_tried_after_the_evening(
    app: Flask, session: Session, cast: Cast, name: str
) -> None:
    with services(app, DUE) as running:
        case = _case(app, session, cast, running)
        assert late(case, HOSTS[0], name) == 0
        assert case.asked(HOSTS[0]) >= 1
