"""Official words: found in every form, explained in easy words, and the text stays as it is."""

import re

import pytest

from app.calm.guard import Voice, check
from app.calm.limits import TextType, too_hard, too_long
from app.calm.official_words import WORDS, OfficialWord, explained_in, pieces
from tests.letters import demo_letters

FORMS = {
    "des Bescheides": "Bescheid",
    "den Minderungsbescheid": "Bescheid",
    "innerhalb der Widerspruchsfrist": "Widerspruchsfrist",
    "die Fristen": "Frist",
    "ohne wichtigen Grund": "wichtiger Grund",
    "aus wichtigem\nGrund": "wichtiger Grund",
    "nach dem SGB II": "Sozialgesetzbuch",
    "wird teilweise aufgehoben": "Aufhebung",
    "240,00 EUR zu erstatten": "Erstattung",
    "Leistungen zur Sicherung\ndes Lebensunterhalts": (
        "Leistungen zur Sicherung des Lebensunterhalts"
    ),
    "der medizinischen Rehabilitation": "Rehabilitation",
    "Die Mitwirkungspflichten": "Mitwirkung",
    "keine aufschiebende Wirkung": "aufschiebende Wirkung",
    "Ärztlichen Dienstes": "Ärztlicher Dienst",
}
EVERYDAY = (
    "Bitte geben Sie uns kurz Bescheid.",
    "Sie brauchen nur Bescheid zu geben.",
    "Wir bescheiden uns.",
    "Bei Bedarf hilft jemand.",
    "Die Minderung der Erwerbsfähigkeit",
    "Ihr Nachbar",
)


def found_in(text: str) -> list[str]:
    return [word.word for word in explained_in(pieces(text))]


SPOKEN = [text for word in WORDS for text in (word.plain, *word.says)]


def test_there_are_enough_of_them_and_each_has_an_address_of_its_own() -> None:
    assert len(WORDS) >= 70
    slugs = [word.slug for word in WORDS]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.slug)
def test_a_word_is_found_as_itself_and_not_as_a_shorter_one(word: OfficialWord) -> None:
    assert found_in(word.word) == [word.word]


@pytest.mark.parametrize(("printed", "word"), FORMS.items())
def test_it_is_found_in_the_forms_that_letters_use(printed: str, word: str) -> None:
    assert found_in(printed) == [word]


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_are_left_alone(text: str) -> None:
    assert not {"Bescheid", "Bedarf", "Leistungsminderung"} & set(found_in(text))


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_the_pieces_of_a_letter_are_the_letter(name: str) -> None:
    official: str = demo_letters.read(name)["official_text"]
    found = pieces(official)
    assert "".join(piece.text for piece in found) == official
    assert len(explained_in(found)) >= 5
    first = [piece.word for piece in found if piece.is_first]
    assert len(first) == len(set(first)) == len({piece.word for piece in found} - {None})


@pytest.mark.parametrize("text", ["", "   ", "Guten Tag.\n", "Bescheid", "\nBescheid\n\nBescheid"])
def test_nothing_is_lost_at_the_edges(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text


def test_each_explanation_is_short_and_together_they_are_easy_to_read() -> None:
    assert not [what for text in SPOKEN for what in too_long(text, TextType.LETTER)]
    assert not list(too_hard(SPOKEN, TextType.LETTER))
    assert all(sum(map(len, (word.plain, *word.says))) <= 200 for word in WORDS)


@pytest.mark.parametrize("text", SPOKEN)
def test_an_explanation_does_not_press(text: str) -> None:
    assert check(text, Voice.LETTER) == []


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.slug)
def test_an_explanation_says_one_thing_once(word: OfficialWord) -> None:
    plain, says = word.plain, word.says
    assert not plain.endswith(".")
    assert all(sentence.endswith(".") for sentence in says)
    assert len(says) <= 2
