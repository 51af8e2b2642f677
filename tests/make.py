"""Plain functions that make things for a test: `make.appointment(session, to=amira, by=jonas)`.

Each adds and flushes; the test commits what the app must see.
"""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.calm.letter_kinds import Label, Sender
from app.calm.phrases import Group, Occasion
from app.core import clock
from app.domain.appointments import Appointment, Kind
from app.domain.goals import Area, Goal, Step
from app.domain.letters import Letter
from app.domain.messages import Form, Message
from app.domain.own_phrases import OwnPhrase, PhraseVersion
from app.domain.people import Person

BERLIN = "Europe/Berlin"


def in_days(days: int, hour: int = 10, minute: int = 0) -> datetime:
    """Return a wall time (naive) in Berlin, some days from now."""
    day = clock.now().astimezone(ZoneInfo(BERLIN)).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - a wall time


def appointment(
    session: Session, *, to: Person, by: Person, at: datetime | None = None, **more: Any
) -> Appointment:
    """A walk in three days unless said otherwise."""
    made = Appointment(
        participant_id=to.id,
        guide_id=by.id,
        kind=more.pop("kind", Kind.WALK),
        place=more.pop("place", "Eingang vom Bahnhof, neben der Bäckerei"),
        created_at=clock.now(),
        **more,
    )
    made.set_time(at or in_days(3), BERLIN)
    session.add(made)
    session.flush()
    return made


def goal(session: Session, *, of: Person, text: str = "Wieder öfter rausgehen") -> Goal:
    """A goal."""
    made = Goal(participant_id=of.id, area=Area.HEALTH, text=text, created_at=clock.now())
    session.add(made)
    session.flush()
    return made


def step(
    session: Session, *, of: Person, text: str = "Einmal um den Block gehen", **more: Any
) -> Step:
    """An open step."""
    made = Step(participant_id=of.id, text=text, created_at=clock.now(), **more)
    session.add(made)
    session.flush()
    return made


def letter(session: Session, *, to: Person, by: Person, **more: Any) -> Letter:
    """A released letter with good news, unless said otherwise."""
    values: dict[str, Any] = {
        "kind": "bewilligung",
        "sender": Sender.JOBCENTER,
        "letter_on": date(2026, 11, 2),
        "label": Label.GUT,
        "has_date": False,
        "official_text": "Ihnen werden Leistungen bewilligt.",
        "released_at": clock.now(),
    }
    facts = more.pop("facts", ())
    made = Letter(participant_id=to.id, author_id=by.id, created_at=clock.now(), **(values | more))
    if facts:
        made.facts = facts
    session.add(made)
    session.flush()
    return made


def message(session: Session, *, of: Person, by: Person, body: str = "Guten Tag.") -> Message:
    """A message in the conversation of the participant `of`."""
    made = Message(
        participant_id=of.id, author_id=by.id, form=Form.TEXT, body=body, sent_at=clock.now()
    )
    session.add(made)
    session.flush()
    return made


def own_phrase(
    session: Session,
    *,
    by: Person,
    text: str = "Wir sind für Sie da.",
    occasion: Occasion | None = None,
    reviewed_by: Person | None = None,
    **translations: str,
) -> PhraseVersion:
    """The first version of a card of the programme's own: a greeting if it has an occasion."""
    kind = Group.NOTICE if occasion is None else Group.ENCOURAGEMENT
    phrase = OwnPhrase(
        programme_id=by.programme_id, kind=kind, occasion=occasion, made_at=clock.now()
    )
    session.add(phrase)
    session.flush()
    version = PhraseVersion(
        own_phrase_id=phrase.id,
        number=1,
        wordings={"de": text, **translations},
        written_by_id=by.id,
        written_at=clock.now(),
    )
    if reviewed_by is not None:
        version.review(reviewed_by.id, now=clock.now())
    session.add(version)
    session.flush()
    return version
