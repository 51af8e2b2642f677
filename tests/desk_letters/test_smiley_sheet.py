"""The smiley for paper envelopes: a card of A6, a sheet of A4 to cut, and the word about it."""

import io

import pypdfium2
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from tests import make
from tests.people import Cast
from tests.support.browser import OpenPage
from tests.visit import Visit


def test_it_prints_on_one_card_of_a6(cast: Cast, open_page: OpenPage) -> None:
    page: Page = open_page(cast.jonas, desk=True)
    page.goto(f"/desk/people/{cast.amira.id}/smiley-sheet")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(io.BytesIO(printed)) as pdf:
        assert len(pdf) == 1
        millimetres = [round(points * 25.4 / 72) for points in pdf[0].get_size()]
        assert millimetres == [148, 105]
        words = pdf[0].get_textpage().get_text_bounded().split()
    assert words == [
        "Amira", "Wir", "lesen", "den", "Brief", "zusammen,", "wenn", "Sie", "möchten.",
        "Herr", "Sommer",
    ]  # fmt: skip


def test_eight_of_them_come_on_one_sheet_of_a4_without_any_name(
    cast: Cast, open_page: OpenPage
) -> None:
    page: Page = open_page(cast.jonas, desk=True)
    page.goto(f"/desk/people/{cast.amira.id}/smiley-sheet")
    page.get_by_role("link", name="Acht Smileys auf einem Blatt, ohne Namen").click()
    page.wait_for_url("**/desk/smiley-sheet")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(io.BytesIO(printed)) as pdf:
        assert len(pdf) == 1
        assert [round(points * 25.4 / 72) for points in pdf[0].get_size()] == [210, 297]
        words = pdf[0].get_textpage().get_text_bounded().split()
    assert words == "Wir lesen den Brief zusammen, wenn Sie möchten.".split() * 8


def test_the_app_says_that_the_smiley_is_on_the_envelope_only_if_it_is(
    session: Session, cast: Cast, visit: Visit
) -> None:
    paper = make.letter(session, to=cast.amira, by=cast.jonas, official_text="", paper_only=True)
    make.letter(session, to=cast.amira, by=cast.jonas)  # this one has no envelope of ours
    session.commit()
    words, summary = "Auf dem Umschlag ist dieser Smiley.", f"/letters/{paper.id}/summary"
    amira = visit.as_(cast.amira).open(summary).sees_not(words)
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}/smiley-sheet")
    desk.press("Der Smiley klebt auf dem Umschlag").sees("In der App steht jetzt:")
    desk.sees_not("Der Smiley klebt auf dem Umschlag")
    amira.open(summary).sees(words)
    desk.press("Rückgängig").sees("Zurückgenommen.")
    amira.open(summary).sees_not(words)
