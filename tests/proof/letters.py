"""How well a letter is read that nobody tuned on: kind, dates, amounts, and what is listed wrongly.

Two sets of invented letters: `dev`, on which the rules were written, and `held`, written by
somebody else who did not know the rules. Only the second says how the next letter will be read.
`--letters` names what was not found, letter by letter.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.calm.suggest import suggest
from tests.bench.figures import Figures

FOLDER = Path(__file__).resolve().parents[1] / "letters_for_suggesting"
SETS = ("dev", "held")


@dataclass
class Read:
    """One letter and what became of it."""

    name: str
    kind: tuple[str, str]
    sender: tuple[str, str]
    dates: list[tuple[Any, Any]]
    amounts: list[tuple[Any, Any]]
    relatives: list[tuple[Any, Any]]
    times: set[str]
    found_dates: list[tuple[Any, Any]]
    found_amounts: list[tuple[Any, Any]]
    found_relatives: list[tuple[Any, Any]]
    found_times: set[str]
    tolerated: set[Any] = field(default_factory=set)

    @property
    def missing_dates(self) -> list[tuple[Any, Any]]:
        return _missing(self.dates, self.found_dates)

    @property
    def missing_amounts(self) -> list[tuple[Any, Any]]:
        return _missing(self.amounts, self.found_amounts)

    @property
    def missing_relatives(self) -> list[tuple[Any, Any]]:
        return [one for one in self.relatives if one not in self.found_relatives]

    @property
    def extras(self) -> list[Any]:
        """The values listed that nobody expects, each once."""
        expected = {value for value, _role in self.dates + self.amounts} | self.tolerated
        found = dict.fromkeys(value for value, _role in self.found_dates + self.found_amounts)
        return [value for value in found if value not in expected]

    @property
    def wrong_roles(self) -> list[tuple[Any, Any]]:
        """What was found under another role."""
        found = self.found_dates + self.found_amounts
        missing = self.missing_dates + self.missing_amounts
        return [one for one in self.dates + self.amounts if one not in found and one not in missing]


def _missing(
    expected: list[tuple[Any, Any]], found: list[tuple[Any, Any]]
) -> list[tuple[Any, Any]]:
    values = {value for value, _role in found}
    return [one for one in expected if one[0] not in values]


def read_all(name: str) -> Iterator[Read]:
    """Read every letter of a set."""
    for path in sorted((FOLDER / name).glob("*.toml")):
        yield read(path)


def read(path: Path) -> Read:
    """Read one letter."""
    letter = tomllib.loads(path.read_text())
    found = suggest(letter["text"]).as_json()
    return Read(
        name=path.stem,
        kind=(letter["kind"], found["kind"]),
        sender=(letter["sender"], found["sender"]),
        dates=[(one["value"], one["role"]) for one in letter.get("date", [])],
        amounts=[(one["cents"], one["role"]) for one in letter.get("amount", [])],
        relatives=[(one["n"], one["unit"]) for one in letter.get("relative", [])],
        times=set(letter.get("times", [])),
        found_dates=[(one["value"], one["role"]) for one in found["dates"]],
        found_amounts=[(one["cents"], one["role"]) for one in found["amounts"]],
        found_relatives=[(one["n"], one["unit"]) for one in found["relative_deadlines"]],
        found_times=set(found["times"]),
        tolerated={one.get("value", one.get("cents")) for one in letter.get("tolerated", [])},
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def main() -> int:
    """Say the figures of both sets; a set without letters has none."""
    figures = Figures()
    for name in SETS:
        letters = list(read_all(name))
        if letters:
            _say(figures, name, letters)
            if "--letters" in sys.argv:
                _name_misses(letters)
    return 1 if figures.short else 0


def _say(figures: Figures, name: str, letters: list[Read]) -> None:
    kinds = sum(one.kind[0] == one.kind[1] for one in letters)
    dates = sum(len(one.dates) for one in letters)
    amounts = sum(len(one.amounts) for one in letters)
    no_dates = sum(len(one.missing_dates) for one in letters)
    no_amounts = sum(len(one.missing_amounts) for one in letters)
    relatives = sum(len(one.relatives) for one in letters)
    no_relatives = sum(len(one.missing_relatives) for one in letters)
    wrong_roles = sum(len(one.wrong_roles) for one in letters)
    figures.at_least(f"letters_kind_first_{name}", _percent(kinds, len(letters)), "%", 95)
    figures.at_least(f"letters_recall_dates_{name}", _percent(dates - no_dates, dates), "%", 100)
    figures.at_least(
        f"letters_recall_amounts_{name}", _percent(amounts - no_amounts, amounts), "%", 100
    )
    extras = sum(len(one.extras) for one in letters)
    figures.at_most(f"letters_wrong_extras_{name}", extras / len(letters), "mean", 1)
    found = dates + amounts - no_dates - no_amounts
    senders = sum(one.sender[0] == one.sender[1] for one in letters)
    times = sum(one.times <= one.found_times for one in letters)
    print(
        f"{name}: {len(letters)} letters; role right {_percent(found - wrong_roles, found):.1f} %, "
        f"sender {_percent(senders, len(letters)):.1f} %, "
        f"relative deadlines {_percent(relatives - no_relatives, relatives):.1f} %, "
        f"times {_percent(times, len(letters)):.1f} %, "
        f"letters with more than one extra {sum(len(one.extras) > 1 for one in letters)}",
        flush=True,
    )


def _name_misses(letters: list[Read]) -> None:
    for one in letters:
        misses = {
            "kind": one.kind if one.kind[0] != one.kind[1] else None,
            "sender": one.sender if one.sender[0] != one.sender[1] else None,
            "dates": one.missing_dates,
            "amounts": one.missing_amounts,
            "relatives": one.missing_relatives,
            "times": (one.times, one.found_times) if one.times != one.found_times else None,
            "extras": one.extras,
            "roles": [
                (wrong, [r for v, r in one.found_dates + one.found_amounts if v == wrong[0]])
                for wrong in one.wrong_roles
            ],
        }
        if any(misses.values()):
            print(f"  {one.name}: { ({key: miss for key, miss in misses.items() if miss}) }")


if __name__ == "__main__":
    sys.exit(main())
