"""`schritte calm check`: whether a text presses, and how easy it is. It keeps nothing."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from app.calm.guard import LANGUAGES, Hit, Voice, check
from app.calm.readability import Readability, readability
from app.core.languages import spoken
from app.core.settings import Settings

# The formulas are made for German; in other languages they would say nothing.
_FORMULAS = ("flesch_amstad", "wiener1", "lix")
# What programs are promised (DESIGN 5). How a hit weighs follows from its group and the voice.
_OF_A_HIT = ("group", "text", "start", "end", "suggestion")
_COUNTED = ("sentences", "words", "mean_sentence", "longest_sentence", *_FORMULAS)


def add_to(sub: Any) -> None:
    """Add `calm` with its own commands."""
    about = "judge words of our own, outside of the app"
    calm = sub.add_parser("calm", help=about, description=about)
    of_calm = calm.add_subparsers(dest="calm_command", required=True, metavar="COMMAND")
    about = "say what presses in a text on standard input, and how easy it is to read"
    made = of_calm.add_parser("check", help=about, description=about)
    voices = [voice.value for voice in Voice]
    made.add_argument("--voice", choices=voices, default=Voice.APP.value, help="who says it")
    made.add_argument("--lang", choices=LANGUAGES, default="de", help="the language it is in")
    made.add_argument("--json", action="store_true", help="everything found, for programs")
    made.set_defaults(run=check_text)


def check_text(_settings: Settings, arguments: argparse.Namespace) -> int:
    """Print what is found. A text that presses is an answer, not a failure."""
    given = sys.stdin.buffer.read() if sys.stdin else b""
    text = given.decode("utf-8-sig", errors="replace")
    hits = check(text, Voice(arguments.voice), arguments.lang)
    measured = in_figures(readability(text), arguments.lang)
    if arguments.json:
        found = {
            "hits": [{name: getattr(hit, name) for name in _OF_A_HIT} for hit in hits],
            "readability": {name: measured[name] for name in _COUNTED},
        }
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print("\n".join((*map(_in_words, hits), *_lines(measured))))
    return 0


def in_figures(measured: Readability, language: str) -> dict[str, float | None]:
    """Return the figures by name; a formula is None where it is not made for the language."""
    is_german = spoken(language).is_german
    return {
        name: round(value, 2) if is_german or name not in _FORMULAS else None
        for name, value in asdict(measured).items()
    }


def _in_words(hit: Hit) -> str:
    better = f"  ({hit.suggestion})" if hit.suggestion else ""
    return f"{hit.group.value}  {hit.weight.value}  {hit.start}-{hit.end}  {hit.text}{better}"


def _lines(measured: dict[str, float | None]) -> list[str]:
    return [f"{name}  {value:g}" for name, value in measured.items() if value is not None]
