"""What makes a task of an encouragement in other languages than German, from `demands.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_NONE = re.compile(r"(?!)")


@dataclass(frozen=True)
class Words:
    """The words of a language; a day ahead is one whatever else the sentence says."""

    question: re.Pattern[str] = _NONE
    advice: re.Pattern[str] = _NONE
    day: re.Pattern[str] = _NONE
    ahead: re.Pattern[str] = _NONE
    past: re.Pattern[str] = _NONE


@cache
def words_of(language: str) -> Words:
    """Return the words of a language; none of one that has no words here."""
    known = _all().get(language)
    if known is None:
        return Words()

    def compiled(patterns: Iterable[str]) -> re.Pattern[str]:
        either = "|".join(patterns).replace("<month>", f"(?:{known['month']})")
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)

    lists = {name: compiled(known[name]) for name in ("question", "advice", "day", "ahead")}
    return Words(**lists, past=compiled([known["past"]]))


@cache
def _all() -> Mapping[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
