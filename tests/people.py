"""The named cast. Amira takes part, Jonas accompanies her, Samir must see nothing of hers."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import time

from sqlalchemy.orm import Session

from app.core import clock
from app.core.keyring import PersonKeys
from app.domain.hours import Hours
from app.domain.people import Guidance, Person, Programme, Role, Salutation

OFFICE_HOURS = Hours.on(range(1, 6), time(9), time(16))


@dataclass
class Cast:
    """Everyone in the tests."""

    programme: Programme
    amira: Person  # participant
    jonas: Person  # her guide
    samir: Person  # another participant: a stranger
    lena: Person  # his guide: a stranger too
    petra: Person  # coordinator


def make_person(
    session: Session,
    keys: PersonKeys,
    programme: Programme,
    role: Role,
    first: str,
    last: str,
    salutation: Salutation,
) -> Person:
    """Add a person whose account is open."""
    person_id = uuid.uuid4()
    keys.make(person_id)
    person = Person(
        id=person_id,
        programme_id=programme.id,
        role=role,
        handle=secrets.token_bytes(32),
        first_name=first,
        last_name=last,
        salutation=salutation,
        hours=OFFICE_HOURS if role is Role.GUIDE else Hours(),
        confirmed_at=clock.now(),
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    return person


def accompany(session: Session, guide: Person, participant: Person, *, slot: int = 1) -> None:
    """Let the guide accompany the participant."""
    session.add(
        Guidance(
            guide_id=guide.id, participant_id=participant.id, slot=slot, started_at=clock.now()
        )
    )
    session.flush()


def make_cast(session: Session, keys: PersonKeys) -> Cast:
    """Add everyone."""
    programme = Programme(
        name="PRO AKTIV Musterkreis", office_phone="0221 4710 100", created_at=clock.now()
    )
    session.add(programme)
    session.flush()

    def add(role: Role, first: str, last: str, salutation: Salutation) -> Person:
        return make_person(session, keys, programme, role, first, last, salutation)

    cast = Cast(
        programme=programme,
        amira=add(Role.PARTICIPANT, "Amira", "Haddad", Salutation.FRAU),
        jonas=add(Role.GUIDE, "Jonas", "Sommer", Salutation.HERR),
        samir=add(Role.PARTICIPANT, "Samir", "Aydin", Salutation.HERR),
        lena=add(Role.GUIDE, "Lena", "Nowak", Salutation.FRAU),
        petra=add(Role.COORDINATOR, "Petra", "Lang", Salutation.FRAU),
    )
    accompany(session, cast.jonas, cast.amira)
    accompany(session, cast.lena, cast.samir)
    return cast
