"""Quiet times: nights, Sundays, public holidays, and what somebody asked for."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.domain import quiet
from app.domain.calendar import is_quiet_day, is_working_day
from app.domain.quiet import NotADayAhead, NotThen, Unfit
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


WEDNESDAY = at("2026-11-25 14:00")


def wished(text: str, *, now: datetime = WEDNESDAY, until: date | None = None) -> datetime:
    wall = datetime.fromisoformat(text)
    return quiet.shown_at_wish(wall, now=now, quiet_until=until, zone=ZONE, land=LAND)


@pytest.mark.parametrize(
    ("wish", "until"),
    [
        ("2026-11-25 14:01", None),
        ("2026-11-25 19:59", None),
        ("2026-11-28 08:00", None),  # a Saturday is no quiet day
        ("2027-01-23 19:59", None),
        ("2026-12-04 08:00", date(2026, 12, 3)),
        ("2027-06-02 10:00", date(2027, 6, 1)),  # quiet may last longer than 60 days
    ],
)
def test_a_moment_that_does_is_the_one_that_was_chosen(wish: str, until: date | None) -> None:
    assert wished(wish, until=until) == at(wish)


@pytest.mark.parametrize(
    ("wish", "until", "why", "instead"),
    [
        ("0001-01-01 00:00", None, Unfit.DAY_IS_OVER, "2026-11-26 10:00"),
        ("2026-11-24 10:00", None, Unfit.DAY_IS_OVER, "2026-11-26 10:00"),
        ("2026-11-25 14:00", None, Unfit.TIME_IS_OVER, "2026-11-26 10:00"),
        ("2026-11-25 20:00", None, Unfit.NIGHT, "2026-11-26 10:00"),
        ("2026-11-26 07:59", None, Unfit.NIGHT, "2026-11-26 10:00"),
        ("2026-11-27 21:00", None, Unfit.NIGHT, "2026-11-30 10:00"),
        ("2026-11-29 10:00", None, Unfit.QUIET_DAY, "2026-11-30 10:00"),
        ("2026-12-25 10:00", None, Unfit.QUIET_DAY, "2026-12-28 10:00"),
        ("2027-01-23 20:00", None, Unfit.NIGHT, "2027-01-22 10:00"),  # Monday is too far
        ("2027-01-24 10:00", None, Unfit.QUIET_DAY, "2027-01-22 10:00"),
        ("2027-01-25 10:00", None, Unfit.TOO_FAR, "2027-01-22 10:00"),
        ("9999-12-31 23:59", None, Unfit.TOO_FAR, "2027-01-22 10:00"),
        ("2026-12-03 19:00", date(2026, 12, 3), Unfit.ASKED_FOR_QUIET, "2026-12-04 10:00"),
        ("2026-11-29 10:00", date(2026, 12, 3), Unfit.ASKED_FOR_QUIET, "2026-12-04 10:00"),
        ("2026-11-20 10:00", date(2026, 12, 3), Unfit.DAY_IS_OVER, "2026-12-04 10:00"),
        ("2027-06-03 10:00", date(2027, 6, 1), Unfit.TOO_FAR, "2027-06-02 10:00"),
    ],
)
def test_a_moment_that_does_not_do_names_the_next_one(
    wish: str, until: date | None, why: Unfit, instead: str
) -> None:
    with pytest.raises(NotThen) as refused:
        wished(wish, until=until)
    assert (refused.value.why, refused.value.instead) == (why, at(instead))


@given(
    moments,
    st.timedeltas(timedelta(days=-3), timedelta(days=70)),
    st.none() | st.integers(-2, 120).map(lambda days: timedelta(days=days)),
)
def test_what_is_offered_instead_does(
    now: datetime, ahead: timedelta, quiet_for: timedelta | None
) -> None:
    here = now.astimezone(BERLIN)
    until = None if quiet_for is None else here.date() + quiet_for
    wall = (here + ahead).replace(tzinfo=None)
    try:
        shown = quiet.shown_at_wish(wall, now=now, quiet_until=until, zone=ZONE, land=LAND)
    except NotThen as refused:
        wall = refused.instead.replace(tzinfo=None)
        shown = quiet.shown_at_wish(wall, now=now, quiet_until=until, zone=ZONE, land=LAND)
    assert shown == wall.replace(tzinfo=BERLIN)
    assert shown.astimezone(UTC) > now
    assert not quiet.is_quiet_time(shown, zone=ZONE, land=LAND)
    assert until is None or shown.date() > until


@pytest.mark.parametrize(
    ("now", "wish", "moment"),
    [
        ("2026-10-24T10:00", "2026-10-26 10:00", "2026-10-26T09:00"),  # winter time from Sunday
        ("2027-03-26T10:00", "2027-03-30 10:00", "2027-03-30T08:00"),  # summer time from Sunday
    ],
)
def test_a_chosen_time_is_that_of_the_clock_on_the_wall(now: str, wish: str, moment: str) -> None:
    begins, shown = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (now, moment))
    assert wished(wish, now=begins) == shown


@pytest.mark.parametrize("land", ["BE", "NW"])
def test_the_night_in_which_the_clocks_are_changed_is_a_night(land: str) -> None:
    for hour in ("01:30", "02:30", "03:30"):
        for now, day in (
            (at("2026-10-20 10:00"), "2026-10-25"),
            (at("2027-03-20 10:00"), "2027-03-28"),
        ):
            with pytest.raises(NotThen):
                quiet.shown_at_wish(
                    datetime.fromisoformat(f"{day} {hour}"),
                    now=now,
                    quiet_until=None,
                    zone=ZONE,
                    land=land,
                )
