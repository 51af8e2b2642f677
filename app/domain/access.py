"""Who may see and do what: the single policy.

Reads are decided by filters inside the query; what a viewer may not see does not exist for them.
Nothing here loads or changes anything.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from app.domain.appointments import Appointment
from app.domain.calendar_feeds import CalendarFeed
from app.domain.goals import Goal, Step
from app.domain.letters import Letter, LetterFile, PaperLetter, SecondLook
from app.domain.messages import Message
from app.domain.own_phrases import OwnPhrase
from app.domain.people import Guidance, Person, Programme, Role
from app.domain.shown_letters import ShownLetter


@dataclass(frozen=True)
class Viewer:
    """Who asks."""

    person_id: uuid.UUID
    role: Role
    programme_id: uuid.UUID
    confirmed: bool = True
    # A participant who said no to keeping meetings and steps here.
    meetings_on_paper: bool = False

    @property
    def is_participant(self) -> bool:
        """Whether the viewer takes part, as opposed to working here."""
        return self.role is Role.PARTICIPANT


def accompanies(viewer: Viewer, participant_id: Any) -> ColumnElement[bool]:
    """True for rows of people the guide accompanies now."""
    return exists(
        select(Guidance.id)
        .where(
            Guidance.guide_id == viewer.person_id,
            Guidance.participant_id == participant_id,
            Guidance.ended_at.is_(None),
        )
        # A query that reads guidances itself must not lend its own row to this question.
        .correlate_except(Guidance)
    )


def _own_or_accompanied(viewer: Viewer, participant_id: Any) -> ColumnElement[bool]:
    # Until the guide has confirmed who used the card, the account is empty.
    if viewer.role is Role.PARTICIPANT and viewer.confirmed:
        return and_(participant_id == viewer.person_id)
    if viewer.role is Role.GUIDE:
        return accompanies(viewer, participant_id)
    return false()


def visible_participants(viewer: Viewer) -> ColumnElement[bool]:
    """The participants a guide accompanies."""
    if viewer.role is not Role.GUIDE:
        return false()
    return and_(Person.role == Role.PARTICIPANT, accompanies(viewer, Person.id))


def visible_staff(viewer: Viewer) -> ColumnElement[bool]:
    """For a coordinator: who works in the programme, by name."""
    if viewer.role is not Role.COORDINATOR:
        return false()
    return and_(Person.role != Role.PARTICIPANT, Person.programme_id == viewer.programme_id)


def visible_assignments(viewer: Viewer) -> ColumnElement[bool]:
    """For a coordinator: who accompanies whom now in the programme, and nothing about it."""
    if viewer.role is not Role.COORDINATOR:
        return false()
    in_programme = exists(
        select(Person.id)
        .where(Person.id == Guidance.guide_id, Person.programme_id == viewer.programme_id)
        .correlate_except(Person)
    )
    return and_(Guidance.ended_at.is_(None), in_programme)


def visible_programme(viewer: Viewer) -> ColumnElement[bool]:
    """For a coordinator: the own programme's words."""
    if viewer.role is not Role.COORDINATOR:
        return false()
    return and_(Programme.id == viewer.programme_id)


def visible_own_phrases(viewer: Viewer) -> ColumnElement[bool]:
    """For everybody who works here: the programme's own phrase cards."""
    if viewer.role is Role.PARTICIPANT:
        return false()
    return and_(OwnPhrase.programme_id == viewer.programme_id)


def visible_appointments(viewer: Viewer) -> ColumnElement[bool]:
    """Own meetings, or those of accompanied people."""
    return _own_or_accompanied(viewer, Appointment.participant_id)


def has_calendar_address(secret_hash: bytes) -> ColumnElement[bool]:
    """The participant whose calendar address this is, if somebody has confirmed who they are."""
    at_this_address = exists(
        select(CalendarFeed.id).where(
            CalendarFeed.participant_id == Person.id, CalendarFeed.secret_hash == secret_hash
        )
    )
    return and_(Person.role == Role.PARTICIPANT, Person.confirmed_at.is_not(None), at_this_address)


def visible_goals(viewer: Viewer) -> ColumnElement[bool]:
    """Own goals, or those of accompanied people."""
    return _own_or_accompanied(viewer, Goal.participant_id)


def visible_steps(viewer: Viewer) -> ColumnElement[bool]:
    """Own steps; a guide sees those that are shown."""
    mine = _own_or_accompanied(viewer, Step.participant_id)
    return mine if viewer.is_participant else and_(mine, Step.shared.is_(True))


def visible_letters(viewer: Viewer, *, now: datetime) -> ColumnElement[bool]:
    """Letters shown by now for the participant; for the guide also those that are not yet."""
    mine = _own_or_accompanied(viewer, Letter.participant_id)
    return and_(mine, Letter.released_at <= now) if viewer.is_participant else mine


def visible_letter_files(viewer: Viewer, *, now: datetime) -> ColumnElement[bool]:
    """Files of visible letters."""
    letter_is_visible = exists(
        select(Letter.id).where(Letter.id == LetterFile.letter_id, visible_letters(viewer, now=now))
    )
    return and_(_own_or_accompanied(viewer, LetterFile.participant_id), letter_is_visible)


def visible_drafts_to_look_at(viewer: Viewer) -> ColumnElement[bool]:
    """Drafts of colleagues' people that the guide was asked to look over and has not answered."""
    if viewer.role is not Role.GUIDE:
        return false()
    asked = exists(
        select(SecondLook.id)
        .where(
            SecondLook.letter_id == Letter.id,
            SecondLook.colleague_id == viewer.person_id,
            SecondLook.answered_at.is_(None),
        )
        .correlate_except(SecondLook)
    )
    return and_(Letter.released_at.is_(None), asked)


def visible_colleagues(viewer: Viewer) -> ColumnElement[bool]:
    """For a guide: the other guides of the programme who have come in, by name."""
    if viewer.role is not Role.GUIDE:
        return false()
    return and_(
        Person.role == Role.GUIDE,
        Person.programme_id == viewer.programme_id,
        Person.confirmed_at.is_not(None),
        Person.id != viewer.person_id,
    )


def visible_paper_letters(viewer: Viewer) -> ColumnElement[bool]:
    """Own closed letters at home, or those that accompanied people told of."""
    return _own_or_accompanied(viewer, PaperLetter.participant_id)


def visible_shown_letters(viewer: Viewer) -> ColumnElement[bool]:
    """Own letters that were photographed; a guide sees those that were sent."""
    mine = _own_or_accompanied(viewer, ShownLetter.participant_id)
    return mine if viewer.is_participant else and_(mine, ShownLetter.sent_at.is_not(None))


def visible_shown_pages(viewer: Viewer) -> ColumnElement[bool]:
    """Pages of visible shown letters."""
    it_is_visible = exists(
        select(ShownLetter.id).where(
            ShownLetter.id == LetterFile.shown_letter_id, visible_shown_letters(viewer)
        )
    )
    return and_(_own_or_accompanied(viewer, LetterFile.participant_id), it_is_visible)


def visible_messages(viewer: Viewer, *, now: datetime) -> ColumnElement[bool]:
    """The own conversation, or those with accompanied people, without what was taken back.

    What the guide lets wait until a later moment the participant sees from then on.
    """
    mine = _own_or_accompanied(viewer, Message.participant_id)
    standing = and_(mine, Message.withdrawn_at.is_(None))
    if not viewer.is_participant:
        return standing
    return and_(standing, or_(Message.author_id == viewer.person_id, Message.sent_at <= now))


def open_conversations(viewer: Viewer) -> ColumnElement[bool]:
    """The participants in whose conversation the viewer reads and writes."""
    return and_(Person.role == Role.PARTICIPANT, _own_or_accompanied(viewer, Person.id))
