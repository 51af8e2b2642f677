"""The words of each language, from `words/<language>.toml`: who writes texts can mend them.

Each `[[S]]` (a group's letter) names words that are said better as `say`. Words are regular
expressions that begin and end at a word; `<name>` stands for one of `[parts]`, and `before` for
what is written together with every word. They are in small letters. Letters such as "ü" are more
than one after reading and stand in no [class]; a hyphen inside a word is gone. `[relief]` lists
what lifts a weight ("Sie müssen nichts tun"): a hit within is none. `[aside]` names the `topics` of
small talk: what is said in a clause about football or soup is no hit, `unless` the clause speaks to
someone or of an office. `[names]` lists, with capitals as written, where a word is a name.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.calm.guard.reading import spelled
from app.calm.guard.voices import Group

_FOLDER = Path(__file__).with_name("words")
# The other German catalogs speak German.
_SAME = {"de_easy": "de", "de_du": "de"}
LANGUAGES = tuple(sorted([*(path.stem for path in _FOLDER.glob("*.toml")), *_SAME]))


class UnknownLanguage(LookupError):
    """There are no words for this language."""


@dataclass(frozen=True)
class Rule:
    """Words of a group, and what to say instead."""

    group: Group
    pattern: re.Pattern[str]
    suggestion: str


@dataclass(frozen=True)
class Words:
    """The words of a language."""

    language: str
    rules: tuple[Rule, ...]
    relief: tuple[re.Pattern[str], ...]
    topics: re.Pattern[str] | None
    no_aside: re.Pattern[str] | None
    """What a clause of small talk never has."""
    names: tuple[re.Pattern[str], ...]
    explained: re.Pattern[str] | None
    """How an official word is brought in after our own: "(im Amt heißt das: Bescheid)"."""


@cache
def words(language: str) -> Words:
    """Return the words of a language. Raises UnknownLanguage."""
    language = _SAME.get(language, language)
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    data = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    parts: Mapping[str, Any] = data.get("parts", {})

    def compiled(pattern: str) -> re.Pattern[str]:
        before = data.get("before", "")
        whole = re.sub(r"<(\w+)>", lambda part: f"(?:{parts[part[1]]})", pattern)
        return re.compile(rf"(?<!\w){before}(?:{spelled(whole, language)})(?!\w)")

    aside = data.get("aside", {})
    return Words(
        language,
        rules=tuple(
            Rule(group, compiled("|".join(one["words"])), one.get("say", ""))
            for group in Group
            for one in data.get(group.value, ())
        ),
        relief=tuple(compiled(pattern) for pattern in data.get("relief", {}).get("patterns", ())),
        topics=compiled("|".join(aside["topics"])) if aside else None,
        no_aside=compiled(aside["unless"]) if aside else None,
        names=tuple(re.compile(pattern) for pattern in data.get("names", {}).get("patterns", ())),
        explained=compiled(data["explained"]) if "explained" in data else None,
    )
