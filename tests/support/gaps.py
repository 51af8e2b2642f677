"""What a catalog lacks, and what is wrong in it: placeholders, plural forms, dates, digits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from babel.messages.catalog import Catalog, Message

from app.core.languages import LANGUAGES
from tests.support.variants import needed

PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?([a-zA-Z%])")
_RAW_DATE = re.compile(r"\b(?:\d{1,2}\.\d{1,2}\.|\d{1,2}/\d{1,2}/\d{2}|\d{4}-\d\d-\d\d)")
_OTHER_DIGIT = re.compile(r"[٠-٩۰-۹०-९]")


@dataclass
class Gaps:
    """What a catalog lacks."""

    missing: list[str] = field(default_factory=list)  # needed, not in the catalog
    untranslated: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)  # in the catalog, gone from the source
    broken: list[str] = field(default_factory=list)  # placeholders, plurals, dates or digits

    def __str__(self) -> str:
        return self.report(most=10)

    def report(self, most: int) -> str:
        """Return at most so many texts of each kind, "" if nothing is lacking."""
        return "\n".join(
            f"{name}: {len(texts)}\n" + "\n".join(f"  {text}" for text in texts[:most])
            for name, texts in vars(self).items()
            if texts
        )


def forms(text: object) -> tuple[str, ...]:
    """Return a text, or all forms of one that has a plural."""
    return (text,) if isinstance(text, str) else tuple(map(str, cast("Sequence[object]", text)))


def is_translated(message: Message) -> bool:
    """Whether there are words for every form."""
    return bool(message.string) and all(forms(message.string))


def lacking(code: str, source: Catalog, catalog: Catalog) -> Gaps:
    """Return what a language's catalog lacks of the source, and what is wrong in it."""
    found = Gaps()
    wanted = {each.id: "\n  ".join(forms(each.id)) for each in needed(code, source)}
    known = {each.id for each in source if each.id}
    there = {each.id: each for each in catalog if each.id}
    found.missing = sorted(words for id_, words in wanted.items() if id_ not in there)
    found.leftover = sorted(forms(id_)[0] for id_ in there if id_ not in known)
    found.untranslated = sorted(
        words for id_, words in wanted.items() if id_ in there and not is_translated(there[id_])
    )
    found.fuzzy = sorted(forms(id_)[0] for id_, each in there.items() if each.fuzzy)
    if str(catalog.plural_forms) != str(Catalog(locale=LANGUAGES[code].locale).plural_forms):
        found.broken.append(f"plural rule: {catalog.plural_forms}")
    found.broken += [
        f"{forms(each.id)[-1]} -> {' | '.join(forms(each.string))}: {problem}"
        for each in there.values()
        if is_translated(each)
        for problem in _problems(each, catalog)
    ]
    return found


def placeholders(text: str) -> list[tuple[str, str]]:
    """Return (name, kind) of each placeholder, in order of the alphabet."""
    return sorted(PLACEHOLDER.findall(text))


def _problems(message: Message, catalog: Catalog) -> Iterator[str]:
    said, meant = forms(message.string), forms(message.id)
    if len(said) != (catalog.num_plurals if message.pluralizable else 1):
        yield f"{len(said)} forms"
    if any(placeholders(form) != placeholders(meant[-1]) for form in said):
        yield "other placeholders"
    if any(set(_RAW_DATE.findall(form)) - set(_RAW_DATE.findall(meant[-1])) for form in said):
        yield "a date in figures"
    if any(_OTHER_DIGIT.search(form) for form in said):
        yield "digits that are not on the letters"
