"""Facts keep what a human ticked, without loss and without nonsense."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calm.facts import (
    AMOUNTS,
    DATES,
    ROLE_TITLES,
    TEXTS,
    Fact,
    Role,
    day_of,
    difference,
    from_json,
    to_json,
)

_texts = st.text(st.characters(exclude_categories=["Cs"]))
_facts = st.one_of(
    st.builds(Fact, st.sampled_from(sorted(DATES)), st.dates(), _texts),
    st.builds(Fact, st.just(Role.APPOINTMENT), st.datetimes(), _texts),
    st.builds(Fact, st.sampled_from(sorted(AMOUNTS)), st.integers(0, 10**9), _texts),
    st.builds(Fact, st.sampled_from(sorted(TEXTS)), _texts, _texts),
)


@given(st.lists(_facts).map(tuple))
def test_facts_survive_being_stored(facts: tuple[Fact, ...]) -> None:
    stored = to_json(facts)
    assert from_json(stored) == facts
    assert to_json(from_json(stored)) == stored


def test_facts_are_stored_readably() -> None:
    stored = to_json([Fact(Role.FROM, date(2026, 12, 1), "ab 1. Dezember")])
    assert json.loads(stored) == [
        {"role": "from", "value": "2026-12-01", "quote": "ab 1. Dezember"}
    ]


@pytest.mark.parametrize(
    ("role", "value"),
    [
        (Role.LETTER_DATE, "2026-11-18"),
        (Role.LETTER_DATE, datetime.fromisoformat("2026-11-18T09:00")),
        (Role.APPOINTMENT, datetime(2026, 11, 18, 9, 0, tzinfo=UTC)),
        (Role.NEW, -1),
        (Role.NEW, True),
        (Role.NEW, "563"),
        (Role.WHERE, 3),
        (Role.WHERE, date(2026, 11, 18)),
    ],
)
def test_a_value_that_does_not_fit_its_role_is_refused(role: Role, value: date | int | str) -> None:
    with pytest.raises(ValueError, match="no value for"):
        Fact(role, value)


@pytest.mark.parametrize(
    "stored", ["{", "[1]", '[{"role":"colour","value":"","quote":""}]', '[{"role":"new"}]']
)
def test_what_was_not_stored_by_us_is_refused(stored: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(stored)


def test_the_difference_is_new_minus_old_in_cents() -> None:
    new, old = Fact(Role.NEW, 50600, "506,00"), Fact(Role.OLD, 56300, "563,00")
    assert difference((new, old)) == -5700


def test_the_difference_is_unknown_while_an_amount_is_missing() -> None:
    assert difference((Fact(Role.NEW, 50600, "506,00"),)) is None


def test_an_appointment_falls_on_its_day() -> None:
    assert day_of(Fact(Role.APPOINTMENT, datetime.fromisoformat("2026-12-03T09:30"))) == date(
        2026, 12, 3
    )
    assert day_of(Fact(Role.NEW, 1)) is None


def test_every_role_has_words_for_the_desk() -> None:
    assert set(ROLE_TITLES) == set(Role)
