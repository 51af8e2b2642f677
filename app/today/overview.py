"""The start page as one frozen value: what is next, and nothing else.

"New" is never worked out from opening or reading, because neither is stored: see `domain.news`.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from app.domain.appointments import Kind, Reply
from app.domain.hours import Hours


@dataclass(frozen=True)
class NextMeeting:
    """The next meeting, or the next appointment of an office."""

    id: uuid.UUID
    official: bool
    kind: Kind
    starts: datetime
    in_days: str  # in addition to the date, "" beyond a week
    guide: str
    place: str
    tongue: str  # of the place as it is written (BCP 47)
    moved: bool
    reply: Reply | None


@dataclass(frozen=True)
class CalledOff:
    """A meeting ahead that does not take place: told until its time has come."""

    id: uuid.UUID
    official: bool
    starts: datetime


@dataclass(frozen=True)
class OpenStep:
    """One small step of this week."""

    id: uuid.UUID
    text: str
    tongue: str  # of its words (BCP 47)
    together: bool


@dataclass(frozen=True)
class ClosedLetter:
    """A letter in its envelope: from whom, and nothing of what it says."""

    id: uuid.UUID
    announcement: str
    there_are_more: bool


@dataclass(frozen=True)
class KindLine:
    """An encouragement. `tag` (BCP 47) is for words as written, "" for the reader's language."""

    text: str
    tag: str
    guide: str
    says_no_answer: bool = False
    only_german: bool = False


@dataclass(frozen=True)
class MyGuide:
    """Who is there, when, and how to call."""

    name: str
    initial: str
    hours: Hours
    phone: str


@dataclass(frozen=True)
class Today:
    """Everything on the start page."""

    name: str
    meeting: NextMeeting | None
    called_off: CalledOff | None
    step: OpenStep | None
    letter: ClosedLetter | None
    line: KindLine | None
    guide: MyGuide | None
    office_phone: str
    someone_wrote: bool
    step_is_suggested: bool
    offers_reminders: bool
    lost_reminders: bool
    key_is_new: bool

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.meeting or self.step or self.letter)
