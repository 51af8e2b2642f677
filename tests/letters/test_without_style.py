"""Letters without any style sheet, as in a text browser: every line in its order (calm 4.1)."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.calm.letter_kinds import KINDS
from tests.letters import demo_letters
from tests.letters.reading import ADVICE, in_this_order, is_advised, sender, summary_in_order
from tests.people import Cast
from tests.visit import Element, Visit

BREAKS = {
    "address", "article", "aside", "br", "button", "dd", "details", "div", "dl", "dt", "fieldset",
    "footer", "form", "h1", "h2", "h3", "header", "hr", "legend", "li", "main", "nav", "ol", "p",
    "section", "summary", "table", "tr", "ul",
}  # fmt: skip
KINDS_SHOWN = {demo_letters.read(name)["kind"] for name in demo_letters.NAMES}


def _pieces(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield re.sub(r"\s+", " ", child)
        elif "hidden" in child.attributes or child.tag in {"script", "template"}:
            continue
        elif child.tag == "svg":
            yield f"[{child.get('aria-label')}] " if child.get("role") == "img" else ""
        else:
            edge = "\n" if child.tag in BREAKS else ""
            yield from (edge, *_pieces(child), edge)


def lines(page: Element) -> list[str]:
    """The page as lines of text, without any style."""
    (main,) = page.all("main")
    return [" ".join(line.split()) for line in "".join(_pieces(main)).split("\n") if line.split()]


def test_there_is_a_letter_of_every_kind() -> None:
    assert set(KINDS) == KINDS_SHOWN


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_the_summary_reads_in_its_fixed_order(
    session: Session, cast: Cast, visit: Visit, name: str
) -> None:
    cast.programme.advice = ADVICE
    session.merge(cast.programme)
    letter = demo_letters.letter(session, name, to=cast.amira, by=cast.jonas)
    session.commit()
    found = lines(visit.as_(cast.amira).open(f"/letters/{letter.id}/summary").page)
    amounts = [line for line in found if re.fullmatch(r"[\d.,]+ Euro", line)]
    facts = demo_letters.read(name)["fact"]
    assert bool(amounts) == any(isinstance(each["value"], int) for each in facts)
    in_this_order(found, "[Umschlag mit Smiley]", *summary_in_order(name, *amounts))
    advised = any(line.startswith("Unabhängige Beratung") for line in found)
    assert advised == is_advised(name)


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_an_envelope_in_the_list_is_a_few_lines(
    session: Session, cast: Cast, visit: Visit, name: str
) -> None:
    demo_letters.letter(session, name, to=cast.amira, by=cast.jonas)
    session.commit()
    found = lines(visit.as_(cast.amira).open("/letters").page)
    in_this_order(
        found, f"[Umschlag mit Smiley] {sender(name)}", "Brief vom ", "", "Post zu Hause?"
    )


def test_the_official_text_keeps_its_words_and_the_way_back(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    found = lines(visit.as_(cast.amira).open(f"/letters/{letter.id}/official").page)
    in_this_order(found, "Der genaue Brief", "Schwere Wörter antippen", "Jobcenter Musterkreis")
    in_this_order(found, "Zurück zur Zusammenfassung", "Wörter vom Amt, erklärt")


def test_the_official_text_keeps_its_lines(session: Session, cast: Cast, visit: Visit) -> None:
    letter = demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/official")
    printed = [" ".join(line.split()) for line in letter.official_text.split("\n") if line.strip()]
    in_this_order(lines(page.page), "Der genaue Brief", *printed)
    with_lines = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}")
    (shown,) = [each for each in with_lines.page.all("div") if each.get("class") == "official"]
    breaks = len(list(shown.all("br")))
    assert breaks == letter.official_text.count("\n")


def test_no_page_ends_with_a_sentence_that_is_not_true_yet(cast: Cast, visit: Visit) -> None:
    # A text browser does not know `hidden`.
    (leaving,) = [
        each for each in visit.as_(cast.amira).open("/letters").page.all("p")
        if each.get("id") == "leaving"
    ]  # fmt: skip
    assert leaving.get("data-words") == "Die App geht zu. Einen Moment."
    assert not leaving.text


def test_where_no_place_nearby_is_known_some_are_named(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    visit.as_(cast.amira).open(f"/letters/{letter.id}/summary").sees(
        "Unabhängige Beratung: zum Beispiel VdK, SoVD oder EUTB. Kostet nichts oder wenig."
    )
