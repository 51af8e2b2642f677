"""Four people, twelve phones, and everybody signs in everywhere.

`make proof PART=right_person` walks further.
"""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.people import Person, Role, Salutation
from tests.people import Cast, make_person
from tests.reminders.hands import walking


@pytest.fixture
def people(app: Flask, session: Session, cast: Cast) -> list[Person]:
    """Amira, Samir, and two who share their names."""
    keys, programme = app.extensions["keys"], cast.programme
    others = [
        make_person(session, keys, programme, Role.PARTICIPANT, first, last, salutation)
        for first, last, salutation in (
            ("Amira", "Haddad", Salutation.FRAU),
            ("Samir", "Aydin", Salutation.HERR),
        )
    ]
    session.commit()
    return [cast.amira, cast.samir, *others]


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_told_reaches_the_phones_of_its_person_and_no_other(
    app: Flask, session: Session, cast: Cast, people: list[Person], seed: int
) -> None:
    with walking(app, session, people, cast.jonas, seed=seed) as hands:
        hands.walk(150)

    assert hands.wrong == []
    assert hands.told > 10
