"""Write values and sentences in the reader's language. Leaves out what has no value."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.calm.facts import Fact, Role, difference
from app.calm.kind import OFFICE_NAMES

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Writer:
    """Writes values and sentences in the reader's language."""

    say: Callable[[str], str]
    show_date: Callable[[date], str]
    show_datetime: Callable[[datetime], str]
    show_money: Callable[[int], str]

    def show(self, value: date | int) -> str:
        if isinstance(value, datetime):
            return self.show_datetime(value)
        return self.show_date(value) if isinstance(value, date) else self.show_money(value)

    def text(self, role: Role, words: str) -> str:
        if role is Role.WHO and words in OFFICE_NAMES:
            return self.say(OFFICE_NAMES[words])
        words = words.strip()
        # The sentence brings its own full stop; words quoted from the letter stay as they are.
        return words if role in {Role.REASON, Role.WITHIN} else words.rstrip(".")

    def values(self, facts: Sequence[Fact]) -> dict[str, str]:
        """Return what the placeholders stand for; the first fact of a role counts."""
        shown: dict[str, str] = {}
        for fact in reversed(facts):
            value = fact.value
            text = self.text(fact.role, value) if isinstance(value, str) else self.show(value)
            if text:
                shown[fact.role.value] = text
        change = difference(facts)
        if change:
            shown["more_by" if change > 0 else "less_by"] = self.show_money(abs(change))
        return shown

    def fill(self, templates: Iterable[str], values: Mapping[str, str]) -> tuple[str, ...]:
        """Fill each template; one that lacks a value is left out."""
        return tuple(
            self.say(template) % values
            for template in templates
            if values.keys() >= set(_PLACEHOLDER.findall(template))
        )
