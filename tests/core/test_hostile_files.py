"""What may come: nothing of it acts, leads elsewhere or is carried on. All 200: `tests.proof`."""

import io

import pikepdf
import pytest

from app.core.pdf import PLAIN, CannotRead, open_file
from tests.hostile import ALL, BOMBS
from tests.hostile.documents import WAYS
from tests.hostile.others import OTHERS

URL = "https://geheim.example"
# Its words may stay words: they are the page's own text.
TALKS = "markup in its words"


def test_there_are_two_hundred_of_them_and_they_are_always_the_same() -> None:
    assert (len(ALL), len(BOMBS)) == (200, 40)
    for name in set(ALL) - set(BOMBS):
        assert ALL[name](URL) == ALL[name](URL), name


@pytest.mark.parametrize("way", sorted(set(WAYS) - {TALKS}))
def test_what_a_pdf_would_do_is_gone_and_its_page_is_there(way: str) -> None:
    sent = ALL[f"{way}, packed"](URL)
    opened = open_file(sent)
    with pikepdf.open(io.BytesIO(opened.clean)) as clean:
        everything = repr(clean.trailer).encode()
        for each in clean.objects:
            everything += repr(each).encode()
            everything += each.read_bytes() if isinstance(each, pikepdf.Stream) else b""
    for trace in (URL.encode(), b"JavaScript", b"app.alert", b"app.launch", b"MZ "):
        assert trace not in everything
    assert len(opened.pages) == 1


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_what_is_no_letter_is_refused_or_stays_plain_words(name: str) -> None:
    try:
        opened = open_file(OTHERS[name](URL))
    except CannotRead:
        return
    if opened.media_type != PLAIN:
        assert opened.media_type == "image/jpeg"
        assert URL.encode() not in opened.clean + opened.pages[0].picture
        assert b"script" not in opened.clean
