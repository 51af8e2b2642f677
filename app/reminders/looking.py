"""The second look, right before sending: is this notice still true, wanted, and may it ring now?

Between planning and sending a meeting may have moved, a message been taken back, a choice changed.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.calm.letter_kinds import Label
from app.domain.outbox import OutboxEntry, Topic
from app.domain.people import Programme
from app.domain.quiet import quiet_ends
from app.domain.reminders import INBOX_USEFUL, change_moment, next_office_moment, useful_until
from app.reminders.facts import Facts

_LAST_LOOK = timedelta(minutes=1)  # before the start


@dataclass(frozen=True)
class Wait:
    """Not now: at `due`, and then of use until `until`."""

    due: datetime
    until: datetime


def look(entry: OutboxEntry, known: Facts, *, now: datetime) -> bool | Wait:
    """Return whether to tell it now (True), never (False), or when instead."""
    if entry.person_id not in known.people or now >= entry.useful_until:
        return False
    if entry.topic in {Topic.TEST, Topic.ADDRESS}:
        return True
    person, programme, choice = known.people[entry.person_id]
    if choice is None:
        return False
    # Whoever asked for quiet hears nothing until then, whatever it is.
    earliest = quiet_ends(person.quiet_until, now=now, zone=programme.zone) or now
    if entry.topic is Topic.MEETING_SOON:
        wanted = choice.meetings and not person.meetings_on_paper
        return wanted and _meeting_soon(entry, known, earliest, now)
    if entry.topic is Topic.MEETING_CHANGED:
        wanted = choice.meetings and not person.meetings_on_paper
        return wanted and _meeting_changed(entry, known, programme, earliest, now)
    if entry.topic is Topic.MESSAGE:
        return choice.messages and _message(entry, known, earliest, now)
    wanted = choice.letters and not person.letters_on_paper
    return wanted and _letter(entry, known, earliest, now)


def _meeting_soon(
    entry: OutboxEntry, known: Facts, earliest: datetime, now: datetime
) -> bool | Wait:
    meeting = known.appointments.get(entry.entity_id)
    if meeting is None or meeting.participant_id != entry.person_id or meeting.cancelled_at:
        return False
    # By the time it has now, not by the one it was planned with.
    due = known.due_at(entry.person_id).get(meeting.starts)
    if due is None:
        return False
    until = useful_until(due, meeting.starts)
    due = max(due, earliest)
    return Wait(due, until) if due > now else now < until


def _meeting_changed(
    entry: OutboxEntry, known: Facts, programme: Programme, earliest: datetime, now: datetime
) -> bool | Wait:
    meeting = known.appointments.get(entry.entity_id)
    if meeting is None or meeting.participant_id != entry.person_id:
        return False
    if now >= meeting.starts_at:
        return False
    # Whoever has answered since knows of it.
    is_answered = meeting.reply is not None and meeting.version > entry.version
    if is_answered and not meeting.cancelled_at:
        return False
    times = (meeting.starts_at, entry.was_at)
    due = change_moment(earliest, *times, zone=programme.zone, land=programme.land)
    if due <= now:
        return True
    # Quiet may end before its day: until the meeting it is worth another look.
    due = min(due, meeting.starts_at - _LAST_LOOK) if earliest > now else due
    return Wait(due, entry.useful_until) if due > now else False


def _message(entry: OutboxEntry, known: Facts, earliest: datetime, now: datetime) -> bool | Wait:
    message = known.messages.get(entry.entity_id)
    if message is None or message.participant_id != entry.person_id or message.withdrawn_at:
        return False
    # Whoever has written since was there.
    if message.is_answered(known.wrote_at.get(entry.person_id)):
        return False
    return _inbox(entry, known, max(earliest, message.sent_at), now)


def _letter(entry: OutboxEntry, known: Facts, earliest: datetime, now: datetime) -> bool | Wait:
    letter = known.letters.get(entry.entity_id)
    if letter is None or letter.participant_id != entry.person_id:
        return False
    if letter.released_at is None or letter.put_away_at is not None:
        return False
    # By the time it is shown from now on, not by the one it was planned with.
    shown, hard = max(earliest, letter.released_at), letter.label is Label.SCHWER
    return _inbox(entry, known, shown, now, hard_letter=hard)


def _inbox(
    entry: OutboxEntry,
    known: Facts,
    earliest: datetime,
    now: datetime,
    *,
    hard_letter: bool = False,
) -> bool | Wait:
    programme = known.people[entry.person_id][1]
    if known.rings_enough(entry.person_id, now=now):
        tomorrow = now.astimezone(ZoneInfo(programme.zone)).date() + timedelta(days=1)
        midnight = datetime.combine(tomorrow, time(), tzinfo=ZoneInfo(programme.zone))
        earliest = max(earliest, midnight)
    due = next_office_moment(
        earliest, zone=programme.zone, land=programme.land, hard_letter=hard_letter
    )
    return Wait(due, due + INBOX_USEFUL) if due > now else True
