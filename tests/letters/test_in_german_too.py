"""For a reader of another language each block stands there in German as well (rows 41, 72, 73)."""

import pytest
from sqlalchemy.orm import Session

from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Element, Visit


def read(session: Session, cast: Cast, visit: Visit, name: str, language: str) -> Visit:
    cast.amira.language = language
    session.merge(cast.amira)
    letter = demo_letters.letter(session, name, to=cast.amira, by=cast.jonas)
    session.commit()
    return visit.as_(cast.amira).open(f"/letters/{letter.id}/summary")


def german(page: Visit) -> list[Element]:
    boxes = [each for each in page.page.all("details") if each.get("class") == "in-german"]
    return [next(iter(each.all("div"))) for each in boxes]


def test_each_block_stands_there_in_german_marked_as_german(
    session: Session, cast: Cast, visit: Visit
) -> None:
    boxes = german(read(session, cast, visit, "09-erstattung", "ar"))
    assert {(each.get("lang"), each.get("dir")) for each in boxes} == {("de", "ltr")}
    about, options, dates, if_nothing = (each.text for each in boxes)
    assert about.startswith("Das ist keine gute Nachricht.")
    assert about.endswith("Das möchte das Amt zurück: 240 Euro")
    assert options.startswith("Mit Herrn Sommer zusammen lesen")
    assert "Zeit haben Sie auf jeden Fall bis Donnerstag, 10. Dezember." in dates
    assert if_nothing.startswith("Dann gilt die Entscheidung.")


def test_what_kind_of_news_it_is_stands_there_in_german(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = read(session, cast, visit, "09-erstattung", "en")
    (line,) = [each for each in page.page.all("p") if each.get("lang") == "de"]
    assert line.text == "Vom Jobcenter: Keine gute Nachricht"


def test_what_the_guide_wrote_stays_german_and_is_not_said_twice(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = read(session, cast, visit, "17-sonstiges", "en")
    own = demo_letters.read("17-sonstiges")["about"].splitlines()[0].strip()
    assert page.text.count(own) == 1


def test_who_reads_german_reads_it_once(session: Session, cast: Cast, visit: Visit) -> None:
    page = read(session, cast, visit, "09-erstattung", "de")
    assert german(page) == []
    assert page.text.count("Dann gilt die Entscheidung.") == 1


@pytest.mark.parametrize("code", ["de_easy", "de_du"])
def test_who_reads_german_in_another_voice_reads_it_once_too(
    session: Session, cast: Cast, visit: Visit, code: str
) -> None:
    assert german(read(session, cast, visit, "09-erstattung", code)) == []


def test_the_guide_sees_it_as_the_reader_does(session: Session, cast: Cast, visit: Visit) -> None:
    page = read(session, cast, visit, "09-erstattung", "ar")
    letter_id = page.path.split("/")[2]
    seen = german(visit.as_(cast.jonas).open(f"/desk/letters/{letter_id}"))
    assert [each.text for each in seen] == [each.text for each in german(page)]
