"""Every text of the source is in every catalog, with the same placeholders."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from app.core.languages import LANGUAGES, SOURCE
from tests.support import catalogs

CODES = sorted(set(LANGUAGES) - {SOURCE})
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?([a-zA-Z%])")


@pytest.fixture(scope="module")
def source() -> Catalog:
    return catalogs.extract()


def _texts(catalog: Catalog) -> list[str]:
    return [str(each.id) for each in catalog if each.id]


def test_texts_are_found_in_templates_in_routes_in_forms_and_in_letters(source: Catalog) -> None:
    files = {file for each in source for file, _line in each.locations}
    for part in ("app/templates/", "/routes", "/forms.py", "app/calm/"):
        assert any(part in file for file in files), part
    assert len(_texts(source)) > 100


def test_every_offered_language_has_a_catalog_and_every_catalog_is_offered() -> None:
    assert catalogs.codes() == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_catalog_is_complete_and_up_to_date(code: str, source: Catalog) -> None:
    found = str(catalogs.gaps(code, source))
    assert not found, f"{code}: `make strings`, then translate\n{found}"


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_placeholders_of_its_text(code: str) -> None:
    wrong = []
    for each in catalogs.read(code):
        if each.id and each.string:
            said, meant = (sorted(PLACEHOLDER.findall(str(s))) for s in (each.string, each.id))
            if said != meant:
                wrong.append(f"{each.id!r} -> {each.string!r}")
    assert not wrong, "\n".join(wrong)


def test_placeholders_have_names_so_that_translators_know_and_may_move_them(
    source: Catalog,
) -> None:
    nameless = [
        text
        for text in _texts(source)
        for name, kind in PLACEHOLDER.findall(text)
        if kind != "%" and (not name or kind != "s")
    ]
    braces = [
        text
        for text in _texts(source)
        if "{" in text and any(p[1] for p in Formatter().parse(text))
    ]
    assert nameless == []
    assert braces == []


def test_a_text_is_one_piece_without_markup_or_loose_edges(source: Catalog) -> None:
    wrong = [
        text
        for text in _texts(source)
        if re.search(r"<\w+|&\w+;", text) or text != text.strip() or "\n" in text or "  " in text
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("code", CODES)
def test_digits_are_latin_in_every_language(code: str) -> None:
    other = re.compile(r"[٠-٩۰-۹०-९]")
    wrong = [str(each.string) for each in catalogs.read(code) if other.search(str(each.string))]
    assert not wrong
