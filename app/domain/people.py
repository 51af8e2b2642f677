"""Programmes, people, and who accompanies whom."""

import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    and_,
    case,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, composite, mapped_column

from app.domain.base import Base, DomainError, HasId
from app.domain.comfort import Comfort
from app.domain.hours import Hours, HoursColumn
from app.domain.inventory import CONTENT, PERSONAL, Holds
from app.domain.sealed import Sealed

CAP_PER_GUIDE = 50
GERMAN, GERMAN_WITH_DU = "de", "de_du"  # codes of languages; the others are core's business
_PHONE = re.compile(r"\+?\d[\d ()/-]{3,}\d")
_BETWEEN = " ,;:.–-"


class EveryPlaceIsTaken(DomainError):
    """A guide accompanies at most 50 people; there is no place for one more."""


class Role(StrEnum):
    """What a person is here. One role per person; staff have their own account."""

    PARTICIPANT = "participant"
    GUIDE = "guide"
    COORDINATOR = "coordinator"


class Salutation(StrEnum):
    """How a person wants to be named; chosen by the person."""

    FRAU = "frau"
    HERR = "herr"
    FULL_NAME = "full_name"
    FIRST_NAME = "first_name"


@dataclass(frozen=True)
class AdvicePlace:
    """Independent advice nearby: its name, the number to call, and what is good to know."""

    name: str
    phone: str = ""
    note: str = ""

    @classmethod
    def from_line(cls, line: str) -> "AdvicePlace":
        """Read a line as people write it: "VdK Musterstadt, 0221 4710 230, nur mit Termin"."""
        number = _PHONE.search(line)
        if number is None:
            return cls(line.strip())
        before, after = line[: number.start()], line[number.end() :]
        # What is left of "Telefon: 0221 ..." says nothing beside a number that can be tapped.
        name = re.sub(r"\b(Tel|Telefon|Nummer)\W*$", "", before)
        return cls(name.strip(_BETWEEN), number[0].strip(), after.strip().lstrip(_BETWEEN))


class Programme(HasId, Base):
    """One voluntary programme with its words, hours and local help."""

    __tablename__ = "programme"
    __holds__ = Holds("to run the programme", "until the programme is removed", export=False)

    name: Mapped[str]
    zone: Mapped[str] = mapped_column(default="Europe/Berlin")
    land: Mapped[str] = mapped_column(default="NW")  # ISO 3166-2:DE, for public holidays
    office_phone: Mapped[str] = mapped_column(default="")
    advice: Mapped[str] = mapped_column(default="")  # independent advice nearby, one per line
    # Who helps at once nearby, and when: shown to everyone who opens the help page.
    crisis_name: Mapped[str] = mapped_column(default="")
    crisis_phone: Mapped[str] = mapped_column(default="")
    crisis_hours: Mapped[Hours] = mapped_column(HoursColumn, default=Hours)
    created_at: Mapped[datetime]

    @property
    def advice_places(self) -> tuple[AdvicePlace, ...]:
        """The places of `advice`, in the order of its lines."""
        return tuple(map(AdvicePlace.from_line, filter(str.strip, self.advice.splitlines())))


class Person(HasId, Base):
    """Someone who uses the app. Names and contact are sealed with the person's own key."""

    __tablename__ = "person"
    __holds__ = Holds("to know who is meant and how to speak", "until 14 days after leaving")

    programme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("programme.id"), index=True)
    role: Mapped[Role] = mapped_column(info=PERSONAL)
    # What a passkey calls its owner (WebAuthn user handle): random, so it says nothing.
    handle: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    first_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    last_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONTENT)
    # Staff only: when they read messages.
    hours: Mapped[Hours] = mapped_column(HoursColumn, default=Hours)
    salutation: Mapped[Salutation] = mapped_column(default=Salutation.FULL_NAME, info=PERSONAL)
    chosen_language: Mapped[str] = mapped_column("language", default=GERMAN, info=PERSONAL)
    # How everybody says "you" to the person: sie | du. Part of `language` where that is German.
    address: Mapped[str] = mapped_column(default="sie", info=PERSONAL)
    text_size: Mapped[int] = mapped_column(default=18, info=PERSONAL)
    colours: Mapped[str] = mapped_column(default="system", info=PERSONAL)
    motion: Mapped[str] = mapped_column(default="system", info=PERSONAL)
    comfort: Mapped[Comfort] = composite("text_size", "colours", "motion")
    # Whether a small dot marks the tabs where something is new.
    marks_new: Mapped[bool] = mapped_column(default=True)
    # What was answered "no" to at the first day; everything else works all the same.
    meetings_on_paper: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    letters_on_paper: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    # A wish about reading: hard letters wait for the next meeting, closed.
    hard_letters_at_meeting: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    # "Bitte nicht anrufen": then we write.
    no_calls: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    # "Bitte nicht schreiben bis": until the end of this day nothing rings (quiet.py).
    quiet_until: Mapped[date | None] = mapped_column(info=PERSONAL)
    # The account stays empty until the guide has said "yes, that was this person".
    confirmed_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
    created_at: Mapped[datetime]

    first_name = Sealed("first_name_sealed", owner="id")
    last_name = Sealed("last_name_sealed", owner="id")
    phone = Sealed("phone_sealed", owner="id")

    @hybrid_property
    def language(self) -> str:
        """The language the app speaks with the person: German with Du for whoever chose both.

        Written with Du it says Du, written as plain German it says Sie; another language leaves
        the address as it is.
        """
        says_du = self.chosen_language == GERMAN and self.address == "du"
        return GERMAN_WITH_DU if says_du else self.chosen_language

    @language.inplace.setter
    def _language_setter(self, code: str) -> None:
        if code in {GERMAN, GERMAN_WITH_DU}:
            self.address = "du" if code == GERMAN_WITH_DU else "sie"
        self.chosen_language = GERMAN if code == GERMAN_WITH_DU else code

    @language.inplace.expression
    @classmethod
    def _language_expression(cls) -> ColumnElement[str]:
        says_du = and_(cls.chosen_language == GERMAN, cls.address == "du")
        return case((says_du, GERMAN_WITH_DU), else_=cls.chosen_language)

    @property
    def name(self) -> "Name":
        """The name as the person wants to hear it."""
        return Name(self.first_name, self.last_name, self.salutation)


@dataclass(frozen=True)
class Name:
    """A name and how its owner wants to be addressed. `str()` is first and last name."""

    first: str
    last: str
    salutation: Salutation

    def __str__(self) -> str:
        return f"{self.first} {self.last}".strip()

    @property
    def initial(self) -> str:
        """The first letter, for the place where a face could be."""
        return str(self)[:1].upper()


class Guidance(HasId, Base):
    """One guide accompanies one participant, since when and until when.

    `slot` (1 to 50, gone when it ends) makes the cap of 50 a matter of the database: two people
    assigning at the same moment cannot both take the last place.
    """

    __tablename__ = "guidance"
    __holds__ = Holds("to know who may see what", "until the participant's data is erased")
    __table_args__ = (
        UniqueConstraint("guide_id", "slot"),
        CheckConstraint(f"slot between 1 and {CAP_PER_GUIDE}", name="cap"),
        Index(
            "uq_guidance_one_current_guide",
            "participant_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )

    guide_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    slot: Mapped[int | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    # The guide's own note about the guide's own call: "we have talked". The newest counts.
    talked_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
