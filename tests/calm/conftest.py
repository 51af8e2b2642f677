"""German writers and full facts for the tests of the calm package."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from app.calm.facts import AMOUNTS, DATES, Fact, Role
from app.calm.kind import LetterKind
from app.calm.summary import Composed, compose

Compose = Callable[..., Composed]


@pytest.fixture
def in_german() -> Compose:
    """Compose a kind with plain German writers; keyword arguments win."""

    def in_german(kind: LetterKind, facts: tuple[Fact, ...] = (), **given: Any) -> Composed:
        usual: dict[str, Any] = {
            "guide": "Frau Sommer",
            "guide_after": "Frau Sommer",
            "label": kind.as_ticked(facts).labels[0],
            "safe_date": date(2026, 12, 18),
            "say": str,
            "show_date": lambda day: f"{day.day}.{day.month}.{day.year}",
            "show_datetime": lambda at: f"{at.day}.{at.month}.{at.year}, {at.hour} Uhr",
            "show_money": lambda cents: f"{cents / 100:g} Euro",
        }
        return compose(kind, facts, **(usual | given))

    return in_german


@pytest.fixture
def full_facts() -> Callable[..., tuple[Fact, ...]]:
    """Return one fact for each role of a kind, and the variant if one is named."""

    def full_facts(kind: LetterKind, variant: str | None = None) -> tuple[Fact, ...]:
        form = kind.variants[variant] if variant else kind
        ticked = [Fact(Role.VARIANT, variant)] if variant else []
        return (*(_fact(role) for role in form.roles), *ticked)

    return full_facts


def _fact(role: Role) -> Fact:
    if role is Role.APPOINTMENT:
        return Fact(role, datetime.fromisoformat("2026-12-03T09:30"), "3.12.2026, 9:30 Uhr")
    if role in DATES:
        return Fact(role, date(2026, 12, 15), "15.12.2026")
    if role in AMOUNTS:
        return Fact(role, {Role.OLD: 56300, Role.NEW: 50600}.get(role, 24000), "240,00 EUR")
    return Fact(role, f"Wort-{role.value}")
