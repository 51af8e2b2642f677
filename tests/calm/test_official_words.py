"""Official words: found in every form, explained in easy words, and the text stays as it is."""

import re
from collections.abc import Iterator

import pytest

from app.calm.official_words import WORDS, OfficialWord, explained_in, pieces
from tests.letters import demo_letters

VOWELS = re.compile(r"aa|ee|oo|ie|ei|ai|au|eu|äu|[aeiouyäöü]", re.IGNORECASE)
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


def sentences(texts: Iterator[str]) -> list[list[str]]:
    """The words of each sentence; a heading such as "Papiere" is one too."""
    split = (part for text in texts for part in re.split(r"(?<=[.!?:])\s+", text))
    return [re.findall(r"[\wäöüß]+", part) for part in split]


ALL = sentences(text for word in WORDS for text in (word.plain, *word.says))
SPOKEN = [each for sentence in ALL for each in sentence]


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


# Calm 3.3, the row of letter summaries: all explanations together, and each sentence alone.


def test_the_sentences_are_short_and_so_are_their_words() -> None:
    assert max(map(len, ALL)) <= 15
    assert len(SPOKEN) / len(ALL) <= 8
    assert max(map(len, SPOKEN)) <= 22
    assert all(sum(map(len, (word.plain, *word.says))) <= 200 for word in WORDS)


def test_together_they_are_easy_to_read() -> None:
    words_per_sentence = len(SPOKEN) / len(ALL)
    syllables = sum(len(VOWELS.findall(each)) or 1 for each in SPOKEN) / len(SPOKEN)
    long_words = 100 * sum(len(each) > 6 for each in SPOKEN) / len(SPOKEN)
    assert 180 - words_per_sentence - 58.5 * syllables >= 70  # Flesch-Amstad
    assert words_per_sentence + long_words <= 34  # LIX


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.slug)
def test_an_explanation_says_one_thing_once(word: OfficialWord) -> None:
    plain, says = word.plain, word.says
    assert not plain.endswith(".")
    assert all(sentence.endswith(".") for sentence in says)
    assert len(says) <= 2
