"""What the start page costs: two statements, whatever there is, and few bytes on the wire."""

import brotli
import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.people import Person
from tests import make
from tests.people import Cast
from tests.taps import statements
from tests.visit import Visit

AT_MOST = 3  # statements, the look-up of the viewer included
HTML_AT_MOST = 4096  # bytes, compressed


def fill(session: Session, cast: Cast, count: int) -> None:
    """Give Amira `count` of everything, with words of their usual length."""
    for number in range(count):
        make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(number + 1))
        make.step(session, of=cast.amira, position=number)
        make.letter(session, to=cast.amira, by=cast.jonas)
        make.message(session, of=cast.amira, by=cast.jonas, body="Wie geht es Ihnen?")
    session.commit()


def test_fifty_of_everything_cost_as_many_statements_as_one(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    fill(session, cast, 1)
    amira = visit.as_(cast.amira)
    one = statements(app, lambda: amira.open("/"))
    fill(session, cast, 49)
    fifty = statements(app, lambda: amira.open("/"))
    assert len(one) == len(fifty) <= AT_MOST
    assert one == fifty


def test_it_asks_without_taking_a_lock(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL never locks readers out")
    amira = visit.as_(cast.amira)
    amira.open("/")
    with Session(session.get_bind()) as writer:
        writer.execute(update(Person).values(text_size=22))  # at work, and has not committed
        amira.open("/").sees("Guten Tag, Frau Haddad.")


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_the_page_is_small_on_the_wire(
    session: Session, cast: Cast, visit: Visit, language: str
) -> None:
    cast.amira.language = language
    cast.jonas.phone = "0221 555 12"
    fill(session, cast, 2)
    body = visit.as_(cast.amira).client.get("/").get_data()
    assert len(brotli.compress(body, quality=5)) <= HTML_AT_MOST
