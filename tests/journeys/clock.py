"""Letters have dates: in these journeys it is a Monday morning shortly after they came."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def monday() -> Iterator[None]:
    """Let the app believe that it is Monday; time goes on."""
    with time_machine.travel(MONDAY, tick=True):
        yield
