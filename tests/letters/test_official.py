"""The official letter: one tap away, unchanged, as text, as pictures and as a file."""

import io

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from app.core import clock
from app.core.pdf import open_file
from app.core.settings import Settings
from app.desk.letters import actions
from app.domain.letters import Letter
from tests import make
from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Visit


@pytest.fixture
def letter(session: Session, cast: Cast) -> Letter:
    made = demo_letters.letter(
        session, "10-minderung", to=cast.amira, by=cast.jonas, released_at=None
    )
    opened = open_file(demo_letters.pdf("10-minderung"))
    actions.attach(session, made, opened, now=clock.now())
    actions.release(session, made, now=clock.now())
    session.commit()
    return made


def test_the_text_is_shown_unchanged_and_leads_back(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/summary")
    page.follow("Den genauen Brief zeigen")
    (paper,) = [each for each in page.page.all("div") if each.get("class") == "official"]
    assert paper.raw == letter.official_text
    assert (paper.get("lang"), paper.get("dir")) == ("de", "ltr")
    page.follow("Zurück zur Zusammenfassung").sees("Worum geht es?")


def test_each_page_is_a_picture_with_its_words_beside_it(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/official").follow("Als Bild zeigen")
    pictures = page.page.all("img")
    assert len(pictures) == 2
    assert pictures[0].get("alt") == "Seite 1 vom Brief. Die Wörter stehen darunter."
    page.sees("Die Minderung beträgt 168,90 EUR monatlich.")
    answer = page.client.get(pictures[0].get("src"))
    assert answer.mimetype == "image/webp"
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert picture.format == "WEBP"


def test_the_file_is_a_neutral_download_that_no_browser_runs(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    answer = visit.as_(cast.amira).client.get(f"/letters/{letter.id}/original")
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Brief.pdf"'
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "sandbox"} <= set(policy)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_that_does_not_exist_is_not_there(cast: Cast, visit: Visit, letter: Letter) -> None:
    reader = visit.as_(cast.amira)
    for number in (0, 3, 999):
        assert reader.open(f"/letters/{letter.id}/pages/{number}").status == 404


def test_a_file_lost_from_the_disk_is_a_calm_page(
    cast: Cast, visit: Visit, letter: Letter, settings: Settings
) -> None:
    for path in (settings.data_dir / "files").glob("??/*"):
        path.unlink()
    assert visit.as_(cast.amira).open(f"/letters/{letter.id}/original").status == 404


def test_what_lies_on_the_disk_cannot_be_read_there(letter: Letter, settings: Settings) -> None:
    stored = [path.read_bytes() for path in (settings.data_dir / "files").glob("??/*")]
    assert len(stored) == 3
    assert not [each for each in stored if b"PDF" in each[:64] or each.startswith(b"RIFF")]


def test_a_letter_on_paper_says_where_the_original_is(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas, official_text="", paper_only=True)
    session.commit()
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/official")
    page.sees("Das Original liegt nur auf Papier vor.").sees_not("Als Bild", "Als Datei")
    assert page.open(f"/letters/{letter.id}/pages").status == 404


@pytest.mark.parametrize("end", ["", "/summary", "/official", "/pages", "/pages/1", "/original"])
def test_a_stranger_finds_nothing(cast: Cast, visit: Visit, letter: Letter, end: str) -> None:
    assert visit.as_(cast.samir).open(f"/letters/{letter.id}{end}").status == 404
    assert visit.as_(cast.jonas).open(f"/letters/{letter.id}{end}").status == 404
