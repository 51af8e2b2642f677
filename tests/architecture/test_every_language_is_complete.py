"""Every text of the source is in every catalog, with the same placeholders."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from app.core import i18n
from app.core.languages import LANGUAGES, SOURCE
from tests.support import catalogs, gaps
from tests.support.variants import needed

DOCS = catalogs.COVERAGE.parent
CODES = sorted(set(LANGUAGES) - {SOURCE})


@pytest.fixture(scope="module")
def source() -> Catalog:
    return catalogs.extract()


def _texts(catalog: Catalog) -> list[str]:
    return [form for each in catalog if each.id for form in gaps.forms(each.id)]


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


def test_the_page_about_the_languages_is_true(source: Catalog) -> None:
    written = catalogs.COVERAGE.read_text("utf-8")
    assert written == catalogs.coverage(source), "`make strings` writes docs/languages.md"


def _glossaries() -> dict[str, set[str]]:
    """Return the German words that each section for translators has, by the section's title."""
    found = {}
    for section in (DOCS / "translating.md").read_text("utf-8").split("\n## ")[1:]:
        title, *lines = section.splitlines()
        left = [each.split("|")[1] for each in lines if each.startswith("| ")]
        found[title] = {word for each in left for word in re.findall(r"[\w-]+", each.lower())}
    return found


def test_translators_find_every_word_of_ours_in_every_language() -> None:
    glossaries = _glossaries()
    ours = glossaries["English"]
    assert len(ours) > 100
    for each in LANGUAGES.values():
        if each.code != SOURCE:
            assert each.own_name in glossaries, each.code
        if not each.is_german:
            assert not ours - glossaries[each.own_name], each.code


def test_placeholders_have_names_so_that_translators_know_and_may_move_them(
    source: Catalog,
) -> None:
    nameless = [
        text
        for text in _texts(source)
        for name, kind in gaps.placeholders(text)
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


def test_the_forms_of_a_text_have_the_same_placeholders(source: Catalog) -> None:
    for each in source:
        one, *others = map(gaps.placeholders, gaps.forms(each.id))
        assert all(other == one for other in others), each.id


@pytest.mark.parametrize("code", CODES)
def test_a_catalog_counts_as_its_language_does(code: str) -> None:
    """The same rule in the file, in Babel and in what the app reads."""
    rule = Catalog(locale=LANGUAGES[code].locale)
    assert i18n.catalog(code).info()["plural-forms"] == str(rule.plural_forms)


# The check sees what is wrong: a small catalog, broken on purpose.


@pytest.fixture
def small() -> tuple[Catalog, Catalog]:
    """A source with three texts, and a Ukrainian catalog that lacks nothing."""
    source, catalog = Catalog(), Catalog(locale="uk", fuzzy=False)
    for text, said in (
        ("Guten Tag, %(name)s.", "Добрий день, %(name)s."),
        ("Bis Freitag, 18. Dezember.", "До п’ятниці, 18 грудня."),
        (
            ("%(pages)s Seite", "%(pages)s Seiten"),
            ("%(pages)s сторінка", "%(pages)s сторінки", "%(pages)s сторінок"),
        ),
    ):
        source.add(text)
        catalog.add(text, said)
    return source, catalog


def test_a_whole_catalog_lacks_nothing(small: tuple[Catalog, Catalog]) -> None:
    assert str(gaps.lacking("uk", *small)) == ""


PLURAL = ("%(pages)s Seite", "%(pages)s Seiten")


@pytest.mark.parametrize(
    ("text", "said", "seen"),
    [
        ("Guten Tag, %(name)s.", "Добрий день.", "other placeholders"),
        ("Guten Tag, %(name)s.", "Добрий день, %(імʼя)s.", "other placeholders"),
        ("Guten Tag, %(name)s.", "", "untranslated"),
        ("Bis Freitag, 18. Dezember.", "До 18.12.2026.", "a date in figures"),
        ("Bis Freitag, 18. Dezember.", "До п’ятниці, ۱۸ грудня.", "digits"),
        (PLURAL, ("%(pages)s сторінка", "%(pages)s сторінки"), "2 forms"),
        (PLURAL, ("%(pages)s сторінка", "", "%(pages)s сторінок"), "untranslated"),
        (PLURAL, ("одна сторінка", "%(pages)s сторінки", "%(pages)s сторінок"), "other placehold"),
    ],
)
def test_what_is_wrong_in_a_catalog_is_seen(
    small: tuple[Catalog, Catalog], text: object, said: object, seen: str
) -> None:
    source, catalog = small
    catalog.get(text).string = said  # type: ignore[arg-type, union-attr]
    assert seen in str(gaps.lacking("uk", source, catalog))


def test_a_missing_text_a_fuzzy_one_and_one_that_is_gone_are_seen(
    small: tuple[Catalog, Catalog],
) -> None:
    source, catalog = small
    source.add("Neu.")
    catalog.add("Alt.", "Старе.")
    catalog.get("Guten Tag, %(name)s.").flags.add("fuzzy")  # type: ignore[union-attr]
    found = gaps.lacking("uk", source, catalog)
    assert (found.missing, found.leftover) == (["Neu."], ["Alt."])
    assert found.fuzzy == ["Guten Tag, %(name)s."]


def test_another_way_of_counting_is_seen(small: tuple[Catalog, Catalog]) -> None:
    source, catalog = small
    catalog.mime_headers = [("Plural-Forms", "nplurals=3; plural=(n==1 ? 2 : n==2 ? 1 : 0);")]
    assert "plural rule" in str(gaps.lacking("uk", source, catalog))


# Other voices of German


def test_german_with_du_needs_what_says_sie_to_somebody_who_takes_part(source: Catalog) -> None:
    asked = {str(each.id) for each in needed("de_du", source)}
    assert "Schön, dass Sie dabei sind." in asked
    assert "Es ist etwas Neues für Sie da." in asked
    assert "Eine kleine Erinnerung." not in asked, "it says neither"
    staff = "%(name)s möchte diesen Brief zusammen mit Ihnen lesen."
    assert source.get(staff), "a text of the desk"
    assert staff not in asked


def test_extra_easy_german_needs_the_longer_sentences_of_every_day(source: Catalog) -> None:
    asked = {str(each.id) for each in needed("de_easy", source)}
    assert "Nachrichten in der App liest niemand in der Nacht. In Not rufen Sie bitte an." in asked
    assert "Eine kleine Erinnerung." not in asked
    assert "Nein, danke" not in asked


@pytest.mark.parametrize("code", ["de_du", "de_easy"])
def test_a_variant_holds_only_what_it_says_otherwise(code: str, source: Catalog) -> None:
    assert LANGUAGES[code].variant_of == SOURCE
    assert len(needed(code, source)) < len(source) / 2
    assert len(needed("uk", source)) == len([each for each in source if each.id])
