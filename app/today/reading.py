"""From one row of the database to what the start page says."""

import uuid
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app

from app.calm.letter_kinds import Sender
from app.calm.phrases import PHRASES
from app.core.i18n import _, lazy
from app.core.keyring import PersonKeys
from app.core.languages import LANGUAGES, SOURCE
from app.core.names import called
from app.domain.access import Viewer
from app.domain.appointments import Appointment
from app.domain.goals import Doer, Step
from app.domain.letters import Letter
from app.domain.messages import Message
from app.domain.people import Name, Person
from app.today import queries
from app.today.overview import ClosedLetter, KindLine, MyGuide, NextMeeting, OpenStep, Today

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


def today(viewer: Viewer, *, now: datetime) -> Today:
    """Return what the start page shows this participant now."""
    row = queries.today(viewer, now=now)
    keys: PersonKeys = current_app.extensions["keys"]
    keys.load(each for each in (viewer.person_id, row.guide_id, row.host_id) if each)
    me = viewer.person_id
    return Today(
        name=called(_name(row, "me", me)),
        meeting=_meeting(row, me, now),
        step=_step(row, me),
        letter=_letter(row, me),
        line=_line(row, me),
        guide=_guide(row),
        office_phone=row.programme_office_phone,
        someone_wrote=_someone_wrote(row, now),
        offers_reminders=row.reminders_unanswered and not viewer.meetings_on_paper,
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
    starts = datetime.fromisoformat(row.appointment_wall_time).replace(
        tzinfo=ZoneInfo(row.appointment_zone)
    )
    return NextMeeting(
        id=row.appointment_id,
        official=row.appointment_official,
        kind=row.appointment_kind,
        starts=starts,
        in_days=in_days(starts.date(), now.astimezone(ZoneInfo(row.programme_zone)).date()),
        guide=called(_name(row, "host", row.host_id)),
        place=Appointment.place.open(row.appointment_place_sealed, row.appointment_id, me),
        cancelled=row.appointment_cancelled_at is not None,
        moved=row.appointment_moved_at is not None,
        reply=row.appointment_reply,
    )


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
        together=row.step_doer is Doer.TOGETHER,
    )


def _letter(row: Any, me: uuid.UUID) -> ClosedLetter | None:
    if row.letter_id is None:
        return None
    # The same words for good and hard letters: nobody is shocked in passing.
    name = Letter.sender_name.open(row.letter_sender_name_sealed, row.letter_id, me)
    words = {
        Sender.JOBCENTER: _("Ein Brief vom Jobcenter ist da."),
        Sender.DRV: _("Ein Brief von der Rentenversicherung ist da."),
        Sender.PROGRAMME: _("Ein Brief aus dem Programm ist da."),
    }.get(row.letter_sender)
    if words is None:
        words = _("Ein Brief ist da: %(sender)s.", sender=name) if name else _("Ein Brief ist da.")
    return ClosedLetter(row.letter_id, words, row.more_letters)


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
    return KindLine(text, _tag(row.line_language), guide) if text else None


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


def _someone_wrote(row: Any, now: datetime) -> bool:
    wrote = row.others_wrote_at
    if wrote is None or wrote <= now - queries.RECENT:
        return False
    return row.i_wrote_at is None or wrote > row.i_wrote_at


def _tag(code: str) -> str:
    return LANGUAGES.get(code, LANGUAGES[SOURCE]).tag
