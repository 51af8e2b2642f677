"""The demo letters as rows: real input for tests, one for each kind."""

import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.calm.facts import Fact, Role
from app.calm.letter_kinds import Label, Sender
from app.domain.letters import Letter
from app.domain.people import Person
from tests import make

FOLDER = Path(__file__).resolve().parents[2] / "app" / "demo" / "letters"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


def pdf(name: str) -> bytes:
    return (FOLDER / f"{name}.pdf").read_bytes()


def facts(name: str) -> tuple[Fact, ...]:
    return tuple(
        Fact(Role(each["role"]), each["value"], each["quote"]) for each in read(name)["fact"]
    )


def letter(session: Session, name: str, *, to: Person, by: Person, **more: Any) -> Letter:
    """A released letter as the demo has it."""
    demo = read(name)
    values: dict[str, Any] = {
        "kind": demo["kind"],
        "sender": Sender(demo["sender"]),
        "sender_name": demo["sender_name"],
        "letter_on": demo["letter_on"],
        "label": Label(demo["label"]),
        "has_date": demo["has_date"],
        "official_text": demo["official_text"],
        "facts": facts(name),
        "about": demo.get("about", ""),
        "if_nothing": demo.get("if_nothing", ""),
    }
    return make.letter(session, to=to, by=by, **(values | more))
