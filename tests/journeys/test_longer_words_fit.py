"""Every page with words that are 60 % longer, on the smallest phone: the next language fits too."""

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from tests.journeys.every_page import VISITORS, look_at_everything
from tests.journeys.house import House, furnished, house, settings  # noqa: F401
from tests.journeys.test_every_page_fits import Rule
from tests.support.browser import OpenPage
from tests.support.pseudo import pseudo  # noqa: F401


@pytest.fixture
def app(pseudo: str, app: Flask) -> Flask:  # noqa: F811
    """The app that offers this language as well."""
    return app


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_page_fits_with_longer_words(
    app: Flask,
    house: House,  # noqa: F811
    session: Session,
    open_page: OpenPage,
    visitor: str,
    pseudo: str,  # noqa: F811
) -> None:
    rule = Rule("320 px")

    def look(page: Page, where: str) -> None:
        assert "[~" in page.content(), where
        rule.look(page, where)

    look_at_everything(app, session, house, open_page, visitor, [pseudo], look)
    assert rule.looked
    assert not rule.found, f"{len(rule.found)}:\n" + "\n".join(rule.found)
