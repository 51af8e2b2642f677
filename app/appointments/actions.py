"""Writes of meetings by the participant."""

import secrets
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from app.appointments import queries
from app.core import notes
from app.core.i18n import _, moment
from app.core.once import add_once
from app.domain import telling
from app.domain.access import Viewer
from app.domain.appointments import Appointment, AppointmentIsOver, NotOursToAnswer, Reply
from app.domain.calendar_feeds import SECRET_BYTES, CalendarFeed
from app.domain.messages import Form, Message
from app.domain.people import Person
from app.domain.sign_in import hash_secret


class Wish(StrEnum):
    """What a participant would like from the guide about an office's appointment."""

    CALL_TOGETHER = "call-together"
    COME_ALONG = "come-along"


class OnlyOfficial(NotOursToAnswer):
    """Wishes belong to appointments of an office; meetings of ours are simply answered."""


def answer(appointment: Appointment, reply: Reply | None, *, now: datetime) -> None:
    """Say that it fits, does not fit, or rather by phone; None takes the answer back."""
    appointment.answer(reply, now=now)


def take_time(session: Session, appointment: Appointment, wall_time: str, *, now: datetime) -> bool:
    """Take one of the other times by its wall time; False if the meeting is at that time already.

    Its reminder moves along.

    Raises AppointmentIsOver, NotOursToAnswer, ValueError if it is no time, LookupError if it is not
    on offer.
    """
    if appointment.official:
        raise NotOursToAnswer
    wanted = datetime.fromisoformat(wall_time)
    if wanted == appointment.starts.replace(tzinfo=None):
        return False
    offers = [
        offer and datetime.fromisoformat(offer)
        for offer in (appointment.other_time_1, appointment.other_time_2)
    ]
    if wanted not in offers:
        raise LookupError(wall_time)
    appointment.take_other_time(offers.index(wanted) + 1, now=now)
    telling.meeting_changed(session, appointment, by=appointment.participant_id, now=now)
    return True


def back_to_time(
    session: Session, appointment: Appointment, wall_time: str, *, now: datetime
) -> None:
    """Undo `take_time`: the former time again, which did not fit. Raises as `take_time`."""
    if take_time(session, appointment, wall_time, now=now):
        appointment.answer(Reply.DOES_NOT_FIT, now=now)


def request_ids(form_id: uuid.UUID, phrases: Sequence[str]) -> list[uuid.UUID]:
    """Return the ids of the messages one form makes: one per phrase, the last for own words."""
    return [uuid.uuid5(form_id, each) for each in (*phrases, "words")]


def ask_for_other(
    session: Session,
    viewer: Viewer,
    appointment: Appointment,
    *,
    form_id: uuid.UUID,
    phrases: Sequence[str],
    words: str,
    language: str,
    now: datetime,
) -> bool:
    """Ask the guide for another time, place or form: phrase cards by id, then own words.

    The meeting keeps that something was asked. False if this very form was sent before. Raises
    AppointmentIsOver, NotOursToAnswer.
    """
    ids, is_new = request_ids(form_id, phrases), False
    for place, (phrase, message_id) in enumerate(zip(phrases, ids, strict=False)):
        is_new |= add_once(
            session,
            Message(
                id=message_id,
                participant_id=viewer.person_id,
                author_id=viewer.person_id,
                form=Form.PHRASE,
                phrase_id=phrase,
                sent_at=now + timedelta(microseconds=place),  # they keep their order
            ),
        )
    if words:
        is_new |= add_once(
            session,
            Message(
                id=ids[-1],
                participant_id=viewer.person_id,
                author_id=viewer.person_id,
                form=Form.TEXT,
                body=words,
                language=language,
                sent_at=now + timedelta(microseconds=len(phrases)),
            ),
        )
    if is_new:
        appointment.answer(Reply.SOMETHING_ELSE, now=now)
    return is_new


def wish_id(appointment: Appointment, wish: Wish) -> uuid.UUID:
    """Return the id of the note that tells a wish: one per appointment, its time, and wish."""
    return uuid.uuid5(appointment.id, f"{wish} {appointment.wall_time}")


def tell_wish(
    session: Session,
    viewer: Viewer,
    appointment: Appointment,
    guide: Person,
    wish: Wish,
    *,
    now: datetime,
) -> None:
    """Tell the guide what would help with an office's appointment.

    Raises OnlyOfficial, AppointmentIsOver.
    """
    if not appointment.official:
        raise OnlyOfficial
    if appointment.is_over(now=now):
        raise AppointmentIsOver
    words: dict[Wish, Callable[[], str]] = {
        Wish.CALL_TOGETHER: lambda: _(
            "Termin vom Jobcenter am %(when)s: Bitte rufen Sie mit mir dort an.",
            when=moment(appointment.starts),
        ),
        Wish.COME_ALONG: lambda: _(
            "Termin vom Jobcenter am %(when)s: Bitte kommen Sie mit.",
            when=moment(appointment.starts),
        ),
    }
    notes.tell_guide(
        session,
        viewer,
        guide,
        note_id=wish_id(appointment, wish),
        words=words[wish],
        now=now,
    )


def new_calendar_address(session: Session, viewer: Viewer) -> str:
    """Switch the calendar address on, or replace it; return its secret, which is kept nowhere."""
    # Two taps at the same moment: one of them comes first, and the other one replaces it.
    session.get_one(Person, viewer.person_id, with_for_update=True)
    feed = queries.calendar_feed(session, viewer)
    if feed is None:
        feed = CalendarFeed(participant_id=viewer.person_id)
        session.add(feed)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed.secret_hash = hash_secret(secret)
    return secret


def end_calendar_address(session: Session, viewer: Viewer) -> None:
    """Switch the calendar address off."""
    feed = queries.calendar_feed(session, viewer)
    if feed is not None:
        session.delete(feed)
