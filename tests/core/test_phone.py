"""A number is read on one line and dialled with one tap, however it was written."""

import pytest

from app.core.phone import international, phone, tel


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0221 4710 100", "02214710100"),
        ("030 / 23125-214", "03023125214"),
        ("+49 (0)221 4710 100", "+492214710100"),
        ("(0221) 4710", "02214710"),
        ("+49 0221 4710", "+492214710"),
        ("+49 (0)221 4710", "+492214710"),
        ("٠٢٢١ ٤٧١٠", "02214710"),
        ("+٤٩ (٠)٢٢١ ٤٧١٠", "+492214710"),
    ],
)
def test_a_number_is_dialled(written: str, dialled: str) -> None:
    assert tel(written) == dialled


def test_a_number_stays_on_one_line() -> None:
    assert phone("030 / 23125 214") == "030\u00a0/\u00a023125\u00a0214"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0151 234 567 89", "+4915123456789"),
        ("+49 (0)151 / 234567", "+49151234567"),
        ("0043 664 1234567", "+436641234567"),
        ("٠١٥١ ٢٣٤٥٦٧", "+49151234567"),
        ("+٤٩ ۱۵۱ ۲۳۴۵۶۷", "+49151234567"),
        ("110", ""),
        ("bitte klopfen", ""),
    ],
)
def test_a_gateway_gets_a_number_with_its_country(written: str, number: str) -> None:
    assert international(written) == number
