"""The rows of Meine Leute: what stands in them, who is found by a name, whose letter is soon."""

import unicodedata
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.appointments import Kind, Reply
from app.domain.people import Name, Salutation

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Meeting:
    """What a row shows of a meeting. `starts` is an aware wall time."""

    id: uuid.UUID
    kind: Kind
    official: bool
    starts: datetime
    reply: Reply | None
    changed_at: datetime | None = None  # when it was moved or called off
    called_off: bool = False


@dataclass
class PersonRow:
    """One person in Meine Leute."""

    id: uuid.UUID
    name: Name
    chosen_language: str
    address: str
    confirmed: bool
    used_card: uuid.UUID | None  # used just now, and nobody has said yet who it was
    has_closed_letter: bool
    wants_a_call: bool = False  # before the closed letter is opened
    shows_letter: bool = False  # and nothing was made of it yet
    phone: str = ""  # also where somebody does not want to be called
    meetings: list[Meeting] = field(default_factory=list)  # soonest first
    letter_days: list[date] = field(default_factory=list)  # nearest first
    talk_days: list[date] = field(
        default_factory=list
    )  # dates without a contact yet, nearest first
    wants_to_read_together: bool = False
    wrote_on: date | None = None  # what they wrote then waits for an answer
    hard_letters_at_meeting: bool = False
    letter_cannot_wait: bool = False  # it is kept for the meeting, and its date does not wait
    called_off: list[Meeting] = field(default_factory=list)  # ahead, and not taking place
    wishes_calls: bool = False  # before meetings
    call_number: str = ""  # for that
    hears_of_changes: bool = True  # in some way that was chosen, and not asked to rest
    talked_at: datetime | None = None  # the guide's own note
    land: str = ""

    @property
    def shows_full_name(self) -> bool:
        """Whether the form of address leaves a name out: there may be two of "Frau Müller"."""
        return self.name.salutation is not Salutation.FULL_NAME

    @property
    def next_meeting(self) -> Meeting | None:
        """The soonest meeting ahead."""
        return self.meetings[0] if self.meetings else None

    @property
    def meets_us_on(self) -> date | None:
        """The day of the next meeting of ours."""
        return next((each.starts.date() for each in self.meetings if not each.official), None)

    @property
    def has_letter(self) -> bool:
        """Whether a letter has a date, is still closed, is shown, or is to be read together."""
        is_here = self.has_closed_letter or self.shows_letter or self.wants_to_read_together
        return bool(self.letter_days or is_here)

    @property
    def does_not_fit(self) -> list[Meeting]:
        """Meetings for which the person asked for something else."""
        return [each for each in self.meetings if each.reply not in {None, Reply.FITS}]


class Only(StrEnum):
    """What Meine Leute may be narrowed down to."""

    WROTE = "wrote"
    MEETING = "meeting"
    LETTER = "letter"


def narrowed(rows: list[PersonRow], only: str) -> list[PersonRow]:
    """Return who wrote, whom one meets, or who has a letter that asks for something."""
    if only == Only.WROTE:
        return [row for row in rows if row.wrote_on]
    if only == Only.MEETING:
        return [row for row in rows if row.meetings]
    if only == Only.LETTER:
        return [row for row in rows if row.has_letter]
    return rows


def letters_soon(rows: list[PersonRow], *, now: datetime) -> list[tuple[date, PersonRow]]:
    """Return who has a letter with a date in the next seven days, soonest first.

    Seven days and not "this week": on a Friday, Monday is soon.
    """
    last = now.date() + SOON
    found = [(day, row) for row in rows for day in row.letter_days if day <= last]
    return sorted(found, key=lambda pair: pair[0])


def to_talk_to(rows: list[PersonRow]) -> list[tuple[date, PersonRow]]:
    """Return with whom to get in touch about a date in a letter, soonest first."""
    found = [(row.talk_days[0], row) for row in rows if row.talk_days]
    return sorted(found, key=lambda pair: pair[0])


def matching(rows: list[PersonRow], typed: str) -> list[PersonRow]:
    """Return the rows whose name contains what was typed, whatever its accents and capitals."""
    wanted = plain(typed).split()
    return [row for row in rows if all(part in plain(str(row.name)) for part in wanted)]


def plain(text: str) -> str:
    """Return the text without accents and capitals: "Öztürk" and "ozturk" are found alike."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each)).replace("ı", "i")
