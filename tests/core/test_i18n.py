"""Dates, times and money as each reader knows them; Latin digits; German as the ground."""

import gettext
import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from flask import Flask

from app.core import clock, i18n
from app.core.i18n import clock_time, day, lazy, moment, money, speaking
from app.core.languages import LANGUAGES, SOURCE, negotiate

TUESDAY = date(2026, 11, 24)
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
HALF_PAST_TWO = TEN.replace(hour=14, minute=30)


@pytest.fixture(autouse=True)
def back_to_german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: TEN)
    i18n.speak(SOURCE)
    yield
    i18n.speak(SOURCE)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("de", "Dienstag, 24.\u00a0November"),
        ("en", "Tuesday, 24\u00a0November"),
        ("ar", "الثلاثاء، 24\u00a0نوفمبر"),
        ("tr", "24\u00a0Kasım Salı"),
        ("de_du", "Dienstag, 24.\u00a0November"),
        ("de_easy", "Dienstag, 24.\u00a0November"),
        ("uk", "вівторок, 24\u00a0листопада"),
        ("ru", "вторник, 24\u00a0ноября"),
        ("fa", "سه‌شنبه 24\u00a0نوامبر"),
        ("pl", "wtorek, 24\u00a0listopada"),
        ("ro", "marți, 24\u00a0noiembrie"),
        ("bg", "вторник, 24\u00a0ноември"),
    ],
)
def test_a_day_is_said_with_its_weekday(code: str, said: str) -> None:
    with speaking(code):
        assert day(TUESDAY) == said
        assert day(TEN) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("de", "Freitag, 8.\u00a0Januar 2027"),
        ("en", "Friday, 8\u00a0January 2027"),
        ("ar", "الجمعة، 8\u00a0يناير 2027"),
        ("tr", "8\u00a0Ocak 2027 Cuma"),
    ],
)
def test_the_year_is_said_only_if_it_is_another(code: str, said: str) -> None:
    with speaking(code):
        assert day(date(2027, 1, 8), today=TUESDAY) == said
        assert "2026" not in day(date(2026, 12, 1), today=TUESDAY)
        assert day(date(2027, 1, 8)) == said, "the clock knows as well"
        assert moment(TEN.replace(year=2027)) != moment(TEN)
        assert "2026" in day(TUESDAY, with_year=True)


def test_digits_are_latin_in_every_language_on_every_day() -> None:
    for code in LANGUAGES:
        with speaking(code):
            for number in range(1, 29):
                said = day(date(2026, 2, number), today=TUESDAY.replace(year=2025))
                assert str(number) in said
                assert "2026" in said
                assert not re.search("[\u0660-\u0669\u06f0-\u06f9]", said)


def test_a_time_is_said_without_idle_zeros() -> None:
    assert clock_time(TEN) == "10 Uhr"
    assert clock_time(HALF_PAST_TWO) == "14:30 Uhr"
    assert clock_time(TEN.replace(hour=9, minute=5)) == "9:05 Uhr"
    assert clock_time(TEN.replace(hour=0)) == "0 Uhr"


def test_a_moment_is_a_day_and_a_time() -> None:
    assert moment(TEN) == "Dienstag, 24.\u00a0November, 10 Uhr"
    with speaking("ar"):
        assert moment(TEN).startswith("الثلاثاء، 24\u00a0نوفمبر، ")
        assert "10" in moment(TEN)


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (56300, "563 Euro"),
        (1250, "12,50 Euro"),
        (123456789, "1.234.567,89 Euro"),
        (5, "0,05 Euro"),
        (0, "0 Euro"),
    ],
)
def test_money_is_said_as_on_the_letters(cents: int, said: str) -> None:
    assert money(cents) == said


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_comma_stands_in_money_where_none_stands_on_the_letter(code: str) -> None:
    with speaking(code):
        assert "," not in money(111400)
        assert money(111450).count(",") == money(1250).count(",")


def test_money_has_latin_digits_in_arabic() -> None:
    with speaking("ar"):
        assert "563" in money(56300)


def test_speaking_ends_with_its_block() -> None:
    with speaking("ar") as spoken:
        assert spoken.direction == "rtl"
        with speaking("en"):
            assert i18n.language().code == "en"
        assert i18n.language().code == "ar"
    assert i18n.language().code == "de"


def test_an_unknown_language_is_german() -> None:
    i18n.speak("tlh")
    assert i18n.language().code == "de"


def test_a_text_that_a_catalog_lacks_is_said_in_german() -> None:
    with speaking("en"):
        assert i18n._("Ein Satz, den es nirgends gibt.") == "Ein Satz, den es nirgends gibt."


FORMS = {
    "uk": {1: "1 хвилина", 2: "2 хвилини", 5: "5 хвилин", 11: "11 хвилин", 21: "21 хвилина"},
    "pl": {1: "1 minuta", 2: "2 minuty", 5: "5 minut", 12: "12 minut", 22: "22 minuty"},
    "ro": {1: "1 minut", 2: "2 minute", 15: "15 minute", 30: "30 de minute"},
    "ar": {1: "1 دقيقة", 2: "2 دقيقتان", 5: "5 دقائق", 15: "15 دقيقة"},
    "tr": {1: "1 dakika", 5: "5 dakika"},
}


@pytest.mark.parametrize("code", FORMS)
def test_each_language_counts_in_its_own_forms(code: str) -> None:
    """With a catalog in memory: the forms come from the rule of the language."""
    rule = Catalog(locale=LANGUAGES[code].locale)
    forms = [""] * rule.num_plurals
    chosen = gettext.c2py(str(rule.plural_expr))
    for number, said in FORMS[code].items():
        forms[chosen(number)] = said.replace(str(number), "%(n)s", 1)
    rule.add(("%(n)s Minute", "%(n)s Minuten"), tuple(forms))
    catalog = i18n.compiled(rule)
    for number, said in FORMS[code].items():
        assert catalog.ngettext("%(n)s Minute", "%(n)s Minuten", number) % {"n": number} == said


def test_a_number_chooses_the_form_and_german_is_the_ground() -> None:
    for code in LANGUAGES:
        with speaking(code):
            said = [
                i18n.ngettext("%(n)s Ding, nirgends", "%(n)s Dinge, nirgends", n, n=n)
                for n in (0, 1, 2)
            ]
            assert said == ["0 Dinge, nirgends", "1 Ding, nirgends", "2 Dinge, nirgends"]


@pytest.mark.parametrize("value", ["030 / 23125 214", "Haddad"])
def test_what_fills_a_sentence_from_right_to_left_keeps_its_own_direction(value: str) -> None:
    with speaking("ar"):
        assert (
            i18n._("Ein Satz mit %(value)s.", value=value) == f"Ein Satz mit \u2068{value}\u2069."
        )
    assert i18n._("Ein Satz mit %(value)s.", value=value) == f"Ein Satz mit {value}."


def test_a_name_from_right_to_left_keeps_its_place_in_other_sentences() -> None:
    """Otherwise a figure after it is read as part of it."""
    assert i18n._("%(name)s, %(time)s", name="سمير", time="10 Uhr") == "\u2068سمير\u2069, 10 Uhr"


def test_a_time_stays_one_number_from_right_to_left() -> None:
    with speaking("ar"):
        assert "14:30" in clock_time(HALF_PAST_TWO)


def test_placeholders_are_filled_and_a_percent_sign_stays() -> None:
    assert i18n._("%(a)s und %(b)s", a=1, b="zwei") == "1 und zwei"
    assert i18n._("100 %") == "100 %"


def test_a_lazy_text_speaks_when_it_is_shown() -> None:
    label = lazy("Ein Satz, den es nirgends gibt.")
    with speaking("en"):
        assert str(label) == "Ein Satz, den es nirgends gibt."


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("ar-SY,ar;q=0.9", "ar"),
        ("en-US", "en"),
        ("tlh,en;q=0.3,ar;q=0.5", "ar"),
        ("fr-FR", "de"),
        ("uk-UA,uk;q=0.9,ru;q=0.8", "uk"),
        ("fa-IR", "fa"),
        ("fa-AF,de;q=0.5", "fa"),
        ("prs-AF,prs;q=0.9", "fa"),
        ("ro-MD", "ro"),
        ("mo", "ro"),
        ("bg-BG,en;q=0.1", "bg"),
        ("pl,ru;q=0.9", "pl"),
        ("de-simple", "de"),
        ("de_du", "de"),
        ("de_easy,tr;q=0.5", "tr"),
        ("", "de"),
        (";;;q=,,x;q=y", "de"),
        ("en;q=0.1," * 5000, "en"),
        ("en; q=0.5, uk ; q=0.8", "uk"),
        ("en-GB;q=0.8, uk", "uk"),
        ("EN-us;Q=0.9, tr;q=0.5", "en"),
        ("en;q=0", "de"),
        ("uk;q=0, ru;q=0.5", "ru"),
        ("ru;q=0.0, *;q=0.1", "de"),
        ("en;q=nan,uk;q=0.5", "uk"),
        ("en;q=inf,uk;q=-1", "de"),
        ("zh-CN,zh;q=0.9", "de"),
        ("de-AT,en;q=0.9", "de"),
    ],
)
def test_the_browsers_wish_is_heard(header: str, code: str) -> None:
    assert negotiate(header) == code


def test_another_voice_of_german_says_what_it_has_not_as_german_does() -> None:
    for code in ("de_du", "de_easy"):
        with speaking(code):
            assert i18n._("Ein Satz, den es nirgends gibt.") == "Ein Satz, den es nirgends gibt."
            assert clock_time(TEN) == "10 Uhr"


def test_a_page_says_its_language_and_direction(app: Flask) -> None:
    for code, spoken in LANGUAGES.items():
        text = app.test_client().get(f"/welcome?language={code}").get_data(as_text=True)
        assert f'<html lang="{spoken.tag}" dir="{spoken.direction}"' in text
