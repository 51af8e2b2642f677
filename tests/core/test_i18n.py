"""Dates, times and money as each reader knows them; Latin digits; German as the ground."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from app.core import i18n
from app.core.i18n import clock_time, day, lazy, moment, money, speaking
from app.core.languages import LANGUAGES, SOURCE, negotiate

TUESDAY = date(2026, 11, 24)
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
HALF_PAST_TWO = TEN.replace(hour=14, minute=30)


@pytest.fixture(autouse=True)
def back_to_german() -> Iterator[None]:
    i18n.speak(SOURCE)
    yield
    i18n.speak(SOURCE)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("de", "Dienstag, 24.\u00a0November"),
        ("en", "Tuesday, 24\u00a0November"),
        ("ar", "الثلاثاء، 24\u00a0نوفمبر"),
        ("tr", "24\u00a0Kasım Salı"),
    ],
)
def test_a_day_is_said_with_its_weekday(code: str, said: str) -> None:
    with speaking(code):
        assert day(TUESDAY) == said
        assert day(TEN) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("de", "Freitag, 8.\u00a0Januar 2027"),
        ("en", "Friday, 8\u00a0January 2027"),
        ("ar", "الجمعة، 8\u00a0يناير 2027"),
        ("tr", "8\u00a0Ocak 2027 Cuma"),
    ],
)
def test_the_year_is_said_only_if_it_is_another(code: str, said: str) -> None:
    with speaking(code):
        assert day(date(2027, 1, 8), today=TUESDAY) == said
        assert "2026" not in day(date(2026, 12, 1), today=TUESDAY)


def test_digits_are_latin_in_every_language_on_every_day() -> None:
    for code in LANGUAGES:
        with speaking(code):
            for number in range(1, 29):
                said = day(date(2026, 2, number), today=TUESDAY.replace(year=2025))
                assert str(number) in said
                assert "2026" in said
                assert not any(c.isdecimal() and not c.isascii() for c in said)


def test_a_time_is_said_without_idle_zeros() -> None:
    assert clock_time(TEN) == "10 Uhr"
    assert clock_time(HALF_PAST_TWO) == "14:30 Uhr"
    assert clock_time(TEN.replace(hour=9, minute=5)) == "9:05 Uhr"
    assert clock_time(TEN.replace(hour=0)) == "0 Uhr"


def test_a_moment_is_a_day_and_a_time() -> None:
    assert moment(TEN) == "Dienstag, 24.\u00a0November, 10 Uhr"
    with speaking("ar"):
        assert moment(TEN).startswith("الثلاثاء، 24\u00a0نوفمبر، ")
        assert "10" in moment(TEN)


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (56300, "563 Euro"),
        (1250, "12,50 Euro"),
        (123456789, "1.234.567,89 Euro"),
        (5, "0,05 Euro"),
        (0, "0 Euro"),
    ],
)
def test_money_is_said_as_on_the_letters(cents: int, said: str) -> None:
    assert money(cents) == said


def test_money_has_latin_digits_in_arabic() -> None:
    with speaking("ar"):
        assert "563" in money(56300)


def test_speaking_ends_with_its_block() -> None:
    with speaking("ar") as spoken:
        assert spoken.direction == "rtl"
        with speaking("en"):
            assert i18n.language().code == "en"
        assert i18n.language().code == "ar"
    assert i18n.language().code == "de"


def test_an_unknown_language_is_german() -> None:
    i18n.speak("tlh")
    assert i18n.language().code == "de"


def test_a_text_that_a_catalog_lacks_is_said_in_german() -> None:
    with speaking("en"):
        assert i18n._("Ein Satz, den es nirgends gibt.") == "Ein Satz, den es nirgends gibt."


@pytest.mark.parametrize("value", ["030 / 23125 214", "Haddad"])
def test_what_fills_a_sentence_from_right_to_left_keeps_its_own_direction(value: str) -> None:
    with speaking("ar"):
        assert (
            i18n._("Ein Satz mit %(value)s.", value=value) == f"Ein Satz mit \u2068{value}\u2069."
        )
    assert i18n._("Ein Satz mit %(value)s.", value=value) == f"Ein Satz mit {value}."


def test_a_time_stays_one_number_from_right_to_left() -> None:
    with speaking("ar"):
        assert "14:30" in clock_time(HALF_PAST_TWO)


def test_placeholders_are_filled_and_a_percent_sign_stays() -> None:
    assert i18n._("%(a)s und %(b)s", a=1, b="zwei") == "1 und zwei"
    assert i18n._("100 %") == "100 %"


def test_a_lazy_text_speaks_when_it_is_shown() -> None:
    label = lazy("Ein Satz, den es nirgends gibt.")
    with speaking("en"):
        assert str(label) == "Ein Satz, den es nirgends gibt."


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("ar-SY,ar;q=0.9", "ar"),
        ("en-US", "en"),
        ("tlh,en;q=0.3,ar;q=0.5", "ar"),
        ("fr-FR", "de"),
        ("", "de"),
        (";;;q=,,x;q=y", "de"),
        ("en;q=0.1," * 5000, "en"),
    ],
)
def test_the_browsers_wish_is_heard(header: str, code: str) -> None:
    assert negotiate(header) == code


def test_a_page_says_its_language_and_direction(app: Flask) -> None:
    for code, spoken in LANGUAGES.items():
        page = app.test_client().get("/welcome", headers={"Accept-Language": code})
        text = page.get_data(as_text=True)
        assert f'<html lang="{spoken.tag}" dir="{spoken.direction}"' in text
