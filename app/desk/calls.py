"""Whom to call about a meeting: who wishes it, and whom no way they chose tells of a change.

Worked out from what people chose and from the guide's own note of a talk; what arrived on a phone,
or was opened there, is not known here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.desk.rows import Meeting, PersonRow
from app.domain.appointments import Reply
from app.domain.calendar import working_days_after


@dataclass(frozen=True)
class Call:
    """One call to make. `changed`: because of a change, not before the meeting as wished."""

    person: PersonRow
    meeting: Meeting
    changed: bool

    @property
    def number(self) -> str:
        """The number to call; "" where none is known, or no call is wanted."""
        return self.person.call_number if self.person.wishes_calls else self.person.phone


def to_make(people: Iterable[PersonRow], *, now: datetime) -> list[Call]:
    """Return the calls that wait, the nearest meeting first."""
    found = [call for person in people for call in _of(person, now=now)]
    return sorted(found, key=lambda call: call.meeting.starts)


def _of(person: PersonRow, *, now: datetime) -> Iterator[Call]:
    for meeting in (*person.meetings, *person.called_off):
        if meeting.starts <= now:
            continue
        today = now.astimezone(meeting.starts.tzinfo).date()
        if _may_not_know(person, meeting):
            yield Call(person, meeting, changed=True)
        elif _is_before(person, meeting, today) and not meeting.called_off:
            yield Call(person, meeting, changed=False)


def _may_not_know(person: PersonRow, meeting: Meeting) -> bool:
    changed_at = meeting.changed_at
    if changed_at is None or person.hears_of_changes:
        return False
    # Whoever answered since, or chose the new time, knows of it.
    if meeting.reply is not None and not meeting.called_off:
        return False
    return person.talked_at is None or person.talked_at < changed_at


def _is_before(person: PersonRow, meeting: Meeting, today: date) -> bool:
    """Whether it is today, tomorrow, or on the next working day: nobody calls on a Sunday."""
    if not person.wishes_calls or meeting.reply not in {None, Reply.FITS}:
        return False
    last = max(working_days_after(today, 1, person.land), today + timedelta(days=1))
    if meeting.starts.date() > last:
        return False
    talked_at = person.talked_at
    return talked_at is None or talked_at < _first_call(meeting, person.land)


def _first_call(meeting: Meeting, land: str) -> datetime:
    """Return since when a talk counts as this call: the beginning of the day it is first due."""
    day = meeting.starts.date() - timedelta(days=1)
    while working_days_after(day - timedelta(days=1), 1, land) != day:
        day -= timedelta(days=1)
    return datetime.combine(day, datetime.min.time(), tzinfo=meeting.starts.tzinfo)
