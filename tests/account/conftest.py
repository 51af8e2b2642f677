"""What coming in needs: cards, people who hold one, and phones."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.account import actions
from app.core import clock
from app.domain.people import Person
from tests.account.phone import Paper, Phone
from tests.people import Cast

MakeCard = Callable[[Person], Paper]


@pytest.fixture
def make_card(app: Flask, session: Session) -> MakeCard:
    """Make a card for a person: `make_card(cast.amira)`."""

    def make(person: Person) -> Paper:
        _card, secret, number = actions.make_card(
            session,
            person,
            made_by=None,
            pepper=app.extensions["secrets"].pepper,
            now=clock.now(),
        )
        session.commit()
        return Paper(secret, number or "")

    return make


@pytest.fixture
def newcomer(session: Session, cast: Cast) -> Person:
    """Amira, before anybody has confirmed that it is her."""
    cast.amira.confirmed_at = None
    session.commit()
    return cast.amira


@pytest.fixture
def phone(app: Flask) -> Phone:
    """A phone that has never seen the app."""
    return Phone(app)


@pytest.fixture
def new_phone(app: Flask) -> Callable[..., Phone]:
    """Make phones: `new_phone("203.0.113.9")`."""

    def make(*arguments: Any, **more: Any) -> Phone:
        return Phone(app, *arguments, **more)

    return make


@pytest.fixture
def amiras_phone(phone: Phone, make_card: MakeCard, cast: Cast) -> Phone:
    """Amira's phone with a passkey; she has signed out."""
    assert phone.scan(make_card(cast.amira)).answer().make_passkey().status_code == 200
    phone.post("/sign-out")
    return phone


@pytest.fixture
def samirs_phone(new_phone: Callable[..., Phone], make_card: MakeCard, cast: Cast) -> Phone:
    """Samir's phone with a passkey; he has signed out."""
    phone = new_phone("198.51.100.8")
    assert phone.scan(make_card(cast.samir)).answer().make_passkey().status_code == 200
    phone.post("/sign-out")
    return phone
