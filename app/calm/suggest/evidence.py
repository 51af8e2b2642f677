"""The evidence for kinds of letters: data that people who know the law can read and correct."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = tuple[str, float, float]
"""Phrases (see `folded.phrases`), their weight in the subject, their weight in the text."""


@dataclass(frozen=True)
class Together:
    """One of each `words` in a sentence, and none of those `without` which it says something.

    `across`: in sentences of their own, anywhere in the letter itself.
    """

    words: tuple[str, ...]
    without: str
    weight: float
    across: bool


_DATA: Mapping[str, Any] = tomllib.loads(
    Path(__file__).with_name("evidence.toml").read_text(encoding="utf-8")
)


def _rows(table: str) -> tuple[Row, ...]:
    return tuple((words, *weights) for words, weights in _DATA[table].items())


_OTHER_TABLES = {"elsewhere", "letterheads", "senders", "shapes", "together"}
ELSEWHERE = _rows("elsewhere")
LETTERHEADS: tuple[tuple[str, str, float], ...] = tuple(
    (one["kind"], one["names"], one["weight"]) for one in _DATA["letterheads"]
)
EVIDENCE: Mapping[str, tuple[Row, ...]] = {
    kind: _rows(kind) for kind in _DATA if kind not in _OTHER_TABLES
}
SENDERS: Mapping[str, Mapping[str, float]] = _DATA["senders"]
"""How likely each sender is for a kind; `else` is what holds for the kinds not named."""
SHAPES: Mapping[str, Mapping[str, float]] = _DATA["shapes"]
"""What a letter does (see `shapes.py`), and how much that speaks for or against a kind."""
TOGETHER: Mapping[str, tuple[Together, ...]] = {
    kind: tuple(
        Together(
            words=tuple(one["words"]),
            without=one.get("without", ""),
            weight=one["weight"],
            across=one.get("across", False),
        )
        for one in many
    )
    for kind, many in _DATA["together"].items()
}
