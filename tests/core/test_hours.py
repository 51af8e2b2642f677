"""Hours are days and times; each reader hears them in their own language."""

from datetime import time

import pytest

from app.core.hours import hours
from app.core.i18n import speaking
from app.domain.hours import Hours

NINE, FOUR = time(9), time(16)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((1, 2, 3, 4, 5), "Montag bis Freitag, 9 bis 16 Uhr"),
        ((5, 1, 3), "Montag, Mittwoch und Freitag, 9 bis 16 Uhr"),
        ((1, 2), "Montag und Dienstag, 9 bis 16 Uhr"),
        ((7,), "Sonntag, 9 bis 16 Uhr"),
    ],
)
def test_days_that_follow_each_other_are_said_in_one(days: tuple[int, ...], said: str) -> None:
    assert hours(Hours.on(days, NINE, FOUR)) == said


def test_minutes_are_said_only_where_there_are_some() -> None:
    assert hours(Hours.on((2,), time(8, 30), FOUR)) == "Dienstag, 8:30 bis 16 Uhr"


def test_day_and_night_needs_no_times() -> None:
    assert hours(Hours.on(range(1, 8), time(), time())) == "Tag und Nacht"


@pytest.mark.parametrize(("code", "first"), [("en", "Monday"), ("ar", "الاثنين")])
def test_the_days_have_their_names_in_every_language(code: str, first: str) -> None:
    with speaking(code):
        assert hours(Hours.on((1,), NINE, FOUR)).lstrip("\u2068").startswith(first)


@pytest.mark.parametrize("kept", ["", "12345 09:00-16:00", "17 08:30-12:00"])
def test_what_the_database_keeps_comes_back_as_it_was(kept: str) -> None:
    assert str(Hours.read(kept)) == kept
    assert bool(Hours.read(kept)) == bool(kept)
