"""A hard letter that waits for the meeting: it fits, has no barrier, and one tap opens it."""

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.journeys.clock import monday  # noqa: F401
from tests.journeys.phone import is_on, tap
from tests.journeys.test_every_page_fits import Rule
from tests.letters import demo_letters
from tests.people import Cast
from tests.support import axe
from tests.support.browser import OpenPage

pytestmark = pytest.mark.usefixtures("monday")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_what_waits_fits_and_is_open_to_everybody(
    session: Session, cast: Cast, open_page: OpenPage, language: str
) -> None:
    cast.amira.hard_letters_at_meeting, cast.amira.language = True, language
    session.merge(cast.amira)
    letter = demo_letters.letter(session, "09-erstattung", to=cast.amira, by=cast.jonas)
    session.commit()
    page, rule = open_page(cast.amira, language=language, reduced_motion="reduce"), Rule()
    for path in ("/letters", f"/letters/{letter.id}"):
        page.goto(path)
        axe.unroll(page)
        assert not axe.violations(page)
        rule.look(page, path)
    assert not rule.found


def test_she_changes_her_mind_in_one_tap(session: Session, cast: Cast, open_page: OpenPage) -> None:
    letter = demo_letters.letter(session, "09-erstattung", to=cast.amira, by=cast.jonas)
    session.commit()
    page = open_page(cast.amira, reduced_motion="reduce")
    page.goto("/settings")
    page.get_by_label("erst beim Treffen zeigen").check()
    tap(page, "Speichern")
    expect(page.get_by_role("status")).to_contain_text("Gespeichert.")
    page.goto(f"/letters/{letter.id}")
    is_on(page, "Diesen Brief lesen Sie beim Treffen.")
    expect(page.locator(".date-box")).to_contain_text("Donnerstag, 10. Dezember")
    tap(page, "Doch jetzt lesen")
    is_on(page, "Zusammenfassung")
