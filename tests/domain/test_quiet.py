"""Quiet times: nights, Sundays, public holidays, and what somebody asked for."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.domain import quiet
from app.domain.calendar import is_quiet_day, is_working_day
from app.domain.quiet import NotADayAhead
from tests.people import Cast

BERLIN = ZoneInfo("Europe/Berlin")
ZONE, LAND = "Europe/Berlin", "NW"
moments = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001
    max_value=datetime(2035, 12, 31),  # noqa: DTZ001
).map(lambda wall: wall.replace(tzinfo=ZoneInfo("UTC")))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("moment", "waking"),
    [
        ("2026-11-25 14:00", "2026-11-25 14:00"),
        ("2026-11-25 07:59", "2026-11-25 08:00"),
        ("2026-11-25 20:00", "2026-11-26 08:00"),
        ("2026-11-28 20:00", "2026-11-30 08:00"),  # Saturday evening: Monday
        ("2026-11-29 03:00", "2026-11-30 08:00"),
        ("2026-12-24 21:00", "2026-12-28 08:00"),  # two holidays and a Sunday
    ],
)
def test_after_a_quiet_time_comes_eight_o_clock(moment: str, waking: str) -> None:
    assert quiet.next_waking_moment(at(moment), zone=ZONE, land=LAND) == at(waking)


@given(moments)
def test_a_waking_moment_is_the_first_that_is_not_quiet(now: datetime) -> None:
    waking = quiet.next_waking_moment(now, zone=ZONE, land=LAND).astimezone(BERLIN)
    assert waking >= now
    assert time(8) <= waking.time() < time(20)
    assert not is_quiet_day(waking.date(), LAND)
    if waking != now:
        assert quiet.is_quiet_time(waking - timedelta(seconds=1), zone=ZONE, land=LAND)


@pytest.mark.parametrize(
    ("now", "until", "morning"),
    [
        ("2026-11-25 22:00", None, "2026-11-26 10:00"),
        ("2026-11-26 03:00", None, "2026-11-26 10:00"),
        ("2026-11-26 10:00", None, "2026-11-27 10:00"),
        ("2026-11-27 18:00", None, "2026-11-30 10:00"),  # Friday: no office on Saturday
        ("2026-11-25 10:00", date(2026, 12, 3), "2026-12-04 10:00"),
        ("2026-11-25 10:00", date(2026, 12, 4), "2026-12-07 10:00"),
    ],
)
def test_what_waits_is_shown_on_an_office_morning(
    now: str, until: date | None, morning: str
) -> None:
    found = quiet.next_office_morning(at(now), quiet_until=until, zone=ZONE, land=LAND)
    assert found == at(morning)
    assert is_working_day(found.date(), LAND)


def test_quiet_lasts_until_the_end_of_its_day() -> None:
    last = date(2026, 12, 3)
    ends = quiet.quiet_ends(last, now=at("2026-12-03 23:59"), zone=ZONE)
    assert ends == at("2026-12-04 00:00")
    assert quiet.quiet_ends(last, now=at("2026-12-04 00:00"), zone=ZONE) is None
    assert quiet.quiet_ends(None, now=at("2026-12-03 12:00"), zone=ZONE) is None


@pytest.mark.parametrize("days", [-1, 367])
def test_quiet_is_for_days_ahead(session: Session, cast: Cast, days: int) -> None:
    today = date(2026, 11, 25)
    with pytest.raises(NotADayAhead):
        quiet.ask_for_quiet(cast.amira, today + timedelta(days=days), today=today)
    assert cast.amira.quiet_until is None
