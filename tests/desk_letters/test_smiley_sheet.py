"""The smiley for a paper envelope comes out of the printer as one card of A6."""

import io

import pypdfium2
from playwright.sync_api import Page

from tests.people import Cast
from tests.support.browser import OpenPage


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
