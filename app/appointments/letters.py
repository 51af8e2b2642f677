"""The letters that belong to a meeting: what will be read together there, what invited to it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.appointments import queries
from app.calm.letter_kinds import sender_words
from app.core.i18n import _, day
from app.core.names import called_after
from app.domain.access import Viewer
from app.domain.appointments import Appointment
from app.domain.letters import Letter
from app.domain.people import Person


@dataclass(frozen=True)
class NamedLetter:
    """A letter in a few words, in the reader's language; `letter_on` is "" if it is not known."""

    id: uuid.UUID
    sender: str
    letter_on: str


def to_read_together(
    session: Session, viewer: Viewer, appointment: Appointment, guide: Person, *, now: datetime
) -> list[NamedLetter]:
    """Return the letters that the participant put on this meeting; on no other but the next one."""
    found = queries.letters_for_next_meeting(session, viewer, appointment, now=now)
    return [_named(each, guide) for each in found]


def invitation(
    session: Session, viewer: Viewer, appointment: Appointment, guide: Person, *, now: datetime
) -> NamedLetter | None:
    """Return the letter in which an office set this appointment, if it is here."""
    wall = appointment.starts.replace(tzinfo=None)
    letters = queries.letters_with_appointments(session, viewer, now=now)
    return next((_named(each, guide) for each in letters if each.invites_to(wall)), None)


def _named(letter: Letter, guide: Person) -> NamedLetter:
    sender = sender_words(
        letter.sender, guide=called_after(guide.name), name=letter.sender_name, say=_
    )
    on = day(letter.letter_on, weekday=False) if letter.letter_on else ""
    return NamedLetter(letter.id, sender, on)
