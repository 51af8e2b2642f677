"""The texts of the app as `make strings` finds them, and what the catalogs lack.

    python -m tests.support.catalogs          bring every catalog up to date
    python -m tests.support.catalogs --check  say what is missing and write nothing

Codes of languages after it ask for these alone (`--check de_du de_easy`).

Catalogs are sorted by text and name files without line numbers, so that a change of the code moves
nothing that was not changed. A text that is gone is dropped (git remembers it), and nothing is
guessed from similar texts.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.core.languages import LANGUAGES
from tests.support.variants import needed

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "translations"
KEYWORDS: dict[str, Any] = {"_": None, "lazy": None, "N_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?([a-zA-Z%])")
_RAW_DATE = re.compile(r"\b(?:\d{1,2}\.\d{1,2}\.|\d{1,2}/\d{1,2}/\d{2}|\d{4}-\d\d-\d\d)")
_OTHER_DIGIT = re.compile(r"[٠-٩۰-۹०-९]")


def extract() -> Catalog:
    """Return all texts of the source, by the mapping in pyproject.toml."""
    babel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]
    methods = [(each["pattern"], each["method"]) for each in babel["mappings"]]
    options = {
        each["pattern"]: {k: v for k, v in each.items() if k not in {"pattern", "method"}}
        for each in babel["mappings"]
    }
    found = Catalog(project="Kleine Schritte", charset="utf-8")
    for file, _line, message, comments, _context in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, comment_tags=("Translators:",),
        directory_filter=lambda folder: not Path(folder).name.startswith((".", "_")),
    ):  # fmt: skip
        found.add(message, None, [(file, 1)], auto_comments=comments)
    for each in found:
        each.locations = sorted(set(each.locations))
    return found


def codes() -> list[str]:
    """Return the languages that have a catalog."""
    return sorted(path.parts[-3] for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))


def path_of(code: str) -> Path:
    """Return where a language's catalog lies."""
    return TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"


def read(code: str) -> Catalog:
    """Return a language's catalog."""
    with path_of(code).open("rb") as file:
        return read_po(file, locale=LANGUAGES[code].locale, domain="messages")


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


def gaps(code: str, source: Catalog, catalog: Catalog | None = None) -> Gaps:
    """Return what a language's catalog lacks; `catalog`: another one than that on the disk."""
    catalog, found = catalog or read(code), Gaps()
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


def update(code: str, source: Catalog) -> None:
    """Write a language's catalog anew with the texts of the source and the translations it has.

    Another voice of German holds what it needs and what it says otherwise.
    """
    old = read(code)
    new = Catalog(
        locale=old.locale, project="Kleine Schritte", header_comment=_header(old),
        charset="utf-8", fuzzy=False, creation_date=old.creation_date,
        revision_date=old.revision_date, last_translator=old.last_translator,
        language_team=old.language_team,
    )  # fmt: skip
    wanted = {each.id for each in needed(code, source)}
    there = {each.id: each for each in old if each.id}
    for each in source:
        known = there.get(each.id)
        if each.id and (each.id in wanted or (known and is_translated(known))):
            new.add(
                each.id,
                known.string if known else "",
                each.locations,
                (known.flags if known else set()) | each.flags,
                each.auto_comments,
                known.user_comments if known else (),
            )
    with path_of(code).open("wb") as file:
        write_po(file, new, width=100, sort_output=True, include_lineno=False)


def _header(catalog: Catalog) -> str:
    kept = catalog.header_comment
    if "FIRST AUTHOR" not in kept:
        return kept
    name = catalog.locale.english_name if catalog.locale else "Translated"
    return f"# {name} texts of Kleine Schritte. Licence: EUPL-1.2.\n#"


def main(arguments: list[str]) -> int:
    """Update all catalogs, or say what they lack."""
    source, status = extract(), 0
    asked = [each for each in arguments if not each.startswith("--")]
    for code in asked or codes():
        if "--check" not in arguments:
            update(code, source)
        found = gaps(code, source).report(most=100_000)
        if found:
            status = 1
            print(f"{code}\n{found}")
        else:
            print(f"{code}: complete, {len(needed(code, source))} texts")
    return status if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
