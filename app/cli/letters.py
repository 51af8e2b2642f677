"""`schritte letter suggest`: what a letter seems to say. It reads one file and keeps nothing."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from app.calm.suggest import Suggestion, suggest
from app.core import pdf
from app.core.settings import Settings

STANDARD_INPUT = "-"


def add_to(sub: Any) -> None:
    """Add `letter` with its own commands."""
    about = "look into a letter outside of the app"
    letter = sub.add_parser("letter", help=about, description=about)
    of_letter = letter.add_subparsers(dest="letter_command", required=True, metavar="COMMAND")
    about = "propose kind, dates and amounts of a letter (text or PDF), by rules alone"
    made = of_letter.add_parser("suggest", help=about, description=about)
    made.add_argument("file", metavar="FILE", help=f"text or PDF; {STANDARD_INPUT}: standard input")
    made.add_argument("--json", action="store_true", help="everything found, for programs")
    made.set_defaults(run=suggest_letter)


def suggest_letter(_settings: Settings, arguments: argparse.Namespace) -> int:
    """Print what is proposed; 1 if there is no text to read."""
    try:
        text = text_of(_bytes(arguments.file))
    except OSError as error:
        print(error.strerror, file=sys.stderr)
        return 1
    except pdf.CannotRead as error:
        print(f"This file cannot be read: {error.refusal.name.lower()}.", file=sys.stderr)
        return 1
    if not text.strip():
        print("There is no text in this file.", file=sys.stderr)
        return 1
    found = suggest(text)
    if arguments.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(in_lines(found)))
    return 0


def text_of(data: bytes) -> str:
    """Return the text of a file: a PDF's comes from the child process. Raises pdf.CannotRead."""
    if data[:1024].lstrip().startswith(b"%PDF"):
        return pdf.open_file(data).text
    if len(data) > pdf.BIGGEST:
        raise pdf.CannotRead(pdf.Refusal.TOO_BIG)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def in_lines(found: Suggestion) -> list[str]:
    """Return the proposal for people: one thing a line, each with the letter's words."""
    shown = found.as_json()
    best = shown["kinds"][0]
    return [
        f"kind    {best['kind']}  ({'; '.join(best['because'])})",
        f"sender  {shown['sender']}",
        *(f"date    {one['value']}  {one['role']}  ({one['text']})" for one in shown["dates"]),
        *(
            f"within  {one['n']} {one['unit']}  ({one['text']})"
            for one in shown["relative_deadlines"]
        ),
        *(
            f"amount  {one['cents'] / 100:.2f}  {one['role']}  ({one['text']})"
            for one in shown["amounts"]
        ),
        *(f"time    {one}" for one in shown["times"]),
    ]


def _bytes(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
