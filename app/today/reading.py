"""From one row of the database to what the start page says."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app

from app.calm.letter_kinds import Sender
from app.calm.phrases import PHRASES
from app.calm.summary import important_days
from app.core.i18n import _, lazy
from app.core.keyring import PersonKeys
from app.core.languages import tag
from app.core.names import called
from app.core.sessions import SignedIn
from app.domain.appointments import Appointment
from app.domain.goals import Doer, Step
from app.domain.letters import Letter, dated
from app.domain.messages import Message
from app.domain.news import RECENT
from app.domain.people import Name, Person
from app.messages import spoken
from app.today import queries
from app.today.overview import (
    CalledOff,
    ClosedLetter,
    KindLine,
    MyGuide,
    NextMeeting,
    OpenStep,
    Today,
)

# Whole words for a week: every language has its own way of counting days.
_IN_DAYS = (
    lazy("Heute."),
    lazy("Morgen."),
    lazy("Übermorgen."),
    lazy("In 3 Tagen."),
    lazy("In 4 Tagen."),
    lazy("In 5 Tagen."),
    lazy("In 6 Tagen."),
    lazy("In einer Woche."),
)


def today(viewer: SignedIn, *, now: datetime) -> Today:
    """Return what the start page shows this participant now."""
    row = queries.today(viewer, now=now)
    keys: PersonKeys = current_app.extensions["keys"]
    keys.load(each for each in (viewer.person_id, row.guide_id, row.host_id) if each)
    me = viewer.person_id
    return Today(
        name=called(_name(row, "me", me)),
        meeting=_meeting(row, me, now),
        called_off=_called_off(row),
        step=_step(row, me),
        letter=_letter(
            queries.letters(viewer, now=now), me, now.astimezone(ZoneInfo(row.programme_zone))
        ),
        line=_line(row, me),
        guide=_guide(row),
        office_phone=row.programme_office_phone,
        someone_wrote="messages" in viewer.news,
        step_is_suggested="goals" in viewer.news,
        offers_reminders=row.reminders_unanswered and not viewer.meetings_on_paper,
        lost_reminders=row.reminders_lost,
        key_is_new=row.key_is_new,
    )


def _name(row: Any, prefix: str, person_id: uuid.UUID) -> Name:
    def read(attribute: str) -> Any:
        return getattr(row, f"{prefix}_{attribute}")

    return Name(
        Person.first_name.open(read("first_name_sealed"), person_id, person_id),
        Person.last_name.open(read("last_name_sealed"), person_id, person_id),
        read("salutation"),
    )


def _meeting(row: Any, me: uuid.UUID, now: datetime) -> NextMeeting | None:
    if row.appointment_id is None:
        return None
    starts = _starts(row.appointment_wall_time, row.appointment_zone)
    return NextMeeting(
        id=row.appointment_id,
        official=row.appointment_official,
        kind=row.appointment_kind,
        starts=starts,
        in_days=in_days(starts.date(), now.astimezone(ZoneInfo(row.programme_zone)).date()),
        guide=called(_name(row, "host", row.host_id)),
        place=Appointment.place.open(row.appointment_place_sealed, row.appointment_id, me),
        tongue=tag(row.host_chosen_language),
        moved=row.appointment_moved_at is not None,
        reply=row.appointment_reply,
    )


def _called_off(row: Any) -> CalledOff | None:
    if row.called_off_id is None:
        return None
    starts = _starts(row.called_off_wall_time, row.called_off_zone)
    return CalledOff(row.called_off_id, row.called_off_official, starts)


def _starts(wall_time: str, zone: str) -> datetime:
    return datetime.fromisoformat(wall_time).replace(tzinfo=ZoneInfo(zone))


def in_days(day: date, today: date) -> str:
    """Return „In 3 Tagen.“ in the reader's language; "" if it is over or beyond a week."""
    days = (day - today).days
    return str(_IN_DAYS[days]) if 0 <= days < len(_IN_DAYS) else ""


def _step(row: Any, me: uuid.UUID) -> OpenStep | None:
    if row.step_id is None:
        return None
    return OpenStep(
        id=row.step_id,
        text=Step.text.open(row.step_text_sealed, row.step_id, me),
        tongue=tag(row.step_language),
        together=row.step_doer is Doer.TOGETHER,
    )


def _letter(rows: Sequence[Any], me: uuid.UUID, now: datetime) -> ClosedLetter | None:
    """Return the letter whose date is nearest; without any date ahead, the newest recent one."""
    by_day = sorted(
        ((day, place) for place, row in enumerate(rows) if (day := _act_by(row, me, now.date()))),
    )
    recent = [row for row in rows if row.letter_released_at > now - RECENT]
    if not by_day and not recent:
        return None
    row = rows[by_day[0][1]] if by_day else recent[0]
    return ClosedLetter(row.letter_id, _announcement(row, me), len(rows) > 1)


def _act_by(row: Any, me: uuid.UUID, today: date) -> date | None:
    if not row.letter_has_date:
        return None
    facts = Letter.facts_json.open(row.letter_facts_sealed, row.letter_id, me)
    days = important_days(*dated(row.letter_kind, facts, row.letter_letter_on, land=row.land))
    return next((day for day in days if day >= today), None)


def _announcement(row: Any, me: uuid.UUID) -> str:
    # The same words for good and hard letters: nobody is shocked in passing.
    name = Letter.sender_name.open(row.letter_sender_name_sealed, row.letter_id, me)
    words = {
        Sender.JOBCENTER: _("Ein Brief vom Jobcenter ist da."),
        Sender.DRV: _("Ein Brief von der Rentenversicherung ist da."),
        Sender.PROGRAMME: _("Ein Brief aus dem Programm ist da."),
    }.get(row.letter_sender)
    if words is None:
        words = _("Ein Brief ist da: %(sender)s.", sender=name) if name else _("Ein Brief ist da.")
    return words


def _line(row: Any, me: uuid.UUID) -> KindLine | None:
    if row.line_id is None:
        return None
    is_from_guide = row.line_author_id == row.guide_id and row.guide_id is not None
    guide = called(_name(row, "guide", row.guide_id)) if is_from_guide else ""
    if row.line_phrase_id in PHRASES:
        # A card travels by its id and is read in one's own language; its text is a msgid.
        phrase = PHRASES[row.line_phrase_id]
        return KindLine(_(phrase.text), "", guide, phrase.says_no_answer)
    text = Message.body.open(row.line_body_sealed, row.line_id, me)
    if text and row.line_phrase_id is not None:
        card = spoken.card(row.line_phrase_id, text)
        return KindLine(card.text, card.tag, guide, only_german=card.only_german)
    return KindLine(text, tag(row.line_language), guide) if text else None


def _guide(row: Any) -> MyGuide | None:
    if row.guide_id is None:
        return None
    name = _name(row, "guide", row.guide_id)
    return MyGuide(
        name=called(name),
        initial=name.initial,
        hours=row.guide_hours,
        phone=Person.phone.open(row.guide_phone_sealed, row.guide_id, row.guide_id),
    )
