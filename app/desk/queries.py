"""Reads of the desk. A guide finds the people they accompany, and nobody else.

Meine Leute takes two statements, for one person or fifty: people with what is ahead of them, and
letters with a date or a wish. There is no ranking, and nothing here tells when anybody was here.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, exists, select
from sqlalchemy.orm import Session

from app.desk import letter_dates
from app.desk.rows import Meeting, PersonRow, plain
from app.domain.access import Viewer, visible_participants
from app.domain.answers import unanswered_since
from app.domain.appointments import Appointment
from app.domain.letters import LetterFile, PaperLetter, waits_for_meeting
from app.domain.people import Guidance, Name, Person, Programme
from app.domain.quiet import still_quiet_until
from app.domain.shown_letters import ShownLetter
from app.domain.sign_in import Card
from app.domain.ways import OtherWay, Way, hears_of_meetings

_LONGEST = timedelta(days=1)  # a meeting stays in sight until it has ended


LoadKeys = Callable[[Iterable[uuid.UUID]], None]


def people(session: Session, viewer: Viewer, load: LoadKeys, *, now: datetime) -> list[PersonRow]:
    """Return the viewer's people, next meeting first, then by name. `load` fetches their keys."""
    found = session.execute(_people(viewer, now)).all()
    load({row.id for row in found})
    rows: dict[uuid.UUID, PersonRow] = {}
    for row in found:
        person = rows.get(row.id) or rows.setdefault(row.id, _person_row(row, now))
        meeting = _meeting(row, now)
        if meeting is not None:
            (person.called_off if meeting.called_off else person.meetings).append(meeting)
    _add_letters(rows, session.execute(letter_dates.letters(viewer, now=now)).all(), now)
    far = datetime.max.replace(tzinfo=now.tzinfo)
    return sorted(
        rows.values(),
        key=lambda row: (
            row.next_meeting.starts if row.next_meeting else far,
            plain(row.name.last),
            plain(row.name.first),
        ),
    )


def _people(viewer: Viewer, now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(*_columns(viewer, now))
        .join(Programme, Programme.id == Person.programme_id)
        .outerjoin(
            Appointment,
            and_(Appointment.participant_id == Person.id, Appointment.starts_at > now - _LONGEST),
        )
        .outerjoin(OtherWay, and_(OtherWay.participant_id == Person.id, OtherWay.way == Way.CALL))
        .where(visible_participants(viewer))
        .order_by(Appointment.starts_at)
    )


def _columns(viewer: Viewer, now: datetime) -> list[Any]:
    closed = select(PaperLetter.id).where(
        PaperLetter.participant_id == Person.id, PaperLetter.opened_together_at.is_(None)
    )
    return [
        Person.id,
        Person.first_name_sealed,
        Person.last_name_sealed,
        Person.salutation,
        Person.chosen_language,
        Person.address,
        Person.hard_letters_at_meeting,
        Person.confirmed_at,
        Person.phone_sealed,
        Person.no_calls,
        Person.quiet_until,
        _used_card().label("used_card"),
        exists(closed).label("has_closed_letter"),
        exists(closed.where(PaperLetter.please_call)).label("wants_a_call"),
        _shows_letter().label("shows_letter"),
        unanswered_since(Person.id, now=now).label("asked_at"),
        _talked_at(viewer).label("talked_at"),
        hears_of_meetings(Person.id).label("hears_of_changes"),
        Programme.zone.label("programme_zone"),
        Programme.land,
        OtherWay.id.label("call_id"),
        OtherWay.address_sealed.label("call_number_sealed"),
        Appointment.id.label("meeting_id"),
        Appointment.kind,
        Appointment.official,
        Appointment.wall_time,
        Appointment.zone,
        Appointment.starts_at,
        Appointment.minutes,
        Appointment.reply,
        Appointment.moved_at,
        Appointment.cancelled_at,
    ]


def _used_card() -> ScalarSelect[Any]:
    """The card that somebody came in with, until it is said who that was."""
    return (
        select(Card.id)
        .where(
            Card.person_id == Person.id,
            Card.used_at.is_not(None),
            Card.answered_at.is_(None),
            Person.confirmed_at.is_(None),
        )
        .order_by(Card.used_at.desc())
        .limit(1)
        .scalar_subquery()
    )


def _shows_letter() -> ColumnElement[bool]:
    """Whether a letter was photographed and sent, and nothing was made of it yet."""
    made = select(LetterFile.id).where(
        LetterFile.shown_letter_id == ShownLetter.id, LetterFile.letter_id.is_not(None)
    )
    return exists().where(
        ShownLetter.participant_id == Person.id,
        ShownLetter.sent_at.is_not(None),
        ShownLetter.put_away_at.is_(None),
        ~exists(made),
    )


def _talked_at(viewer: Viewer) -> ScalarSelect[Any]:
    """When the guide last noted a talk."""
    return (
        select(Guidance.talked_at)
        .where(
            Guidance.participant_id == Person.id,
            Guidance.guide_id == viewer.person_id,
            Guidance.ended_at.is_(None),
        )
        .correlate(Person)
        .scalar_subquery()
    )


def _person_row(row: Row[*tuple[Any, ...]], now: datetime) -> PersonRow:
    first = Person.first_name.open(row.first_name_sealed, row.id, row.id)
    last = Person.last_name.open(row.last_name_sealed, row.id, row.id)
    return PersonRow(
        id=row.id,
        name=Name(first, last, row.salutation),
        chosen_language=row.chosen_language,
        address=row.address,
        confirmed=row.confirmed_at is not None,
        used_card=row.used_card,
        phone="" if row.no_calls else Person.phone.open(row.phone_sealed, row.id, row.id),
        has_closed_letter=row.has_closed_letter,
        wrote_on=row.asked_at and row.asked_at.astimezone(ZoneInfo(row.programme_zone)).date(),
        hard_letters_at_meeting=row.hard_letters_at_meeting,
        wants_a_call=row.wants_a_call,
        shows_letter=row.shows_letter,
        wishes_calls=row.call_id is not None,
        call_number=_call_number(row),
        hears_of_changes=row.hears_of_changes
        and not still_quiet_until(row.quiet_until, now=now, zone=row.programme_zone),
        talked_at=row.talked_at,
        land=row.land,
    )


def _call_number(row: Row[*tuple[Any, ...]]) -> str:
    # Whoever asks for a call before meetings may be called for that, whatever else holds.
    wished = OtherWay.address.open(row.call_number_sealed, row.call_id, row.id)
    return wished or Person.phone.open(row.phone_sealed, row.id, row.id)


def _meeting(row: Row[*tuple[Any, ...]], now: datetime) -> Meeting | None:
    if row.meeting_id is None or row.starts_at + timedelta(minutes=row.minutes) <= now:
        return None
    starts = datetime.fromisoformat(row.wall_time).replace(tzinfo=ZoneInfo(row.zone))
    return Meeting(
        row.meeting_id,
        row.kind,
        row.official,
        starts,
        row.reply,
        changed_at=row.cancelled_at or row.moved_at,
        called_off=row.cancelled_at is not None,
    )


def _add_letters(
    people: dict[uuid.UUID, PersonRow], letters: Sequence[Row[*tuple[Any, ...]]], now: datetime
) -> None:
    for row in letters:
        person = people.get(row.participant_id)
        if person is None:  # assigned between the two statements: there at the next look
            continue
        letter = letter_dates.read(row, now=now)
        person.wants_to_read_together |= letter.together
        person.letter_days += letter.days[:1]
        if day := letter.day_to_talk_about(person.meets_us_on):
            person.talk_days.append(day)
        if waits_for_meeting(row.label, wished=person.hard_letters_at_meeting):
            person.letter_cannot_wait |= letter.cannot_wait_for(person.meets_us_on)
    for person in people.values():
        person.letter_days.sort()
        person.talk_days.sort()


def participant(session: Session, viewer: Viewer, participant_id: uuid.UUID) -> Person | None:
    """Return one of the viewer's people."""
    return session.scalar(
        select(Person).where(Person.id == participant_id, visible_participants(viewer))
    )


def me(session: Session, viewer: Viewer) -> Person:
    """Return the guide who asks."""
    return session.get_one(Person, viewer.person_id)


def programme(session: Session, viewer: Viewer) -> Programme:
    """Return the viewer's programme."""
    return session.get_one(Programme, viewer.programme_id)
