"""Speaking each reader's language: catalogs, gettext, dates, times and money.

German is the source: its texts are the message ids. Nothing here needs a request; the worker and
the command line say which language they speak with `speaking(...)`.
"""

import gettext
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import cast

from babel import dates, numbers
from babel.lists import format_list
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from markupsafe import escape

from app.core import clock
from app.core.languages import LANGUAGES, SOURCE, Language

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_current: ContextVar[str] = ContextVar("language", default=SOURCE)


@lru_cache
def catalog(code: str) -> gettext.NullTranslations:
    """Return the catalog of a language; German needs none."""
    if code == SOURCE:
        return gettext.NullTranslations()
    with _po(code).open("rb") as file:
        return compiled(pofile.read_po(file, locale=LANGUAGES[code].locale))


def compiled(translations: Catalog) -> gettext.NullTranslations:
    """Return a catalog as gettext reads it; what it lacks is said in German."""
    written = io.BytesIO()
    mofile.write_mo(written, translations)
    written.seek(0)
    read = gettext.GNUTranslations(written)
    read.add_fallback(gettext.NullTranslations())
    return read


def catalog_version(code: str) -> str:
    """Return a short mark that changes when the catalog does."""
    if code == SOURCE:
        return "source"
    return hashlib.sha256(_po(code).read_bytes()).hexdigest()[:12]


def _po(code: str) -> Path:
    return TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"


def language() -> Language:
    """Return the language spoken now."""
    return LANGUAGES[_current.get()]


def speak(code: str) -> None:
    """Speak a language from now on (in this request); an unknown one is German."""
    _current.set(code if code in LANGUAGES else SOURCE)


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Speak a language inside the block: the worker writes in the reader's language."""
    token = _current.set(code if code in LANGUAGES else SOURCE)
    try:
        yield language()
    finally:
        _current.reset(token)


def isolated(value: object, among: str) -> object:
    """Return what fills a placeholder of a sentence, kept in its own direction.

    Otherwise „030 / 23125 214“ is read in Arabic as „214 23125 / 030“, and a figure after an Arabic
    name as part of it. `among`: the direction of the sentence; from left to right only what comes
    from the right needs it. First-strong isolates do in plain text what <bdi> does in HTML (UAX #9,
    section 2.5). Bare digits need none, and "10:30" has to stay whole.
    """
    if isinstance(value, LazyText):
        value = str(value)
    if not isinstance(value, str) or value.isdecimal():
        return value
    if among == "ltr" and not _RIGHT_TO_LEFT.search(value):
        return value
    return "\u2068" + value + "\u2069"  # added, not formatted: markup stays markup


def _(text: str, **values: object) -> str:
    """Return the text in the current language, with its placeholders filled."""
    return _filled(catalog(_current.get()).gettext(text), values)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Return the text in the form that this number asks for in the current language.

    "%(pages)s Seite", "%(pages)s Seiten": Arabic has six forms, Polish three, Turkish none. Only
    for texts whose grammar hangs on the number; all forms have the same placeholders.
    """
    return _filled(catalog(_current.get()).ngettext(one, many, number), values)


def _filled(spoken: str, values: dict[str, object]) -> str:
    among = language().direction
    values = {name: isolated(value, among) for name, value in values.items()}
    return spoken % values if values else spoken


@lru_cache
def review_of(translation: Language) -> str:
    """Say in a language itself who has read its texts; "" for German, which is nobody's copy."""
    if translation.code == SOURCE:
        return ""
    with speaking(translation.code):
        if translation.is_draft:
            return _(
                "Diese Übersetzung ist noch nicht von Fachleuten geprüft. Im Zweifel gilt Deutsch."
            )
        return _("Geprüft: %(who)s.", who=translation.reviewed)


class LazyText:
    """A text of a form or an error that is spoken when it is shown."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return _(self.text)

    def __mod__(self, values: object) -> str:
        return str(self) % values

    def __html__(self) -> str:
        return str(escape(str(self)))


def lazy(text: str) -> str:
    """Mark a text for translation at the time it is shown.

    To the type checker it is the string that form libraries expect.
    """
    return cast("str", LazyText(text))


# Dates, times and money: Latin digits everywhere, as on the letters.


@lru_cache(maxsize=4096)
def _day(day: date, code: str, *, with_year: bool, weekday: bool) -> str:
    spoken = LANGUAGES[code]
    pattern = spoken.day_pattern
    if not weekday:
        pattern = pattern.replace("EEEE", "").strip(" ,،")
    if with_year:
        pattern = pattern.replace("MMMM", "MMMM y")
    return _latin(dates.format_date(day, pattern, locale=spoken.locale))


def _latin(text: str) -> str:
    return "".join(
        str(ord(c) - base)
        if (base := 0x660 if "٠" <= c <= "٩" else 0x6F0 if "۰" <= c <= "۹" else 0)
        else c
        for c in text
    )


def day(
    value: date | datetime,
    *,
    today: date | None = None,
    weekday: bool = True,
    with_year: bool = False,
) -> str:
    """Return „Dienstag, 24. November“; the year only if it is not this one, or is asked for."""
    value = value.date() if isinstance(value, datetime) else value
    this_year = (today or clock.now()).year
    return _day(
        value, _current.get(), with_year=with_year or value.year != this_year, weekday=weekday
    )


def clock_time(value: datetime) -> str:
    """Return „10 Uhr“ or „10:30 Uhr“; in the other languages as the catalog writes it."""
    if value.minute:
        return _("%(hour)s:%(minute)s Uhr", hour=value.hour, minute=f"{value.minute:02}")
    return _("%(hour)s Uhr", hour=value.hour)


def clock_times(values: Sequence[datetime]) -> str:
    """Return „10 Uhr und 15 Uhr“."""
    return format_list([clock_time(each) for each in values], locale=language().locale)


def moment(
    value: datetime, *others: datetime, today: date | None = None, with_year: bool = False
) -> str:
    """Return „Dienstag, 24. November, 10 Uhr“; the year only as `day` says it.

    `others`: more times of the same day.
    """
    separator = "، " if language().direction == "rtl" else ", "
    hours = clock_times([value, *others]) if others else clock_time(value)
    return f"{day(value, today=today, with_year=with_year)}{separator}{hours}"


def money(cents: int) -> str:
    """Return „563 Euro“ or „12,50 Euro“ in the current language.

    A comma never groups thousands: on the letter, which lies beside it, a comma begins the cents.
    """
    locale = language().locale
    pattern = "#,##0" if cents % 100 == 0 else "#,##0.00"
    figure = numbers.format_decimal(
        cents / 100,
        pattern,
        locale=locale,
        numbering_system="latn",
        group_separator=numbers.get_group_symbol(locale, numbering_system="latn") != ",",
    )
    return _("%(amount)s Euro", amount=_latin(figure))
