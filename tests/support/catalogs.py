"""The texts of the app as `make strings` finds them, and what the catalogs lack.

    python -m tests.support.catalogs          bring every catalog up to date
    python -m tests.support.catalogs --check  say what is missing and write nothing
    python -m tests.support.catalogs --coverage  write docs/languages.md alone; the first does too

Codes of languages after it ask for these alone (`--check de_du de_easy`).

Catalogs are sorted by text and name files without line numbers, so that a change of the code moves
nothing that was not changed. A text that is gone is dropped (git remembers it), and nothing is
guessed from similar texts.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.core.languages import LANGUAGES, SOURCE
from tests.support.gaps import Gaps, is_translated, lacking
from tests.support.variants import needed

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "translations"
KEYWORDS: dict[str, Any] = {"_": None, "lazy": None, "N_": None, "ngettext": (1, 2)}


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


COVERAGE = ROOT / "docs" / "languages.md"
_COVERAGE = """# Languages

Written by `make strings`. How a language is translated and reviewed stands in
[translating.md](translating.md). A text that is missing is shown in German. Another voice of German
needs only what it says otherwise.

| language | code | texts | there | | read by people whose language it is |
|---|---|---|---|---|---|
"""


def gaps(code: str, source: Catalog) -> Gaps:
    """Return what a language's catalog lacks."""
    return lacking(code, source, read(code))


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


def coverage(source: Catalog) -> str:
    """Return docs/languages.md: how much of each language is there, and who has read it."""
    rows = []
    for code, language in LANGUAGES.items():
        wanted = [each.id for each in needed(code, source)]
        if code == SOURCE:
            there, who = len(wanted), "the source"
        else:
            said = {each.id for each in read(code) if each.id and is_translated(each)}
            there, who = sum(id_ in said for id_ in wanted), language.reviewed or "nobody yet"
        share = f"{100 * there // len(wanted)} %"
        name = f"<bdi>{language.own_name}</bdi>"
        rows.append(f"| {name} | `{code}` | {len(wanted)} | {there} | {share} | {who} |")
    return _COVERAGE + "\n".join(rows) + "\n"


def _header(catalog: Catalog) -> str:
    kept = catalog.header_comment
    if "FIRST AUTHOR" not in kept:
        return kept
    name = catalog.locale.english_name if catalog.locale else "Translated"
    return f"# {name} texts of Kleine Schritte. Licence: EUPL-1.2.\n#"


def main(arguments: list[str]) -> int:
    """Update all catalogs and the page about them, or say what they lack."""
    source, status = extract(), 0
    if "--coverage" in arguments:
        COVERAGE.write_text(coverage(source), "utf-8")
        return 0
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
    if "--check" in arguments:
        return status
    COVERAGE.write_text(coverage(source), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
