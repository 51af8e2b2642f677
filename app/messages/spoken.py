"""Phrases and times in the reader's own language."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from app.calm.phrases import PHRASES
from app.core.i18n import _, clock_time, day, language, moment
from app.core.languages import SOURCE, tag
from app.domain.own_phrases import version_id

_DAYS = frozenset({"day", "other_day", "from", "until"})
_TIMES = frozenset({"time", "other_time"})
_NAMES_A_DAY = timedelta(days=6)  # a weekday alone names a day only this long


def phrase(phrase_id: str, values: str = "") -> str:
    """Return the words of a phrase; "" for one that this version does not know.

    `values` is JSON for its placeholders: days as "2026-11-24", times as "10:00", the rest as text.
    """
    known = PHRASES.get(phrase_id)
    if known is None:
        return ""
    given: dict[str, str] = json.loads(values) if values else {}
    return _(known.text, **{name: _say(name, value) for name, value in given.items()})


@dataclass(frozen=True)
class Card:
    """What a card says to its reader. `tag` (BCP 47) is "" where that is the reader's language."""

    text: str
    tag: str = ""
    only_german: bool = False
    """The reader has another language, and the programme's own card does not speak it."""


def card(phrase_id: str, body: str) -> Card:
    """Return the words of a message's card; an own card of the programme brings them along."""
    if version_id(phrase_id) is None:
        return Card(phrase(phrase_id, body))
    wordings: dict[str, str] = json.loads(body)
    spoken, german = language(), wordings[SOURCE]
    if spoken.is_german or spoken.code in wordings:
        return Card(wordings.get(spoken.code, german))
    return Card(german, tag(SOURCE), only_german=True)


def replies(phrase_ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return (id, words) of phrases, in this order."""
    return [(each, phrase(each)) for each in phrase_ids]


def _say(name: str, value: str) -> str:
    if name in _DAYS:
        return day(date.fromisoformat(value))
    if name in _TIMES:
        return clock_time(datetime.combine(date.min, time.fromisoformat(value)))
    return value


def said_at(sent_at: datetime, *, zone: str, now: datetime) -> str:
    """Return „Dienstag, 10:05 Uhr“, with the date for what is more than six days away."""
    local = sent_at.astimezone(ZoneInfo(zone))
    today = now.astimezone(ZoneInfo(zone)).date()
    if abs(today - local.date()) > _NAMES_A_DAY:
        return moment(local, today=today)
    weekday = format_date(local, "EEEE", locale=language().locale)
    separator = "، " if language().direction == "rtl" else ", "
    return f"{weekday}{separator}{clock_time(local)}"
