"""The safe date is early enough in every case."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calm.dates import safe_date


def _monday_to_friday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("letter_on", "expected"),
    [
        (date(2026, 11, 18), date(2026, 12, 18)),
        (date(2027, 1, 31), date(2027, 2, 26)),  # 28 February 2027 is a Sunday
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 29)),  # 31 January 2027 is a Sunday
        (date(2026, 11, 20), date(2026, 12, 18)),  # 20 December 2026 is a Sunday
    ],
)
def test_the_safe_date_is_one_month_later_on_a_working_day(letter_on: date, expected: date) -> None:
    assert safe_date(letter_on, _monday_to_friday) == expected


def test_31_january_gives_28_february() -> None:
    assert safe_date(date(2027, 1, 31), lambda _: True) == date(2027, 2, 28)


def test_a_holiday_moves_the_safe_date_before_it_not_behind_it() -> None:
    christmas = {date(2026, 12, 25), date(2026, 12, 24)}
    found = safe_date(
        date(2026, 11, 25), lambda day: _monday_to_friday(day) and day not in christmas
    )
    assert found == date(2026, 12, 23)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_the_safe_date_never_falls_behind_the_legal_one(letter_on: date) -> None:
    day = safe_date(letter_on, _monday_to_friday)
    assert _monday_to_friday(day)
    assert letter_on + timedelta(days=25) <= day <= letter_on + timedelta(days=31)
