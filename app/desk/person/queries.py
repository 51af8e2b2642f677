"""Reads of one person's page. Nothing here tells when or whether anybody read something."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from app.domain.access import (
    Viewer,
    visible_appointments,
    visible_goals,
    visible_paper_letters,
    visible_participants,
    visible_steps,
)
from app.domain.appointments import Appointment
from app.domain.goals import Goal, Step
from app.domain.letters import PaperLetter
from app.domain.people import Person
from app.domain.sign_in import Card

_LONGEST = timedelta(days=1)
_WORKED_LATELY = timedelta(days=30)


@dataclass(frozen=True)
class PersonPage:
    """Everything on one person's page."""

    meetings: list[Appointment]
    goals: list[Goal]
    steps: list[Step]
    done_steps: list[Step]
    """What worked in the last weeks and is shown, the newest first."""
    closed_letters: list[PaperLetter]
    used_card: Card | None
    has_open_card: bool

    @property
    def next_meeting_id(self) -> uuid.UUID | None:
        """The next meeting of ours that stands."""
        ours = (each for each in self.meetings if not each.official and not each.cancelled_at)
        return next((each.id for each in ours), None)


def person_page(
    session: Session, viewer: Viewer, participant_id: uuid.UUID, *, now: datetime
) -> PersonPage:
    """Return the page of one of the viewer's people."""
    cards = select(Card).where(Card.person_id == participant_id)
    open_card = cards.where(Card.used_at.is_(None), Card.ends_at > now)
    steps = select(Step).where(
        visible_steps(viewer), Step.participant_id == participant_id, Step.put_away_at.is_(None)
    )
    return PersonPage(
        meetings=coming_meetings(session, viewer, participant_id, now=now),
        goals=list(
            session.scalars(
                select(Goal)
                .where(
                    visible_goals(viewer),
                    Goal.participant_id == participant_id,
                    Goal.put_away_at.is_(None),
                )
                .order_by(Goal.created_at)
            )
        ),
        steps=list(
            session.scalars(
                steps.where(Step.done_at.is_(None)).order_by(
                    Step.drawer.desc(), Step.position, Step.created_at
                )
            )
        ),
        done_steps=list(
            session.scalars(
                steps.where(Step.done_at > now - _WORKED_LATELY).order_by(Step.done_at.desc())
            )
        ),
        closed_letters=closed_letters(session, viewer, participant_id),
        used_card=session.scalar(
            cards.join(Person, Person.id == Card.person_id)
            .where(
                Card.used_at.is_not(None), Card.answered_at.is_(None), Person.confirmed_at.is_(None)
            )
            .order_by(Card.used_at.desc())
            .limit(1)
        ),
        has_open_card=bool(session.scalar(select(exists(open_card)))),
    )


def coming_meetings(
    session: Session, viewer: Viewer, participant_id: uuid.UUID, *, now: datetime
) -> list[Appointment]:
    """Return what is ahead for one person, soonest first; cancelled meetings until their time."""
    found = session.scalars(
        select(Appointment)
        .where(
            visible_appointments(viewer),
            Appointment.participant_id == participant_id,
            Appointment.starts_at > now - _LONGEST,
            or_(Appointment.cancelled_at.is_(None), Appointment.starts_at > now),
        )
        .order_by(Appointment.starts_at)
    )
    return [each for each in found if each.starts_at + timedelta(minutes=each.minutes) > now]


def closed_letters(
    session: Session, viewer: Viewer, participant_id: uuid.UUID
) -> list[PaperLetter]:
    """Return the closed letters at home that the person told of, oldest first."""
    return list(
        session.scalars(
            select(PaperLetter)
            .where(
                visible_paper_letters(viewer),
                PaperLetter.participant_id == participant_id,
                PaperLetter.opened_together_at.is_(None),
            )
            .order_by(PaperLetter.told_at)
        )
    )


def paper_letter(session: Session, viewer: Viewer, letter_id: uuid.UUID) -> PaperLetter | None:
    """Return a closed letter of one of the viewer's people."""
    return session.scalar(
        select(PaperLetter).where(PaperLetter.id == letter_id, visible_paper_letters(viewer))
    )


def used_card(session: Session, viewer: Viewer, card_id: uuid.UUID) -> tuple[Card, Person] | None:
    """Return a card that was used, and whose it is, if the viewer accompanies that person."""
    row = session.execute(
        select(Card, Person)
        .join(Person, Person.id == Card.person_id)
        .where(Card.id == card_id, Card.used_at.is_not(None), visible_participants(viewer))
        .with_for_update()  # "yes" and "no" at the same moment: one of them comes first
    ).first()
    return None if row is None else (row[0], row[1])
