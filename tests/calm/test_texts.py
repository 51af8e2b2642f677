"""Our own words stay calm, and every one of them can be translated."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_python

from app.calm import hint, own_wording, summary, texts
from app.calm.facts import ROLE_TITLES
from app.calm.letter_kinds import KINDS, LABEL_TITLES, LIST_TITLES, OFFICE_NAMES, SENDER_WORDS
from app.calm.official_words import WORDS
from app.calm.phrases import OCCASION_TITLES, PHRASES, SITUATIONS
from app.calm.printed import own_words
from app.calm.problem_texts import PROBLEM_TEXTS

PACKAGE = Path(texts.__file__).parent

# Some stems of calm 2.3: sanction law, duty, blame, illness labels, false comfort. The whole word
# guard is a later piece; this one only keeps the worst out.
STEMS = re.compile(
    r"(?<!\w)(sanktion|leistungsminderung|kürz(en|t|ung)|sperrzeit|versagung|entzieh|entzogen|straf"
    r"|konsequenz|rechtsfolge|verwarn|droh|meldeversäumnis|pflicht|verpflicht|rückforder"
    r"|zurückforder|zwang|gezwungen|mitwirk|aufforder|unverzüglich|umgehend|sofort|zwingend"
    r"|unbedingt|dringend|nachweis|(sie|du) (müssen|musst|sollen|sollst|sollten)|versäum|verpass"
    r"|unentschuldigt|nicht erschienen|weiger|schuld|vorwurf|scheiter|misserfolg|abbruch|hemmnis"
    r"|arbeitsunfähig|erwerbsgemindert|psychisch krank|behinderte|defizit|keine (sorge|angst)"
    r"|alles (wird )?gut|wird schon|kopf hoch|weiter so|super|bravo|stolz auf|endlich|frist)",
    re.IGNORECASE,
)


def _letter_texts() -> Iterator[str]:
    for kind in KINDS.values():
        for form in (kind, *kind.variants.values()):
            yield from (*form.about, *form.options, *form.if_nothing, *form.box)
            yield from (words for _, words in form.words)
    yield from (text for name, text in vars(texts).items() if name.isupper() and text == str(text))
    for table in (LABEL_TITLES, LIST_TITLES, SENDER_WORDS, OFFICE_NAMES):
        yield from table.values()
    for word in WORDS:
        yield from (word.plain, *word.says)
    yield from summary._DATE_WORDS.values()
    yield from summary._MONEY_WORDS.values()


def _staff_texts() -> Iterator[str]:
    yield from PROBLEM_TEXTS.values()
    yield from ROLE_TITLES.values()
    yield from OCCASION_TITLES.values()
    yield from (each.title for each in SITUATIONS)
    yield from (form.title for kind in KINDS.values() for form in (kind, *kind.variants.values()))


def _remarks() -> Iterator[str]:
    """What is said to those who write: hints, and why a card is not taken."""
    yield from (*hint.REASONS.values(), *own_wording.DEMANDS.values())
    yield from (hint.TALK_ABOUT_IT, hint.SHOW_LATER, hint.TWO_MESSAGES)
    yield from (own_wording.TOO_LONG, own_wording.SENTENCE_TOO_LONG)
    yield from (own_wording.PRESSES, own_wording.NOT_TRUE_OF_ALL)


LETTER_TEXTS = sorted(set(_letter_texts()))
PHRASE_TEXTS = [phrase.text for phrase in PHRASES.values()]
STAFF_TEXTS = sorted(set(_staff_texts()))
REMARKS = sorted(set(_remarks()))


@pytest.mark.parametrize("text", [*LETTER_TEXTS, *PHRASE_TEXTS])
def test_our_own_words_hold_no_pressure(text: str) -> None:
    assert not STEMS.search(own_words(text))


def test_the_stems_catch_what_they_are_for() -> None:
    assert STEMS.search("Sie müssen antworten.")
    assert STEMS.search("Keine Sorge!")
    assert not STEMS.search(own_words("Im Brief steht: «Sanktion»."))


@pytest.mark.parametrize("text", [*LETTER_TEXTS, *PHRASE_TEXTS])
def test_our_sentences_are_short(text: str) -> None:
    longest = 12 if text in PHRASE_TEXTS else 15
    for sentence in re.split(r"(?<=[.!?])\s+", re.sub(r"%\(\w+\)s", "Wort", text)):
        words = re.findall(r"[\wäöüß-]+", sentence)
        assert len(words) <= longest
        assert all(len(word) <= 22 for word in words)


def test_every_text_can_be_extracted() -> None:
    extracted = set()
    for path in PACKAGE.glob("*.py"):
        found = extract_python(io.BytesIO(path.read_bytes()), {"N_": None}, [], {})
        extracted |= {message for _, _, message, _ in found}
    used = {*LETTER_TEXTS, *PHRASE_TEXTS, *STAFF_TEXTS, *REMARKS}
    assert used <= extracted
    # An unused text would be translated into eleven languages for nothing.
    assert extracted <= used


def test_placeholders_are_the_only_percent_signs() -> None:
    for text in (*LETTER_TEXTS, *PHRASE_TEXTS, *STAFF_TEXTS, *REMARKS):
        assert "%" not in re.sub(r"%\(\w+\)s", "", text)


def test_staff_texts_have_no_placeholders() -> None:
    assert not any("%(" in text for text in STAFF_TEXTS)


def _imported_by(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or "relative"
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_the_package_knows_only_itself_and_plain_python() -> None:
    plain = {"calendar", "collections", "dataclasses", "datetime", "enum", "json", "re", "types"}
    plain |= {"bisect", "functools", "itertools", "pathlib", "tomllib", "typing", "unicodedata"}
    for path in PACKAGE.rglob("*.py"):
        for module in _imported_by(path):
            assert module.startswith("app.calm") or module.split(".")[0] in plain, path.name
