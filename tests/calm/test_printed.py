"""Dates, times and amounts are found as letters write them."""

from datetime import date

import pytest

from app.calm.lined import normalised
from app.calm.printed import own_words, quotes_in, times_in
from app.calm.printed_dates import PrintedDate, dates_in
from app.calm.printed_money import amounts_in, numbers_in


@pytest.mark.parametrize(
    ("text", "day", "month", "year"),
    [
        ("am 24.11.2026.", 24, 11, 2026),
        ("am 03.12.26, dann", 3, 12, 2026),
        ("vom 1. 6. 2026", 1, 6, 2026),
        ("Dienstag,24. November 2026", 24, 11, 2026),
        ("bis zum 3. März", 3, 3, None),
        ("24. Nov. 2026", 24, 11, 2026),
        ("am 24. November 10 Uhr", 24, 11, None),
        ("am 24.11. 10:30 Uhr", 24, 11, None),
        ("am 18. 11. 2026", 18, 11, 2026),
        ("am 18.11 .2026", 18, 11, 2026),
        ("am 18.Nov.2026", 18, 11, 2026),
        ("den 18. Novem-\nber 2026", 18, 11, 2026),
        ("den 18. Novernber 2026", 18, 11, 2026),
        ("am 3l.12.2O26", 31, 12, 2026),
        ("ab l. Dezember 2026", 1, 12, 2026),
        ("am 18.11.20-\n26 und", 18, 11, 2026),
        ("2026-11-18", 18, 11, 2026),
        ("18/11/2026", 18, 11, 2026),
        ("am 1 8 . ſ e p t e m b e r 2 0 2 6", 18, 9, 2026),
    ],
)
def test_a_date_is_found(text: str, day: int, month: int, year: int | None) -> None:
    assert dates_in(text) == (PrintedDate(day, month, year),)


@pytest.mark.parametrize("text", ["1.234,56 EUR", "Zimmer 2.14", "am 45.11.2026", "§ 37 SGB X"])
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert dates_in(text) == ()


def test_a_range_gives_two_dates() -> None:
    assert dates_in("01.06.-31.08.2026") == (PrintedDate(1, 6, None), PrintedDate(31, 8, 2026))


@pytest.mark.parametrize("text", ["vom 1. bis 15. Juni 2026", "1. - 15. Juni 2026"])
def test_the_first_day_of_a_range_borrows_its_month(text: str) -> None:
    assert dates_in(text) == (PrintedDate(1, 6, 2026), PrintedDate(15, 6, 2026))


def test_a_printed_date_agrees_only_with_its_own_day() -> None:
    assert PrintedDate(24, 11, None).may_be(date(2026, 11, 24))
    assert not PrintedDate(24, 11, 2027).may_be(date(2026, 11, 24))
    assert not PrintedDate(11, 12, 2026).may_be(date(2026, 12, 1))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("um 9.30 Uhr", (9, 30)),
        ("09:30", (9, 30)),
        ("10 Uhr", (10, 0)),
        ("um 8 h", (8, 0)),
        ("Uhrzeit: 10.30", (10, 30)),
        ("um 1O:3O Uhr", (10, 30)),
        ("um halb ſieben", (6, 30)),
        ("um dreı Uhr", (15, 0)),
    ],
)
def test_a_time_is_found(text: str, time: tuple[int, int]) -> None:
    assert times_in(text) == {time}


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("240,00 EUR", 24000),
        ("1.240,50 €", 124050),
        ("EUR 563,00, zahlbar", 56300),
        ("12 Euro.", 1200),
        ("240,- €", 24000),
        ("1.234,-- €", 123400),
        ("l.234,5O €", 123450),
        ("240.00 EUR", 24000),
        ("240, 00 EUR", 24000),
        ("1 234,56 Euro", 123456),
        ("-56,30 €", 5630),
    ],
)
def test_an_amount_is_found(text: str, cents: int) -> None:
    assert amounts_in(text) == {cents}
    assert cents in numbers_in(text)


def test_an_amount_may_borrow_its_currency() -> None:
    assert amounts_in("von 455,00 auf 484,40 EUR") == {45500, 48440}


def test_both_ends_of_a_span_of_time_are_found() -> None:
    assert times_in("10.00 - 11.30 Uhr") == {(10, 0), (11, 30)}


def test_the_beginning_of_work_is_no_time_of_day() -> None:
    assert times_in("Beginn 01.11.2026") == frozenset()


def test_a_number_without_a_currency_is_no_amount_of_money() -> None:
    assert amounts_in("Zimmer 214, 3 Monate, 02345 6789") == frozenset()


def test_a_date_is_no_number() -> None:
    assert numbers_in("am 24.11.2026 sind es 563,00") == {56300}


def test_white_space_and_soft_hyphens_do_not_matter() -> None:
    assert normalised("bis\u00a0zum\n 15.  De\u00adzember") == "bis zum 15. Dezember"
    assert normalised("15. De\ufffe\r\nzember") == "15. Dezember"


def test_quoted_words_are_not_ours() -> None:
    text = "Im Brief steht: «Ihr Termin»."
    assert quotes_in(text) == ("Ihr Termin",)
    assert "Termin" not in own_words(text)
