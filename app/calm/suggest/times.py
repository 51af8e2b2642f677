"""Times of day: those of an appointment; opening hours are set apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.calm.printed import printed_times
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Letter
from app.calm.suggest.zones import Zone

_HOURS = cue(
    r"(?:öffnungszeit\w*|sprechzeit\w*|servicezeit\w*|geöffnet|erreichbar\w*|telefonzeit\w*"
    r"|hotline|sprechstunde\w*"
    r"|werktags|erreichen\ssie|(?<!\w)(?:mo|di|mi|do|fr)\.?\s?(?:-|–|bis|und|,|u\."
    r"|/)\s?(?:mo|di|mi|do|fr)(?!\w)"
    r"|(?:montag|dienstag|mittwoch|donnerstag)s?\s(?:bis|und|-|–)\s(?:dienstag|mittwoch"
    r"|donnerstag|freitag)s?"
    r"|(?<!\w)(?:mo|di|mi|do|fr)\.?:?\s|(?:montag|dienstag|mittwoch|donnerstag"
    r"|freitag)s?:?\s(?:von\s)?$|bürozeit\w*|anrufen|servicenummer)"
)

_APPOINTED = cue(
    r"(?:20\d{2}|\d{1,2}\.\s?(?:\d{1,2}\.(?:\d\d)?|[a-z]{3,9}))\W{1,3}(?:\w+\W{1,2}){0,4}$"
    r"|(?<!\w)(?:beginn|start|termin|treffen)\W{1,3}(?:um\s)?$"
)


@dataclass(frozen=True)
class Clock:
    """A time of day; `why` says why it is set apart."""

    hour: int
    minute: int
    start: int
    end: int
    why: str = ""

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"


def clocks_in(letter: Letter) -> tuple[Clock, ...]:
    """Return the times in their order."""
    return tuple(_clocks(letter))


def _clocks(letter: Letter) -> Iterator[Clock]:
    for one in printed_times(letter.flat):
        hour, minute = one.what
        if hour > 23 or minute > 59:
            continue
        around = letter.around(one.start, one.end)
        before = letter.folded_part(max(0, one.start - 70), one.start)
        hours = (
            _HOURS.search(around.before)
            or _HOURS.search(around.line)
            or _HOURS.search(before[-30:])
        )
        appointed = _APPOINTED.search(before)
        apart = around.zone is Zone.HEAD or (hours and not appointed)
        yield Clock(hour, minute, one.start, one.end, "hours" if apart else "")
