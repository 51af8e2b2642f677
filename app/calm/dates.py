"""The safe date: a day that is early enough in every case; never later than the legal date."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta


def safe_date(letter_on: date, is_working_day: Callable[[date], bool]) -> date:
    """Return the letter's date plus one calendar month, moved back to a working day (calm 4.3).

    The law gives one month from the 4th day after posting and moves weekends forward (SGB X § 37,
    SGG § 84); this day leaves both out, so it can only be early. 31 January gives 28 February.
    `is_working_day` knows the holidays of the programme's Land; some earlier day must be one.
    """
    first = letter_on.replace(day=1)
    next_month = first + timedelta(days=monthrange(first.year, first.month)[1])
    last_day = monthrange(next_month.year, next_month.month)[1]
    day = next_month.replace(day=min(letter_on.day, last_day))
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
