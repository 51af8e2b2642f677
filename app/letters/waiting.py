"""Whether a letter can wait: its dates, the next meeting, and who calls before."""

from datetime import date
from functools import partial

from app.calm import texts
from app.calm.facts import Role, day_of
from app.calm.letter_kinds import KINDS, Label
from app.calm.summary import call_before_meeting, may_wait
from app.core.i18n import _, day
from app.core.names import called, called_after
from app.domain.calendar import working_days_after
from app.domain.letters import safe_day
from app.letters.queries import Reading

# Dates after which one can still ask, but better with help. An appointment is simply over.
_ACT_BY = frozenset({Role.PAPERS_UNTIL, Role.REPLY_UNTIL})
_CALM_LABELS = frozenset({Label.GUT, Label.INFO})


def waiting(reading: Reading, *, today: date) -> tuple[str, ...]:
    """Say whether there is time until the next meeting; nothing where that is no question."""
    letter, land = reading.letter, reading.programme.land
    guide = {"guide": called(reading.guide.name)}
    calls = (_(texts.CALLS_BEFORE) % guide,) if call_before(reading, today=today) else ()
    kind = KINDS[letter.kind].as_ticked(letter.facts)
    safe = safe_day(letter.letter_on, land=land) if kind.objection else None
    act_by = [day_of(fact) for fact in letter.facts if fact.role in _ACT_BY]
    near = working_days_after(today, 1, land)
    if any(each is not None and each <= near for each in (*act_by, safe)):
        near_words = _(texts.DATE_IS_NEAR) % {"guide_after": called_after(reading.guide.name)}
        return (near_words, *calls)
    meeting = reading.next_meeting_on
    if meeting and may_wait(letter.facts, safe, meeting, partial(working_days_after, land=land)):
        return (_(texts.CAN_WAIT) % {"date": day(meeting, today=today)},)
    if calls or letter.label in _CALM_LABELS:
        return calls
    return (_(texts.TALK_BEFORE) % guide,)


def call_before(reading: Reading, *, today: date) -> bool:
    """Whether the guide calls: the letter is kept for the meeting, and its date is not."""
    letter = reading.letter
    return reading.waits_for_meeting and call_before_meeting(
        KINDS[letter.kind],
        letter.facts,
        safe_day(letter.letter_on, land=reading.programme.land),
        today=today,
        next_meeting_on=reading.next_meeting_on,
        working_days_after=partial(working_days_after, land=reading.programme.land),
    )
