"""Writes about one person: who came in with a card, ways in, details, closed letters."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.account.actions import end_all_ways_in
from app.domain.consents import Consent, Purpose, let_hold
from app.domain.letters import PaperLetter
from app.domain.people import Person, Salutation
from app.domain.sign_in import Card


class AlreadyAnsweredCard(Exception):
    """Somebody has answered for this card, or a newer one has taken its place."""


def confirm(person: Person, card: Card, *, now: datetime) -> None:
    """Say "yes, that was this person": the account opens. Saying it twice changes nothing.

    Raises AlreadyAnsweredCard if it was said that it was somebody else.
    """
    if card.answered_at is None:
        card.answered_at = person.confirmed_at = now
    elif person.confirmed_at is None:
        raise AlreadyAnsweredCard


def reject(session: Session, person: Person, card: Card, *, now: datetime) -> None:
    """Say "no, that was somebody else": every way in that the card opened is closed again.

    Raises AlreadyAnsweredCard if it was confirmed before.
    """
    if person.confirmed_at is not None:
        raise AlreadyAnsweredCard
    if card.answered_at is None:
        card.answered_at = now
        end_all_ways_in(session, person.id, now=now)
        _forget_answers(session, person, since=card.created_at)


def _forget_answers(session: Session, person: Person, *, since: datetime) -> None:
    """Forget what a stranger answered to the first questions: the answers before hold again."""
    session.execute(
        delete(Consent).where(Consent.participant_id == person.id, Consent.given_at >= since)
    )
    for purpose in Purpose:
        newest = session.scalar(
            select(Consent.agreed)
            .where(Consent.participant_id == person.id, Consent.purpose == purpose)
            .order_by(Consent.given_at.desc())
            .limit(1)
        )
        let_hold(person, purpose, agreed=newest is not False)


def end_devices(session: Session, person: Person, *, now: datetime) -> None:
    """Sign out every device of a person: a phone is lost. Nothing of the content goes."""
    end_all_ways_in(session, person.id, now=now)


def change_details(
    person: Person, *, first: str, last: str, salutation: Salutation, phone: str, no_calls: bool
) -> None:
    """Mend a name or a phone number, or note the wish not to be called."""
    person.first_name, person.last_name = first, last
    person.salutation, person.phone, person.no_calls = salutation, phone, no_calls


def open_together(letter: PaperLetter, *, now: datetime) -> None:
    """Note that a closed letter was opened together. Noting it twice changes nothing."""
    letter.opened_together_at = letter.opened_together_at or now
