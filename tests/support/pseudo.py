"""A language that nobody speaks: every German text in brackets and more than half as long again.

What has no brackets on a page was never marked for translation; what does not fit will not fit in
Ukrainian or Turkish either.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from app.core import i18n
from app.core.languages import LANGUAGES, SOURCE, Language
from tests.support import catalogs
from tests.support.gaps import forms

CODE = "pseudo"
LONGER = 0.6
_FILLING = "lorem ipsum dolor sit amet "


def lengthened(text: str) -> str:
    """Return the text in brackets, 60 % longer than it was; its placeholders stay."""
    wanted = int(len(text) * LONGER)
    filling = (_FILLING * (wanted // len(_FILLING) + 1))[:wanted].strip()
    return f"[~ {text} {filling} ~]"


def catalog(source: Catalog) -> Catalog:
    """Return a catalog that has every text of the source, longer."""
    made = Catalog(locale=LANGUAGES[SOURCE].locale, fuzzy=False)
    for each in source:
        if each.id:
            longer = tuple(map(lengthened, forms(each.id)))
            made.add(each.id, longer if each.pluralizable else longer[0])
    return made


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Offer this language as well; asked for before the app is made. Return its code."""
    folder = tmp_path / "translations"
    folder.mkdir()
    for each in i18n.TRANSLATIONS.iterdir():
        (folder / each.name).symlink_to(each)
    written = folder / CODE / "LC_MESSAGES" / "messages.po"
    written.parent.mkdir(parents=True)
    with written.open("wb") as file:
        write_po(file, catalog(catalogs.extract()))
    german = LANGUAGES[SOURCE]
    language = Language(CODE, "[~ Deutsch ~]", "de", german.locale, german.day_pattern)
    monkeypatch.setitem(LANGUAGES, CODE, language)
    monkeypatch.setattr(i18n, "TRANSLATIONS", folder)
    yield CODE
    i18n.catalog.cache_clear()
