"""Somebody listens to a page: what they tap, and the voices their phone has."""

from playwright.sync_api import Locator, Page
from sqlalchemy.orm import Session

from tests.people import Cast

GERMAN, ARABIC, FRENCH = ("de-DE", True), ("ar-EG", True), ("fr-FR", True)


def in_arabic(session: Session, cast: Cast) -> None:
    """Let Amira read Arabic."""
    cast.amira.language = "ar"
    session.merge(cast.amira)
    session.commit()


def button(page: Page) -> Locator:
    """Return the buttons that read aloud and can be seen."""
    return page.locator("button.voice:visible")


def listen(page: Page) -> None:
    """Tap the first of them."""
    button(page).first.click()
