"""What journeys need: a card on paper, a letter, a phone with a passkey authenticator."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.account import actions
from app.core import clock
from app.domain.cards import in_groups
from app.domain.letters import Letter
from app.domain.people import Person
from tests.letters import demo_letters
from tests.people import Cast
from tests.support.browser import Authenticator, OpenPage, authenticator

expect.set_options(timeout=15_000)  # ms; many browsers may share one small machine


@pytest.fixture
def amira(session: Session, cast: Cast) -> Person:
    """Amira before her first day."""
    cast.amira.confirmed_at = None
    session.commit()
    return cast.amira


@pytest.fixture
def letter(session: Session, cast: Cast) -> Letter:
    """Less money for a while; the reason is quoted from the German letter."""
    made = demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    return made


@pytest.fixture
def hand_over(app: Flask, session: Session, cast: Cast) -> Callable[[Person], tuple[str, str]]:
    """Hand a card over: the path in its QR code, and its digits as printed."""

    def hand(person: Person) -> tuple[str, str]:
        _card, secret, number = actions.make_card(
            session,
            person,
            made_by=cast.jonas.id,
            pepper=app.extensions["secrets"].pepper,
            now=clock.now(),
        )
        session.commit()
        return f"/k#{secret}", in_groups(number or "")

    return hand


@pytest.fixture
def phone(open_page: OpenPage) -> tuple[Page, Authenticator]:
    """A phone with a fingerprint that always fits."""
    page = open_page()
    return page, authenticator(page)
