"""The demo letters: each fact is in its letter, and each a real PDF of the same words."""

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.calm.facts import AMOUNTS, DATES, Fact, Role
from app.calm.honesty import LetterDraft, problems
from app.calm.letter_kinds import KINDS, Label, Sender
from app.demo import make_letters

# fmt: off
PEOPLE = [
    "amira", "olena", "demir", "sabine", "thomas", "maryam", "jens", "petra_w", "ali",
    "natalia", "klaus", "ingrid",
]
MONTHS = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
]
# fmt: on

# Numbers the Bundesnetzagentur keeps free for invented people, and invented towns.
INVENTED_PHONE = re.compile(r"030 23125 \d{3}|0221 4710 \d{3}|089 99998 \d{3}")
ANY_PHONE = re.compile(r"\b0\d{2,4} [\d ]{6,}\d")
PAGE_TOP = re.compile(r"Seite \d von \d")
INVENTED_TOWN = re.compile(r"\b\d{5} (?!Muster|Bad Muster)[A-ZÄÖÜ]")

SOURCES = make_letters.sources()
LETTERS = {source.stem: make_letters.read(source) for source in SOURCES}


@pytest.fixture(params=SOURCES, ids=lambda source: source.stem)
def source(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def letter(source: Path) -> dict[str, Any]:
    return LETTERS[source.stem]


@pytest.fixture
def pages(source: Path) -> list[str]:
    with pypdfium2.PdfDocument(source.with_suffix(".pdf")) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_every_kind_is_there_and_the_changed_amount_goes_both_ways() -> None:
    assert Counter(letter["kind"] for letter in LETTERS.values()) == Counter([*KINDS, "aenderung"])
    changes = [values(letter) for letter in LETTERS.values() if letter["kind"] == "aenderung"]
    assert {change["new"] > change["old"] for change in changes} == {True, False}


def test_everyone_gets_post_at_an_address_of_their_own() -> None:
    homes: dict[str, set[str]] = {}
    for letter in LETTERS.values():
        home = make_letters.blocks(letter["official_text"])[1]
        homes.setdefault(letter["recipient"], set()).add(home)
    assert set(homes) == set(PEOPLE)
    assert all(len(addresses) == 1 for addresses in homes.values())
    streets = [home.splitlines()[2] for addresses in homes.values() for home in addresses]
    assert len(set(streets)) == len(PEOPLE)


def test_a_letter_is_complete(source: Path, letter: dict[str, Any]) -> None:
    assert source.stem.partition("-")[2] == letter["kind"]
    assert type(letter["has_date"]) is bool
    assert date(2026, 11, 2) <= letter["letter_on"] <= date(2026, 11, 20)
    assert letter["letter_on"].weekday() < 5
    sender_line, _, _, subject, *_ = make_letters.blocks(letter["official_text"])
    assert sender_line.startswith(letter["sender_name"])
    assert subject.splitlines()[0] == letter["subject"]
    assert values(letter)["letter_date"] == letter["letter_on"]


def test_a_hard_letter_is_never_good_news(letter: dict[str, Any]) -> None:
    facts = values(letter)
    if letter["kind"] in {"erstattung", "minderung", "verpflichtung", "nein"}:
        assert letter["label"] == "schwer"
    if letter["kind"] == "aenderung":
        assert letter["label"] == ("gut" if facts["new"] > facts["old"] else "schwer")
    if "Rechtsbehelfsbelehrung" in letter["official_text"]:
        assert letter["has_date"]


def test_the_honesty_rules_would_let_it_be_shown(letter: dict[str, Any]) -> None:
    kind = KINDS[letter["kind"]]
    facts = tuple(Fact(Role(fact["role"]), fact["value"], fact["quote"]) for fact in letter["fact"])
    draft = LetterDraft(
        kind=kind,
        label=Label(letter["label"]),
        sender=Sender(letter["sender"]),
        facts=facts,
        has_date=letter["has_date"],
        about=letter.get("about"),
        if_nothing=letter.get("if_nothing"),
        official_text=letter["official_text"],
        safe_date=letter["letter_on"],
    )
    assert problems(draft) == ()
    assert {fact.role for fact in facts} <= {*kind.roles, Role.VARIANT}
    assert values(letter).get("variant") in {None, *kind.variants}


def test_every_fact_shows_what_its_quote_says(letter: dict[str, Any]) -> None:
    official = words(letter["official_text"])
    roles = [fact["role"] for fact in letter["fact"]]
    assert len(roles) == len(set(roles))
    for fact in letter["fact"]:
        assert set(fact) == {"role", "value", "quote"}
        assert words(fact["quote"]) in official
        assert shown(fact) in words(fact["quote"])


def test_appointments_and_deadlines_are_on_working_days_in_the_coming_months(
    letter: dict[str, Any],
) -> None:
    for fact in letter["fact"]:
        if fact["role"] in {"appointment", "papers_until", "reply_until"}:
            assert date(2026, 12, 1) <= day_of(fact["value"]) <= date(2027, 2, 28)
            assert fact["value"].weekday() < 5


def test_nobody_real_can_be_reached(letter: dict[str, Any]) -> None:
    text = letter["official_text"]
    assert all(map(INVENTED_PHONE.fullmatch, ANY_PHONE.findall(text)))
    assert not INVENTED_TOWN.search(text)
    assert all(host.endswith(".example") for host in re.findall(r"@(\S+)", text))


def test_the_pdf_says_every_word_of_the_official_text_in_order(
    letter: dict[str, Any], pages: list[str]
) -> None:
    printed = words(" ".join(pages))
    assert words(letter["subject"]) in printed
    for fact in letter["fact"]:
        assert words(fact["quote"]) in printed
    at = 0
    for block in make_letters.blocks(letter["official_text"]):
        for line in block.splitlines():
            for word in line.split():
                at = printed.find(word, at) + len(word)
                assert at >= len(word), (word, line)


def test_the_pdf_is_small_short_and_accessible(source: Path, pages: list[str]) -> None:
    pdf = source.with_suffix(".pdf").read_bytes()
    assert len(pdf) < 60_000
    assert 1 <= len(pages) <= 3
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.is_tagged()
        assert document.get_metadata_value("Title") == LETTERS[source.stem]["subject"]


def test_the_committed_pdf_comes_from_its_source(source: Path, pages: list[str]) -> None:
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    with pypdfium2.PdfDocument(make_letters.make_pdf(LETTERS[source.stem])) as pdf:
        fresh = [page.get_textpage().get_text_bounded() for page in pdf]
    assert counted(fresh) == counted(pages)


def counted(pages: list[str]) -> Counter[str]:
    """Count words but those on top of later pages: other fonts may break pages elsewhere."""
    lines = [line for page in pages for line in page.splitlines()]
    return Counter(words(" ".join(line for line in lines if not PAGE_TOP.search(line))).split())


def words(text: str) -> str:
    return " ".join(text.split())


def values(letter: dict[str, Any]) -> dict[str, Any]:
    return {fact["role"]: fact["value"] for fact in letter["fact"]}


def day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def shown(fact: dict[str, Any]) -> str:
    """Return how the letter writes this value; calmer words may stand for any quote."""
    role, value = fact["role"], fact["value"]
    if role in AMOUNTS:
        assert type(value) is int
        return f"{value // 100:,}".replace(",", ".") + f",{value % 100:02} EUR"
    if role == "appointment":
        assert type(value) is datetime
        return f"{long_date(value)}, um {value.hour}:{value.minute:02} Uhr"
    if role in DATES:
        assert type(value) is date
        return f"{value:%d.%m.%Y}" if f"{value:%d.%m.%Y}" in fact["quote"] else long_date(value)
    assert value.strip() == value != ""
    # The summary gives the reason in the letter's own words, inside quotation marks.
    return value if role == "reason" else ""


def long_date(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
