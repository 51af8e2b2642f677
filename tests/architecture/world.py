"""Real things for every id in an address: whose they are decides what an asker gets.

A new id in an address needs one line in `THINGS`: how to make such a thing for somebody. A route
whose thing must be in a certain state names another line of `THINGS` in access.toml (`with`).
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.appointments.actions import new_calendar_address
from app.core import clock, files
from app.domain.access import Viewer
from app.domain.letters import LetterFile, PaperLetter, SecondLook
from app.domain.messages import Form, Message
from app.domain.own_phrases import OwnPhrase, PhraseVersion
from app.domain.people import Person, Programme, Role, Salutation
from app.domain.shown_letters import ShownLetter
from app.domain.sign_in import Card, LoginSession, Passkey, PhoneUse
from app.domain.ways import OtherWay, Way
from tests import make
from tests.people import Cast, accompany, make_person

SECRET = "Geheimwort"  # stands in every text that a stranger must not get


@dataclass
class Side:
    """A participant, who accompanies them, and who asks."""

    participant: Person
    guide: Person
    asker: Person


@dataclass
class World:
    """The cast, somebody whose card was just used, and another programme."""

    cast: Cast
    waiting: Person
    elsewhere: Side

    def asker(self, role: str) -> Person | None:
        """Return who asks in this role; None is somebody who is not signed in."""
        return {
            "anonymous": None,
            "waiting": self.waiting,
            "participant": self.cast.amira,
            "guide": self.cast.jonas,
            "coordinator": self.cast.petra,
        }[role]

    def own(self, asker: Person | None) -> Side:
        """The side of the asker."""
        if asker is self.waiting:
            return Side(self.waiting, self.cast.jonas, self.waiting)
        return Side(self.cast.amira, self.cast.jonas, asker or self.cast.amira)

    def foreign(self, asker: Person | None) -> Side:
        """People the asker has nothing to do with."""
        if asker is not None and asker.role is Role.COORDINATOR:
            return self.elsewhere
        return Side(self.cast.samir, self.cast.lena, self.cast.samir)


def make_world(app: Flask, session: Session, cast: Cast) -> World:
    """Add the people that the cast lacks."""
    keys = app.extensions["keys"]
    waiting = make_person(
        session, keys, cast.programme, Role.PARTICIPANT, "Wanda", "Winter", Salutation.FRAU
    )
    waiting.confirmed_at = None
    accompany(session, cast.jonas, waiting, slot=2)
    other = Programme(name=f"{SECRET} anderswo", created_at=clock.now())
    session.add(other)
    session.flush()
    guide = make_person(session, keys, other, Role.GUIDE, SECRET, "Fern", Salutation.FRAU)
    far = make_person(session, keys, other, Role.PARTICIPANT, SECRET, "Weit", Salutation.FRAU)
    accompany(session, guide, far)
    session.commit()
    return World(cast, waiting, Side(far, guide, guide))


Thing = Callable[[Session, Side], object]


def _appointment(session: Session, side: Side) -> uuid.UUID:
    return make.appointment(session, to=side.participant, by=side.guide, topic=SECRET).id


def _official_appointment(session: Session, side: Side) -> uuid.UUID:
    return make.appointment(session, to=side.participant, by=side.guide, official=True).id


def _step(session: Session, side: Side) -> uuid.UUID:
    return make.step(session, of=side.participant, text=SECRET).id


def _suggested_step(session: Session, side: Side) -> uuid.UUID:
    return make.step(session, of=side.participant, text=SECRET, suggested_by_id=side.guide.id).id


def _letter(session: Session, side: Side) -> uuid.UUID:
    return make.letter(
        session, to=side.participant, by=side.guide, official_text=SECRET, note=SECRET
    ).id


def _unreleased_letter(session: Session, side: Side) -> uuid.UUID:
    return make.letter(
        session, to=side.participant, by=side.guide, official_text=SECRET, released_at=None
    ).id


def _letter_to_look_at(session: Session, side: Side) -> uuid.UUID:
    letter_id = _unreleased_letter(session, side)
    look = SecondLook(
        letter_id=letter_id,
        participant_id=side.participant.id,
        colleague_id=side.asker.id,
        asked_at=clock.now(),
    )
    session.add(look)
    session.flush()
    return letter_id


def _letter_with_pages(session: Session, side: Side) -> uuid.UUID:
    letter_id, person_id = _letter(session, side), side.participant.id
    for page, media_type in enumerate(("application/pdf", "image/webp")):
        file = LetterFile(
            letter_id=letter_id,
            participant_id=person_id,
            page=page,
            media_type=media_type,
            text=SECRET,
            created_at=clock.now(),
        )
        session.add(file)
        session.flush()
        files.store(session, file.id, SECRET.encode(), participant_id=person_id)
    return letter_id


def _encouragement(session: Session, side: Side) -> uuid.UUID:
    sent = session.get(
        Message, make.message(session, of=side.participant, by=side.guide, body=SECRET).id
    )
    assert sent is not None
    sent.form = Form.ENCOURAGEMENT
    session.flush()
    return sent.id


def _paper_letter(session: Session, side: Side) -> uuid.UUID:
    told = PaperLetter(participant_id=side.participant.id, told_at=clock.now())
    session.add(told)
    session.flush()
    return told.id


def _opened_paper_letter(session: Session, side: Side) -> uuid.UUID:
    told = session.get(PaperLetter, _paper_letter(session, side))
    assert told is not None
    told.opened_together_at = clock.now()
    session.flush()
    return told.id


def _shown_letter(session: Session, side: Side, *, sent: bool = True) -> uuid.UUID:
    now = clock.now()
    it = ShownLetter(
        participant_id=side.participant.id, began_at=now, sent_at=now if sent else None
    )
    session.add(it)
    session.flush()
    for page in (1, 2):
        file = LetterFile(
            shown_letter_id=it.id,
            participant_id=side.participant.id,
            page=page,
            media_type="image/webp",
            text=SECRET,
            created_at=now,
        )
        session.add(file)
        session.flush()
        files.store(session, file.id, SECRET.encode(), participant_id=side.participant.id)
    return it.id


def _unsent_letter(session: Session, side: Side) -> uuid.UUID:
    return _shown_letter(session, side, sent=False)


def _message(session: Session, side: Side) -> uuid.UUID:
    return make.message(session, of=side.participant, by=side.asker, body=SECRET).id


def _card(session: Session, side: Side) -> uuid.UUID:
    now = clock.now()
    card = Card(
        person_id=side.participant.id,
        made_by_id=side.guide.id,
        secret_hash=uuid.uuid4().bytes * 2,
        created_at=now,
        ends_at=now + timedelta(days=1),
    )
    session.add(card)
    session.flush()
    return card.id


def _used_card(session: Session, side: Side) -> uuid.UUID:
    card = session.get(Card, _card(session, side))
    assert card is not None
    card.used_at = clock.now()
    session.flush()
    return card.id


def _session(session: Session, side: Side) -> uuid.UUID:
    now = clock.now()
    login = LoginSession(
        person_id=side.asker.id,
        token_hash=uuid.uuid4().bytes * 2,
        phone_use=PhoneUse.OWN,
        label=SECRET,
        created_at=now,
        ends_at=now + timedelta(days=1),
    )
    session.add(login)
    session.flush()
    return login.id


def _passkey(session: Session, side: Side) -> uuid.UUID:
    key = Passkey(
        person_id=side.asker.id,
        credential_id=uuid.uuid4().bytes,
        public_key=b"-",
        phone_use=PhoneUse.OWN,
        label=SECRET,
        created_at=clock.now(),
    )
    session.add(key)
    session.flush()
    return key.id


def _calendar_secret(session: Session, side: Side) -> str:
    _appointment(session, side)
    person = side.participant
    return new_calendar_address(session, Viewer(person.id, person.role, person.programme_id))


def _way(session: Session, side: Side) -> uuid.UUID:
    way = OtherWay(
        participant_id=side.participant.id,
        way=Way.EMAIL,
        address=f"{SECRET}@mail.example",
        asked_at=clock.now(),
    )
    session.execute(delete(OtherWay).where(OtherWay.participant_id == side.participant.id))
    session.add(way)
    session.flush()
    return way.id


def _phrase_version(session: Session, side: Side) -> PhraseVersion:
    version = make.own_phrase(session, by=side.guide, text=SECRET)
    if side.asker.role is Role.PARTICIPANT:
        # Everybody who works in a programme shares its cards, so a foreign one is of another.
        other = Programme(name=SECRET, created_at=clock.now())
        session.add(other)
        session.flush()
        session.get_one(OwnPhrase, version.own_phrase_id).programme_id = other.id
        session.flush()
    return version


def _own_phrase(session: Session, side: Side) -> uuid.UUID:
    return _phrase_version(session, side).own_phrase_id


def _version(session: Session, side: Side) -> uuid.UUID:
    return _phrase_version(session, side).id


THINGS: dict[str, Thing] = {
    "appointment_id": _appointment,
    "official_appointment": _official_appointment,
    "goal_id": lambda session, side: make.goal(session, of=side.participant, text=SECRET).id,
    "step_id": _step,
    "suggested_step": _suggested_step,
    "letter_id": _letter,
    "unreleased_letter": _unreleased_letter,
    "letter_to_look_at": _letter_to_look_at,
    "letter_with_pages": _letter_with_pages,
    "paper_letter_id": _paper_letter,
    "opened_paper_letter": _opened_paper_letter,
    "shown_letter_id": _shown_letter,
    "unsent_letter": _unsent_letter,
    "message_id": _message,
    "encouragement": _encouragement,
    "participant_id": lambda _session, side: side.participant.id,
    "person_id": lambda _session, side: side.participant.id,
    "guide_id": lambda _session, side: side.guide.id,
    "card_id": _card,
    "used_card": _used_card,
    "session_id": _session,
    "key_id": _passkey,
    "secret": _calendar_secret,
    "way_id": _way,
    "own_phrase_id": _own_phrase,
    "version_id": _version,
}

# Parts of an address that open by themselves: no ids, and who knows one needs no sign-in.
SECRETS = {"secret"}
# Parts of an address that belong to nobody.
WORDS: dict[str, object] = {"number": 1, "purpose": "store_meetings", "wish": "come-along"}
