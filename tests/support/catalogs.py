"""The texts of the app as `make strings` finds them, and what the catalogs lack.

    python -m tests.support.catalogs          bring every catalog up to date
    python -m tests.support.catalogs --check  say what is missing and write nothing

Catalogs are sorted by text and name files without line numbers, so that a change of the code moves
nothing that was not changed. A text that is gone is dropped (git remembers it), and nothing is
guessed from similar texts.
"""

import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "translations"
KEYWORDS: dict[str, Any] = {"_": None, "lazy": None, "N_": None}


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
        return read_po(file, locale=code.split("_", maxsplit=1)[0], domain="messages")


@dataclass
class Gaps:
    """What a catalog lacks."""

    missing: list[str] = field(default_factory=list)  # in the source, not in the catalog
    untranslated: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)  # in the catalog, gone from the source
    broken: list[str] = field(default_factory=list)  # placeholders differ

    def __str__(self) -> str:
        return self.report(most=10)

    def report(self, most: int) -> str:
        """Return at most so many texts of each kind, "" if nothing is lacking."""
        return "\n".join(
            f"{name}: {len(texts)}\n" + "\n".join(f"  {text}" for text in texts[:most])
            for name, texts in vars(self).items()
            if texts
        )


def gaps(code: str, source: Catalog) -> Gaps:
    """Return what a language's catalog lacks."""
    catalog, found = read(code), Gaps()
    texts = {str(each.id) for each in source if each.id}
    there = {str(each.id): each for each in catalog if each.id}
    found.missing = sorted(texts - set(there))
    found.leftover = sorted(set(there) - texts)
    found.untranslated = sorted(text for text, each in there.items() if not each.string)
    found.fuzzy = sorted(text for text, each in there.items() if each.fuzzy)
    found.broken = [
        f"{message.id} -> {message.string}: {error}"
        for message, errors in catalog.check()
        for error in errors
    ]
    return found


def update(code: str, source: Catalog) -> None:
    """Write a language's catalog anew with the texts of the source and the translations it has."""
    old = read(code)
    new = Catalog(
        locale=old.locale, project="Kleine Schritte", header_comment=_header(old),
        charset="utf-8", fuzzy=False, creation_date=old.creation_date,
        revision_date=old.revision_date, last_translator=old.last_translator,
        language_team=old.language_team,
    )  # fmt: skip
    for each in source:
        if each.id:
            known = old.get(each.id)
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
    for code in codes():
        if "--check" not in arguments:
            update(code, source)
        found = gaps(code, source).report(most=100_000)
        if found:
            status = 1
            print(f"{code}\n{found}")
        else:
            print(f"{code}: complete, {len(source)} texts")
    return status if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
