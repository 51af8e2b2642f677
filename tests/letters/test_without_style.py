"""Letters without any style sheet, as in a text browser: every line in its order (calm 4.1)."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.calm.letter_kinds import KINDS
from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Element, Visit

BREAKS = {
    "address", "article", "aside", "br", "button", "dd", "details", "div", "dl", "dt", "fieldset",
    "footer", "form", "h1", "h2", "h3", "header", "hr", "legend", "li", "main", "nav", "ol", "p",
    "section", "summary", "table", "tr", "ul",
}  # fmt: skip
ADVICE = "VdK Musterstadt, 0221 4710 200, nur mit Termin\nSozialberatung am Markt"
SENDERS = {
    "jobcenter": "Vom Jobcenter", "drv": "Von der Rentenversicherung",
    "programme": "Von Herrn Sommer",
}  # fmt: skip
LABELS = {
    "gut": "Gute Nachricht", "info": "Zur Information", "bitte": "Eine Bitte an Sie",
    "gemischt": "Teils gut, teils nicht gut", "schwer": "Keine gute Nachricht",
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


def in_this_order(found: list[str], *wanted: str) -> None:
    at = 0
    for words in wanted:
        place = next((n for n, line in enumerate(found[at:], at) if line.startswith(words)), None)
        assert place is not None, f"{words!r} is not after line {at}:\n" + "\n".join(found)
        at = place + 1


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
    demo = demo_letters.read(name)
    found = lines(visit.as_(cast.amira).open(f"/letters/{letter.id}/summary").page)
    advised = demo["label"] in {"schwer", "gemischt"} or demo["kind"] == "anhoerung"
    amounts = [line for line in found if re.fullmatch(r"[\d.,]+ Euro", line)]
    assert bool(amounts) == any(isinstance(each["value"], int) for each in demo["fact"])
    in_this_order(
        found,
        "[Umschlag mit Smiley]",
        SENDERS.get(demo["sender"], demo["sender_name"]),
        "Brief vom ",
        LABELS[demo["label"]],
        "Worum geht es?",
        *(["Das ist keine gute Nachricht."] if demo["label"] == "schwer" else []),
        *amounts,
        "Was Sie tun können",
        "Mit Herrn Sommer zusammen lesen",
        "Wichtiges Datum",
        "Wenn Sie nichts tun",
        "Wer hilft?",
        "Herr Sommer hilft Ihnen mit diesem Brief.",
        *(
            ["Unabhängige Beratung.", "VdK Musterstadt", "0221 4710 200", "nur mit Termin"]
            if advised
            else []
        ),
        "Größer",
        "Sprache: Deutsch",
        "Den genauen Brief zeigen",
        "Diese Zusammenfassung hat Herr Sommer am",
        "Fehler melden",
    )
    assert advised == any(line.startswith("Unabhängige Beratung") for line in found)


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_an_envelope_in_the_list_is_a_few_lines(
    session: Session, cast: Cast, visit: Visit, name: str
) -> None:
    demo_letters.letter(session, name, to=cast.amira, by=cast.jonas)
    session.commit()
    found = lines(visit.as_(cast.amira).open("/letters").page)
    demo = demo_letters.read(name)
    sender = SENDERS.get(demo["sender"], demo["sender_name"])
    in_this_order(found, f"[Umschlag mit Smiley] {sender}", "Brief vom ", "", "Post zu Hause?")


def test_the_official_text_keeps_its_words_and_the_way_back(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    found = lines(visit.as_(cast.amira).open(f"/letters/{letter.id}/official").page)
    in_this_order(found, "Der genaue Brief", "Schwere Wörter antippen", "Jobcenter Musterkreis")
    in_this_order(found, "Zurück zur Zusammenfassung", "Wörter vom Amt, erklärt")


def test_where_no_place_nearby_is_known_some_are_named(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    visit.as_(cast.amira).open(f"/letters/{letter.id}/summary").sees(
        "Unabhängige Beratung: zum Beispiel VdK, SoVD oder EUTB. Kostet nichts oder wenig."
    )
