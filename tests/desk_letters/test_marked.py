"""The letter in passages: each ends with the line of its places, and not a word is lost."""

import pytest

from app.desk.letters.candidates import candidates_in
from app.desk.letters.marked import passages
from tests.letters import demo_letters


def marked(text: str) -> list[tuple[str, list[str]]]:
    """Every passage: its text, and the words of its places."""
    found = passages(text, candidates_in(text, None))
    return [
        ("".join(words for words, _ in each.parts), [words for words, place in each.parts if place])
        for each in found
    ]


def test_a_passage_ends_with_the_line_of_its_places() -> None:
    text = "Guten Tag,\nab 1.12.2026 bis 3.12.2026 gilt\ndas hier.\nDann 240,00 EUR.\nEnde\n"
    assert marked(text) == [
        ("Guten Tag,\nab 1.12.2026 bis 3.12.2026 gilt", ["1.12.2026", "3.12.2026"]),
        ("das hier.\nDann 240,00 EUR.", ["240,00 EUR"]),
        ("Ende\n", []),
    ]


def test_places_are_numbered_through() -> None:
    text = "ab 1.12.2026\nbis 3.12.2026"
    found = passages(text, candidates_in(text, None))
    assert [place.number for each in found for place in each.places] == [1, 2]


@pytest.mark.parametrize("text", ["", "Nur Worte.\n\nUnd noch mehr."])
def test_a_text_without_places_is_one_passage_or_none(text: str) -> None:
    assert marked(text) == ([(text, [])] if text else [])


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_the_passages_are_the_letter(name: str) -> None:
    demo = demo_letters.read(name)
    text = demo["official_text"]
    found = passages(text, candidates_in(text, demo["letter_on"]))
    whole = "\n".join("".join(words for words, _ in each.parts) for each in found)
    assert whole.rstrip("\n") == text.rstrip("\n")
