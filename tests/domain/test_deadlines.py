"""The watch over dates: ten working days of the Land, and only what was done on purpose counts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.deadlines import day_to_talk_about

MONDAY = date(2026, 11, 23)
RELEASED = datetime(2026, 11, 20, 12, tzinfo=UTC)


def asked(
    *days: date,
    today: date = MONDAY,
    talked: datetime | None = None,
    meets_on: date | None = None,
    land: str = "NW",
) -> date | None:
    return day_to_talk_about(
        days,
        today=today,
        visible_at=RELEASED,
        talked_at=(None, talked),
        next_meeting_on=meets_on,
        land=land,
    )


@pytest.mark.parametrize(
    ("today", "land", "last"),
    [
        (MONDAY, "NW", date(2026, 12, 7)),  # two weekends in between
        (date(2026, 11, 28), "NW", date(2026, 12, 11)),  # from a Saturday on
        (date(2026, 12, 21), "NW", date(2027, 1, 6)),  # Christmas, and the year ends
        (date(2026, 12, 21), "BY", date(2027, 1, 7)),  # in Bavaria the Epiphany too
        (date(2026, 10, 26), "NW", date(2026, 11, 9)),  # All Saints falls on a Sunday
        (date(2027, 5, 3), "NW", date(2027, 5, 19)),  # Ascension and Whit Monday
    ],
)
def test_ten_working_days_of_the_land_are_watched(today: date, land: str, last: date) -> None:
    assert asked(last, today=today, land=land) == last
    assert asked(last + timedelta(days=1), today=today, land=land) is None


def test_today_is_watched_and_what_is_over_is_not() -> None:
    assert asked(MONDAY) == MONDAY
    assert asked(MONDAY - timedelta(days=1)) is None
    assert asked() is None


def test_the_nearest_date_is_named() -> None:
    first, second = date(2026, 11, 26), date(2026, 12, 1)
    assert asked(second, first, MONDAY - timedelta(days=3)) == first


def test_a_contact_after_the_release_ends_it_and_one_before_does_not() -> None:
    day = date(2026, 12, 1)
    assert asked(day, talked=RELEASED) is None
    assert asked(day, talked=RELEASED + timedelta(hours=1)) is None
    assert asked(day, talked=RELEASED - timedelta(seconds=1)) == day


@pytest.mark.parametrize(
    ("meets_on", "is_asked"),
    [
        (date(2026, 11, 26), False),  # Friday, Monday, Tuesday: three working days
        (date(2026, 11, 27), True),  # a weekend is no time to act
        (date(2026, 12, 1), True),  # on the day itself
        (date(2026, 12, 3), True),  # too late
    ],
)
def test_a_coming_meeting_counts_if_it_leaves_three_working_days(
    meets_on: date, *, is_asked: bool
) -> None:
    day = date(2026, 12, 1)
    assert asked(day, meets_on=meets_on) == (day if is_asked else None)


def test_holidays_are_no_time_to_act_either() -> None:
    day = date(2026, 12, 29)
    today = date(2026, 12, 21)
    # After the 22nd: 23rd, 24th, then Christmas and a weekend, 28th.
    assert asked(day, today=today, meets_on=date(2026, 12, 22)) is None
    assert asked(day, today=today, meets_on=date(2026, 12, 24)) == day
