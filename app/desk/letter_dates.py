"""Dates in letters at the desk: which are ahead, and for which the guide had better get in touch.

One statement for all of the guide's people. It knows what both sides did on purpose, and nothing
about reading.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, and_, func, or_, select

from app.calm import facts as calm_facts
from app.calm.letter_kinds import Label, LetterKind
from app.calm.summary import call_before_meeting, important_days
from app.domain.access import Viewer, visible_letters
from app.domain.answers import is_in_touch
from app.domain.appointments import Appointment
from app.domain.calendar import working_days_after
from app.domain.deadlines import day_to_talk_about
from app.domain.letters import Letter, dated
from app.domain.messages import Message
from app.domain.people import Guidance, Programme


@dataclass(frozen=True)
class LetterDates:
    """What the desk knows of one released letter."""

    participant_id: uuid.UUID
    together: bool
    days: tuple[date, ...]
    """The days to act by that are ahead, the nearest first."""
    today: date
    visible_at: datetime
    talked_at: tuple[datetime | None, ...]
    """The newest message of the guide, meeting, and talk that the guide noted."""
    land: str
    dated: tuple[LetterKind, tuple[calm_facts.Fact, ...], date | None]
    """What its days are worked out from: its kind, its facts, its safe date."""

    def cannot_wait_for(self, next_meeting_on: date | None) -> bool:
        """Say whether a date leaves too little time after the coming meeting of ours."""
        return call_before_meeting(
            *self.dated,
            today=self.today,
            next_meeting_on=next_meeting_on,
            working_days_after=partial(working_days_after, land=self.land),
        )

    def day_to_talk_about(self, next_meeting_on: date | None) -> date | None:
        """Return the date for which to get in touch; `next_meeting_on`: the coming one of ours."""
        return day_to_talk_about(
            self.days,
            today=self.today,
            visible_at=self.visible_at,
            talked_at=self.talked_at,
            next_meeting_on=next_meeting_on,
            land=self.land,
        )


def letters(viewer: Viewer, *, now: datetime) -> Select[*tuple[Any, ...]]:
    """Ask for the viewer's people's letters that have a date or a wish, with the last contacts."""
    return (
        select(
            Letter.id,
            Letter.participant_id,
            Letter.kind,
            Letter.facts_sealed,
            Letter.letter_on,
            Letter.has_date,
            Letter.label,
            Letter.together_at,
            Letter.released_at,
            Programme.land,
            Programme.zone,
            Guidance.talked_at,
            _wrote_at(now).label("wrote_at"),
            _met_at(now).label("met_at"),
        )
        .select_from(Letter)
        .join(Programme, Programme.id == viewer.programme_id)
        .join(
            Guidance,
            and_(
                Guidance.participant_id == Letter.participant_id,
                Guidance.guide_id == viewer.person_id,
                Guidance.ended_at.is_(None),
            ),
        )
        .where(
            visible_letters(viewer, now=now),
            Letter.released_at <= now,
            Letter.put_away_at.is_(None),
            or_(
                Letter.has_date.is_(True),
                Letter.label == Label.SCHWER,  # one can object: its safe date counts in any case
                Letter.together_at.is_not(None),
            ),
        )
    )


def _wrote_at(now: datetime) -> Any:
    """When the guide's side was last in touch in writing. What still waits nobody has seen."""
    return (
        select(func.max(Message.sent_at))
        .where(
            Message.participant_id == Letter.participant_id,
            is_in_touch(Message),
            Message.sent_at <= now,
        )
        .correlate(Letter)
        .scalar_subquery()
    )


def _met_at(now: datetime) -> Any:
    """When the last meeting of ours began. What was planned and is past counts as held."""
    return (
        select(func.max(Appointment.starts_at))
        .where(
            Appointment.participant_id == Letter.participant_id,
            Appointment.official.is_(False),
            Appointment.cancelled_at.is_(None),
            Appointment.starts_at <= now,
        )
        .correlate(Letter)
        .scalar_subquery()
    )


def read(row: Row[*tuple[Any, ...]], *, now: datetime) -> LetterDates:
    """Return what a row of `letters` says."""
    today = now.astimezone(ZoneInfo(row.zone)).date()
    has_days = row.has_date or row.label is Label.SCHWER
    dated = _dated(row)
    days = important_days(*dated)
    return LetterDates(
        participant_id=row.participant_id,
        together=row.together_at is not None,
        days=tuple(day for day in days if day >= today) if has_days else (),
        today=today,
        visible_at=row.released_at,
        talked_at=(row.wrote_at, row.met_at, row.talked_at),
        land=row.land,
        dated=dated,
    )


def _dated(
    row: Row[*tuple[Any, ...]],
) -> tuple[LetterKind, tuple[calm_facts.Fact, ...], date | None]:
    stored = Letter.facts_json.open(row.facts_sealed, row.id, row.participant_id)
    return dated(row.kind, stored, row.letter_on, land=row.land)
