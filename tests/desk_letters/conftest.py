"""Letters have dates: the clock stands at a Monday morning shortly after they came."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.domain.letters import Letter
from tests import make
from tests.people import Cast

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def letter(session: Session, cast: Cast) -> Letter:
    """A letter just begun."""
    made = make.letter(
        session, to=cast.amira, by=cast.jonas, kind="minderung", released_at=None,
        label=None, has_date=None, official_text="", letter_on=None,
    )  # fmt: skip
    session.commit()
    return made
