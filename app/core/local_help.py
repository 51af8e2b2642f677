"""Who helps at once nearby, for everyone who opens the help page: nothing in it is personal."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.hours import Hours
from app.domain.people import Programme


@dataclass(frozen=True)
class Crisis:
    """A crisis service: its German name, its number, and when it answers."""

    name: str
    phone: str
    hours: Hours


@dataclass(frozen=True)
class LocalHelp:
    """The crisis services of this installation, and the office where there is only one."""

    crisis: tuple[Crisis, ...]
    office_phone: str


def local_help(session: Session) -> LocalHelp:
    """Return what helps here, whoever asks. With several programmes no office is the right one."""
    programmes = session.scalars(select(Programme).order_by(Programme.name, Programme.id)).all()
    office = programmes[0].office_phone if len(programmes) == 1 else ""
    return LocalHelp(crisis_of(programmes), office)


def crisis_of(programmes: Iterable[Programme]) -> tuple[Crisis, ...]:
    """Return the crisis services of these programmes, each once."""
    found = (Crisis(each.crisis_name, each.crisis_phone, each.crisis_hours) for each in programmes)
    return tuple(dict.fromkeys(each for each in found if each.phone))
