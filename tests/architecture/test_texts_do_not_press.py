"""No text of ours presses, blames, labels or comforts falsely, in any language; German is easy."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from app.calm.guard import Voice, Weight, check
from app.calm.letter_kinds import KINDS
from app.calm.limits import LIMITS, TextType, too_hard, too_long
from app.calm.phrases import PHRASES
from tests.support import catalogs, voices

DEMO = Path(__file__).resolve().parents[2] / "app" / "demo"
# What people say of themselves is theirs; an office's own words are official.
OF_GUIDES = frozenset({"by_guide", "suggested", "steps", "place", "way", "topic"})
IN_PLAIN_WORDS = frozenset({"list", "topic", "what", "purpose", "period"})


# What people who take part meet; colleagues have the limits of the desk.
TEMPLATES = DEMO.parent / "templates"
OF_COLLEAGUES = ("demo/", "desk/", "desk_letters/", "office/", "phrasebook/")
PAGES = [
    path
    for path in sorted(TEMPLATES.rglob("*.html"))
    if not path.relative_to(TEMPLATES).as_posix().startswith(OF_COLLEAGUES)
]
BUTTON = re.compile(
    r"<button\b(?:[^>]|\}\}>)*?>(?P<button>.*?)</button>"
    r'|<a\b[^>]*class="button\b[^>]*>(?P<link>.*?)</a>'
    r'|post_button\((?P<post>[^_]*(?:url_for\([^)]*\))?, _\("[^"]+"\))',
    re.DOTALL,
)


def buttons(template: str) -> list[str]:
    """Return the German words on the buttons of a template."""
    found = BUTTON.finditer(template)
    return [words for each in found for words in re.findall(r'(?<!\w)_\("([^"]+)"', each[0])]


@pytest.fixture(scope="module")
def source() -> Catalog:
    return catalogs.extract()


def _messages(catalog: Catalog) -> Iterator[tuple[Message, list[str]]]:
    for each in catalog:
        if each.id:
            yield each, [file for file, _line in each.locations]


def _forms(texts: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return a text, or one for each plural."""
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def _errors(text: str, voice: Voice, language: str = "de") -> list[str]:
    return [
        f"{voice.value}, {hit.group.value}: „{hit.text}“ in „{text}“. Better: {hit.suggestion}"
        for hit in check(text, voice, language)
        if hit.weight is Weight.ERROR
    ]


def test_no_german_text_presses(source: Catalog) -> None:
    found = [
        error
        for each, files in _messages(source)
        for voice in {voice for voice, _kind in voices.places(str(each.id), files)}
        for form in _forms(each.id)
        for error in _errors(form, voice)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("code", catalogs.codes())
def test_no_translation_presses(code: str, source: Catalog) -> None:
    translated = catalogs.read(code)
    found = [
        error
        for each, files in _messages(source)
        if (there := translated.get(each.id)) and there.string
        for voice in {voice for voice, _kind in voices.places(str(each.id), files)}
        for form in _forms(there.string)
        for error in _errors(form, voice, code)
    ]
    assert not found, "\n".join(found)


def test_nothing_in_the_demo_presses() -> None:
    files = [DEMO / "demo.toml", *sorted((DEMO / "letters").glob("*.toml"))]
    texts = [pair for path in files for pair in _ours(tomllib.loads(path.read_text("utf-8")))]
    assert len(texts) > 20
    found = [error for text, voice in texts for error in _errors(text, voice)]
    assert not found, "\n".join(found)


def _ours(data: object, key: str = "") -> Iterator[tuple[str, Voice]]:
    if isinstance(data, dict):
        by_guide = data.get("by") in {"jana", "tim"}
        plain = data.get("role") in IN_PLAIN_WORDS
        for name, value in data.items():
            renamed = {("text", True): "by_guide"}.get((name, by_guide), name)
            yield from _ours(value, "about" if plain and name == "value" else renamed)
    elif isinstance(data, list):
        for value in data:
            yield from _ours(value, key)
    elif isinstance(data, str) and key in OF_GUIDES:
        yield data, Voice.PHRASE
    elif isinstance(data, str) and key in {"about", "if_nothing", "note"}:
        yield data, Voice.LETTER


def test_single_texts_are_short(source: Catalog) -> None:
    found = [
        f"„{each.id}“: {what} ({kind.value})"
        for each, files in _messages(source)
        for kind in sorted({kind for _voice, kind in voices.places(str(each.id), files)})
        for what in too_long(str(each.id), kind)
    ]
    assert not found, "\n".join(found)


def test_all_texts_of_a_type_are_easy_to_read_together(source: Catalog) -> None:
    together = defaultdict(list)
    for each, files in _messages(source):
        for _voice, kind in set(voices.places(str(each.id), files)):
            together[kind].append(str(each.id))
    assert set(together) <= set(LIMITS)
    found = [
        f"{kind.value}: {what}" for kind in together for what in too_hard(together[kind], kind)
    ]
    assert not found, "\n".join(found)


def test_extra_easy_german_is_extra_easy() -> None:
    texts = [form for each in catalogs.read("de_easy") if each.id for form in _forms(each.string)]
    assert len(texts) > 100
    found = [f"„{each}“: {what}" for each in texts for what in too_long(each, TextType.EASY)]
    found += too_hard(texts, TextType.EASY)
    assert not found, "\n".join(found)


# In these words people know it (calm 4.7).
LONGER_BUTTONS = {"Mein Brief ist noch zu"}


def test_a_button_says_it_in_four_words() -> None:
    said = {words for path in PAGES for words in buttons(path.read_text("utf-8"))}
    assert len(said) > 60
    assert said >= LONGER_BUTTONS
    found = [
        f"„{each}“: {what}"
        for each in sorted(said - LONGER_BUTTONS)
        for what in too_long(each, TextType.BUTTON)
    ]
    assert not found, "\n".join(found)


def test_the_words_of_a_button_are_found() -> None:
    assert buttons('<button name="a">{{ icon("x") }}{{ _("Eins") }}</button>') == ["Eins"]
    assert buttons('{{ post_button(url_for("a.b"), _("Zwei"), csrf_token) }}') == ["Zwei"]
    assert buttons('<a class="button" href="/">{{ _("Drei") }}</a>') == ["Drei"]
    assert buttons('<p>{{ _("Kein Knopf") }}</p>') == []


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_summary_is_short_as_a_whole(name: str) -> None:
    for kind in (KINDS[name], *KINDS[name].variants.values()):
        whole = " ".join((*kind.about, *kind.options, *kind.if_nothing))
        limit = LIMITS[TextType.LETTER].characters
        assert limit
        assert len(whole) <= limit


def test_a_text_that_presses_would_be_seen() -> None:
    assert _errors("Sie müssen den Termin bestätigen.", Voice.APP)
    assert _forms(("Ein Brief", "Zwei Briefe")) == ("Ein Brief", "Zwei Briefe")
    assert list(too_long("Wenn " + "und noch ein Wort " * 3, TextType.APP))
    assert list(too_hard(["Die Berücksichtigung der Unterlagen erfolgt."], TextType.APP))
    assert len(PHRASES) > 60
