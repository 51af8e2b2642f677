"""When a reminder may ring: wall time, quiet days, and never later than it should."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.calendar import is_quiet_day
from app.domain.reminders import (
    BEFORE_START,
    CLOSE,
    Lead,
    change_moment,
    inbox_moment,
    next_office_moment,
    next_urgent_moment,
    remind_at,
    ringing,
    useful_until,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONE, LAND = "Europe/Berlin", "NW"

# In the morning of these days the clocks change.
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)

meetings = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 - wall times
    max_value=datetime(2035, 12, 31),  # noqa: DTZ001
).map(lambda wall: wall.replace(second=0, microsecond=0, tzinfo=BERLIN))
moments = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001
    max_value=datetime(2035, 12, 31),  # noqa: DTZ001
).map(lambda wall: wall.replace(tzinfo=ZoneInfo("UTC")))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("meeting", "lead", "rings"),
    [
        ("2026-11-24 10:00", Lead.DAY_BEFORE_10, "2026-11-23 10:00"),
        ("2026-11-24 10:00", Lead.DAY_BEFORE_17, "2026-11-23 17:00"),
        ("2026-11-24 10:00", Lead.TWO_HOURS, "2026-11-24 08:00"),
        ("2026-11-24 15:00", Lead.TWO_HOURS, "2026-11-24 13:00"),
        # The day before is a Sunday: Saturday afternoon.
        ("2026-11-23 10:00", Lead.DAY_BEFORE_10, "2026-11-21 17:00"),
        # Boxing day, Christmas day and a Sunday in a row: back to the day before them.
        ("2026-12-28 10:00", Lead.DAY_BEFORE_17, "2026-12-24 17:00"),
        # On a Sunday itself nothing rings.
        ("2026-11-22 15:00", Lead.TWO_HOURS, "2026-11-21 17:00"),
        # Too early for two hours before: eight o'clock, or the evening before.
        ("2026-11-24 09:00", Lead.TWO_HOURS, "2026-11-24 08:00"),
        ("2026-11-24 08:10", Lead.TWO_HOURS, "2026-11-23 17:00"),
        ("2026-11-24 08:15", Lead.TWO_HOURS, "2026-11-23 17:00"),
        ("2026-11-24 08:16", Lead.TWO_HOURS, "2026-11-24 08:00"),
        ("2026-11-24 22:00", Lead.TWO_HOURS, "2026-11-24 19:00"),
        ("2026-11-24 07:00", Lead.TWO_HOURS, "2026-11-23 17:00"),
    ],
)
def test_the_reminder_rings_at(meeting: str, lead: Lead, rings: str) -> None:
    assert remind_at(at(meeting), lead, land=LAND) == at(rings)


def test_corpus_christi_is_quiet_in_cologne_and_not_in_berlin() -> None:
    friday = at("2026-06-05 10:00")
    assert remind_at(friday, Lead.DAY_BEFORE_10, land="NW") == at("2026-06-03 17:00")
    assert remind_at(friday, Lead.DAY_BEFORE_10, land="BE") == at("2026-06-04 10:00")


@pytest.mark.parametrize("monday", [SPRING + timedelta(days=1), AUTUMN + timedelta(days=1)])
@pytest.mark.parametrize(("lead", "hour"), [(Lead.DAY_BEFORE_10, 17), (Lead.DAY_BEFORE_17, 17)])
def test_when_the_clocks_change_it_keeps_its_wall_time(monday: date, lead: Lead, hour: int) -> None:
    rings = remind_at(datetime.combine(monday, time(10), tzinfo=BERLIN), lead, land=LAND)
    assert rings == datetime.combine(monday - timedelta(days=2), time(hour), tzinfo=BERLIN)


@given(meetings, st.sampled_from(Lead), st.sampled_from(["NW", "BE", "BY", "SN"]))
@example(datetime(2027, 3, 28, 2, 30, tzinfo=BERLIN), Lead.TWO_HOURS, "NW")
@example(datetime(2027, 10, 31, 2, 30, fold=1, tzinfo=BERLIN), Lead.DAY_BEFORE_10, "NW")
def test_it_never_rings_at_night_on_a_quiet_day_or_too_late(
    starts: datetime, lead: Lead, land: str
) -> None:
    rings = remind_at(starts, lead, land=land)
    until = useful_until(rings, starts)
    assert time(8) <= rings.timetz().replace(tzinfo=None) < time(20)
    assert not is_quiet_day(rings.date(), land)
    assert rings < until <= starts - BEFORE_START
    assert until.time() <= time(20)
    assert until.date() == rings.date(), "what was missed in the evening does not ring next morning"


@given(moments, st.booleans())
def test_messages_and_letters_ring_only_in_office_hours(now: datetime, hard: bool) -> None:
    rings = next_office_moment(now, zone=ZONE, land=LAND, hard_letter=hard).astimezone(BERLIN)
    assert now <= rings <= now + timedelta(days=8)
    assert rings.isoweekday() <= (4 if hard else 5)
    assert time(9) <= rings.time() < time(14 if hard else 17)
    assert not is_quiet_day(rings.date(), LAND)


@given(st.lists(moments, min_size=1, max_size=40).map(sorted))
def test_however_much_is_written_it_rings_twice_a_day_at_most(written: list[datetime]) -> None:
    told: set[datetime] = set()
    last: datetime | None = None
    for now in written:
        last = inbox_moment(now, last, zone=ZONE, land=LAND)
        assert last >= now
        told.add(last)
    days = [each.astimezone(BERLIN).date() for each in told]
    assert all(days.count(day) <= 2 for day in days)


@given(moments)
def test_a_change_is_told_at_once_and_nobody_is_woken(now: datetime) -> None:
    rings = next_urgent_moment(now, zone=ZONE).astimezone(BERLIN)
    assert time(7) <= rings.time() < time(20)
    assert now <= rings <= now + timedelta(hours=12)
    if time(7) <= now.astimezone(BERLIN).time() < time(20):
        assert rings == now


@pytest.mark.parametrize(
    ("now", "starts", "rings"),
    [
        # Outside quiet times: at once.
        ("2026-11-25 14:00", "2026-11-30 10:00", "2026-11-25 14:00"),
        # At night, for a meeting that is not near: when the night is over.
        ("2026-11-25 22:00", "2026-11-30 10:00", "2026-11-26 08:00"),
        # At night, for the next morning: from seven.
        ("2026-11-25 22:00", "2026-11-26 09:00", "2026-11-26 07:00"),
        # On a Sunday: Monday, unless the meeting is on Monday morning.
        ("2026-11-29 10:00", "2026-12-02 10:00", "2026-11-30 08:00"),
        ("2026-11-29 10:00", "2026-11-30 07:30", "2026-11-29 19:30"),
        ("2026-11-29 10:00", "2026-11-29 15:00", "2026-11-29 10:00"),
        # On Saturday evening, for Sunday afternoon.
        ("2026-11-28 21:00", "2026-11-29 15:00", "2026-11-29 07:00"),
    ],
)
def test_a_change_is_told(now: str, starts: str, rings: str) -> None:
    assert change_moment(at(now), at(starts), None, zone=ZONE, land=LAND) == at(rings)


@given(moments, st.timedeltas(min_value=timedelta(hours=-1), max_value=timedelta(days=20)))
def test_a_change_breaks_the_quiet_only_when_the_meeting_is_near(
    now: datetime, ahead: timedelta
) -> None:
    starts = now + ahead
    rings = change_moment(now, starts, zone=ZONE, land=LAND).astimezone(BERLIN)
    assert now <= rings
    assert time(7) <= rings.time() < time(20)
    is_quiet = rings.time() < time(8) or is_quiet_day(rings.date(), LAND)
    assert not is_quiet or rings >= starts - CLOSE


def starting(*texts: str) -> list[datetime]:
    return [at(f"2026-11-24 {each}") for each in texts]


def test_meetings_of_one_moment_share_a_ring() -> None:
    both = starting("10:00", "15:00")
    assert set(ringing(both, Lead.DAY_BEFORE_10, land=LAND).values()) == {at("2026-11-23 10:00")}


def test_a_third_ring_of_a_day_joins_the_second() -> None:
    meetings = starting("10:00", "13:00", "15:00", "18:00")
    found = ringing(meetings, Lead.TWO_HOURS, land=LAND)
    expected = starting("08:00", "11:00", "11:00", "11:00")
    assert [found[each] for each in meetings] == expected


@given(st.lists(meetings, min_size=1, max_size=12), st.sampled_from(Lead))
def test_nobody_is_reminded_later_than_wished_or_more_than_twice_a_day(
    starts: list[datetime], lead: Lead
) -> None:
    found = ringing(starts, lead, land=LAND)
    assert all(found[each] <= remind_at(each, lead, land=LAND) for each in starts)
    days = [moment.date() for moment in set(found.values())]
    assert all(days.count(day) <= 2 for day in days)
