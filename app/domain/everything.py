"""All models at once: for migrations, tests and whoever needs the whole metadata."""

from app.domain import (
    appointments,
    calendar_feeds,
    consents,
    delivery,
    goals,
    letters,
    messages,
    outbox,
    own_phrases,
    people,
    reminders,
    shown_letters,
    sign_in,
    ways,
)
from app.domain.base import Base

__all__ = [
    "Base",
    "appointments",
    "calendar_feeds",
    "consents",
    "delivery",
    "goals",
    "letters",
    "messages",
    "outbox",
    "own_phrases",
    "people",
    "reminders",
    "shown_letters",
    "sign_in",
    "ways",
]
