"""Reads of one person's page. Nothing here tells when or whether anybody read something."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from app.desk import letter_dates
from app.domain.access import (
    Viewer,
    accompanies,
    visible_appointments,
    visible_goals,
    visible_paper_letters,
    visible_participants,
    visible_steps,
)
from app.domain.appointments import Appointment
from app.domain.goals import Goal, Step
from app.domain.letters import Letter, PaperLetter
from app.domain.people import Guidance, Person
from app.domain.sign_in import Card
from app.letters.shown.queries import Row, waiting

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
    shown_letters: list[Row]
    """What the person shows, and what nothing was made of yet."""
    talk_about: date | None
    """The nearest date in a letter for which to get in touch."""

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
    meetings = coming_meetings(session, viewer, participant_id, now=now)
    return PersonPage(
        meetings=meetings,
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
        shown_letters=waiting(session, viewer, participant_id),
        talk_about=_talk_about(session, viewer, participant_id, meetings, now=now),
    )


def _talk_about(
    session: Session,
    viewer: Viewer,
    participant_id: uuid.UUID,
    meetings: list[Appointment],
    *,
    now: datetime,
) -> date | None:
    ours = [each for each in meetings if not each.official and each.cancelled_at is None]
    meets_us_on = ours[0].starts.date() if ours else None
    rows = session.execute(
        letter_dates.letters(viewer, now=now).where(Letter.participant_id == participant_id)
    )
    days = (letter_dates.read(row, now=now).day_to_talk_about(meets_us_on) for row in rows)
    return min((day for day in days if day is not None), default=None)


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


def guidance(session: Session, viewer: Viewer, participant_id: uuid.UUID) -> Guidance | None:
    """Return the viewer's own guidance of one of their people."""
    return session.scalar(
        select(Guidance).where(
            Guidance.guide_id == viewer.person_id,
            Guidance.participant_id == participant_id,
            Guidance.ended_at.is_(None),
            accompanies(viewer, Guidance.participant_id),
        )
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
