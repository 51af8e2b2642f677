"""Short letters in as many words as offices have: what each is, and the table counted from them."""

import tomllib

import pytest

from app.calm.letter_kinds import KINDS
from app.calm.suggest import suggest
from app.calm.suggest.leaning import TABLE, stems
from app.calm.suggest.letter import Letter
from tests.proof.leanings import counted
from tests.proof.letters import FOLDER

RIGHT = 0.9


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_known_in_other_words_too(kind: str) -> None:
    letters = tomllib.loads((FOLDER / "kinds" / f"{kind}.toml").read_text())["letter"]
    right = [letter for letter in letters if suggest(letter["text"]).kind == kind]
    assert len(right) >= RIGHT * len(letters)


def test_a_word_that_is_denied_does_not_lean() -> None:
    letter = Letter.of(
        "Lotsenbüro\n\nSehr geehrte Frau Haddad,\n\nes gibt keine Maßnahme, nur Kuchen."
    )
    words = {letter.text[start:end] for start, end in stems(letter).values()}
    assert "Kuchen" in words
    assert "Maßnahme" not in words


def test_the_words_that_lean_are_those_counted() -> None:
    assert TABLE.read_text(encoding="utf-8") == counted()
