"""Official words: tapped, explained, and back, without any script; the letter stays as it is."""

import pytest
from sqlalchemy.orm import Session

from app.calm.official_words import WORDS
from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Element, Visit


def tappable(page: Element) -> list[Element]:
    return [each for each in page.all("a") if each.get("class") == "word"]


def by_id(page: Element, name: str) -> Element:
    (found,) = [each for each in page.all() if each.get("id") == name]
    return found


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_every_word_leads_to_its_explanation_and_back(
    session: Session, cast: Cast, visit: Visit, name: str, language: str
) -> None:
    cast.amira.language = language
    session.merge(cast.amira)
    letter = demo_letters.letter(session, name, to=cast.amira, by=cast.jonas)
    session.commit()
    for end in ("official", "summary"):
        page = visit.as_(cast.amira).open(f"/letters/{letter.id}/{end}").page
        words = tappable(page)
        assert words or end == "summary"
        for word in words:
            assert word.get("lang") == "de"
            explained = by_id(page, word.get("href").removeprefix("#"))
            back = [each.get("href") for each in explained.all("a")]
            assert len(back) == 1
            assert by_id(page, back[0].removeprefix("#")) in words


def test_our_words_come_first_and_then_the_official_one(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/official")
    page.sees("Schwere Wörter antippen: Wir erklären sie.")
    explained = by_id(page.page, "word-bescheid")
    first, second, _back = (each.raw.strip() for each in explained.all("p"))
    assert first == "Brief mit einer Entscheidung (im Amt heißt das: Bescheid)"
    assert second == "Darin steht, was das Amt entschieden hat."
    (word,) = explained.all("bdi")
    assert (word.text, word.get("lang"), word.get("dir")) == ("Bescheid", "de", "ltr")


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_the_official_text_is_the_same_to_the_letter(
    session: Session, cast: Cast, visit: Visit, name: str
) -> None:
    letter = demo_letters.letter(session, name, to=cast.amira, by=cast.jonas)
    session.commit()
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/official").page
    (paper,) = [each for each in page.all("div") if each.get("class") == "official"]
    assert paper.raw == demo_letters.read(name)["official_text"]
    assert {each.tag for each in paper.all()} == {"a"}


def test_a_letter_in_another_words_way_keeps_its_signs(
    session: Session, cast: Cast, visit: Visit
) -> None:
    text = 'Ihr <b>Bescheid</b> & "Bescheid"\n\n  <a href="/x">Antrag</a>\u00ad\t§ 1'
    letter = demo_letters.letter(
        session, "10-minderung", to=cast.amira, by=cast.jonas, official_text=text
    )
    session.commit()
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/official").page
    (paper,) = [each for each in page.all("div") if each.get("class") == "official"]
    assert paper.raw == text
    assert [each.text for each in tappable(page)] == ["Bescheid", "Bescheid", "Antrag"]


def test_a_word_that_the_summary_uses_is_explained_there(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = demo_letters.letter(session, "06-meldetermin", to=cast.amira, by=cast.jonas)
    session.commit()
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/summary")
    assert "wichtigen Grund" in [each.text for each in tappable(page.page)]
    page.sees("Ein Grund, der im Amt zählt")
    # The guide sees the same, in the preview.
    guide = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}")
    assert [each.text for each in tappable(guide.page)] == [
        each.text for each in tappable(page.page)
    ]


def test_all_words_can_be_looked_up_for_a_letter_on_paper(cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/letters").follow("Wörter vom Amt, erklärt")
    words = [each.text for each in page.page.all("summary")]
    assert words == [each.word for each in WORDS]
    page.sees(*(each.plain for each in WORDS)).follow("Zurück zu Briefe").sees("Briefe")
