"""Invented sentences that press or are calm, to measure the word guard on.

`dev`: the rules were tuned on them. `held`: written afterwards by the same author, never tuned on.
`unseen`: by another author who knew neither the rules nor these sets; only they say how the next
sentence will be judged. Once somebody mended rules on them they are `dev`, and a new author writes.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.calm.guard import Group, Hit, Voice, check

FOLDER = Path(__file__).parent
SETS = tuple(name for name in ("dev", "held", "unseen") if (FOLDER / name).is_dir())


@dataclass(frozen=True)
class Sentence:
    """A sentence, who says it, and what it does; `group` is None if it is calm."""

    text: str
    voice: Voice
    group: Group | None
    language: str

    def hits(self) -> list[Hit]:
        """Return what the guard finds."""
        return check(self.text, self.voice, self.language)


def languages(name: str) -> list[str]:
    """Return the languages of a set, German first."""
    return sorted(
        (path.stem for path in (FOLDER / name).glob("*.toml")),
        key=lambda code: (code != "de", code),
    )


def sentences(name: str, language: str) -> Iterator[Sentence]:
    """Yield the sentences of a set in a language."""
    data = tomllib.loads((FOLDER / name / f"{language}.toml").read_text(encoding="utf-8"))
    for one in (*data["pressure"], *data["calm"]):
        group = Group(one["group"]) if "group" in one else None
        for text in one["texts"]:
            yield Sentence(text, Voice(one["voice"]), group, language)
