"""The public holidays of all Länder, day by day, against a list that was written down by hand."""

from datetime import date, timedelta

import pytest

from app.domain.calendar import is_quiet_day, is_working_day

# As the holiday laws of the Länder have them. Two years, so that none hides behind a Sunday.
EVERYWHERE = (
    "2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-10-03 2026-12-25 "
    "2026-12-26 2027-01-01 2027-03-26 2027-03-29 2027-05-01 2027-05-06 2027-05-17 2027-10-03 "
    "2027-12-25 2027-12-26"
)
SOMEWHERE = {
    "2026-01-06 2027-01-06": "BW BY ST",  # Epiphany
    "2026-03-08 2027-03-08": "BE MV",  # women's day
    "2026-06-04 2027-05-27": "BW BY HE NW RP SL",  # Corpus Christi
    "2026-08-15 2027-08-15": "SL",  # Assumption; in Bavaria each municipality has its own answer
    "2026-09-20 2027-09-20": "TH",  # children's day
    "2026-10-31 2027-10-31": "BB HB HH MV NI SH SN ST TH",  # Reformation
    "2026-11-01 2027-11-01": "BW BY NW RP SL",  # All Saints
    "2026-11-18 2027-11-17": "SN",  # day of repentance
}
LANDS = "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH".split()
DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(730)]


@pytest.mark.parametrize("land", LANDS)
def test_nothing_rings_on_sundays_and_public_holidays_and_on_no_other_day_it_is_quiet(
    land: str,
) -> None:
    names = [days for days, lands in SOMEWHERE.items() if land in lands.split()]
    free = {date.fromisoformat(day) for days in (EVERYWHERE, *names) for day in days.split()}
    assert {day for day in DAYS if is_quiet_day(day, land)} == free | {
        day for day in DAYS if day.isoweekday() == 7
    }
    assert {day for day in DAYS if is_working_day(day, land)} == {
        day for day in DAYS if day.isoweekday() < 6 and day not in free
    }
