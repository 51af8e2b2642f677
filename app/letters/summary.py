"""What a reader sees of a letter, in the reader's language and in the fixed order of calm 4.1.

The participant's page and the guide's preview are made from the same `Shown`, by the same macros.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from app.calm import texts
from app.calm.dates import safe_date
from app.calm.facts import TEXTS, Fact, Role, day_of
from app.calm.letter_kinds import KINDS, LABEL_TITLES, LIST_TITLES, Label, sender_words
from app.calm.summary import Composed, compose, important_days, may_wait
from app.core.i18n import _, day, language, moment, money
from app.core.names import called, called_after
from app.domain.calendar import is_working_day, working_days_after
from app.domain.letters import Letter
from app.domain.people import Programme
from app.letters.queries import Reading

# Dates after which one can still ask, but better with help. An appointment is simply over.
_ACT_BY = frozenset({Role.PAPERS_UNTIL, Role.REPLY_UNTIL})
_GERMAN = TEXTS - {Role.WHO, Role.VARIANT}  # those two are looked up, not read
_ISOLATED = "\u2068%s\u2069"
_CALM_LABELS = frozenset({Label.GUT, Label.INFO})


@dataclass(frozen=True)
class Block:
    """Sentences of the template in the reader's language, or the guide's own ones in German."""

    sentences: tuple[str, ...]
    own: bool


@dataclass(frozen=True)
class Shown:
    """Everything around one letter that a page may say. All texts are in the reader's language."""

    id: uuid.UUID
    sender: str
    letter_on: str  # "" if the date is not known
    label: Label | None
    label_words: str
    list_words: str
    guide: str
    guide_after: str  # as it stands after a preposition
    author: str
    author_after: str
    note: str
    about: Block
    money: tuple[tuple[str, str], ...]
    options: tuple[str, ...]
    date_box: tuple[str, ...]
    waiting: str  # "" where nothing has to be said about it
    if_nothing: Block
    advice: str  # "" where independent advice is not named
    footer: str
    next_date: str  # the soonest important date ahead, "" if there is none
    next_date_on: date | None
    is_hard: bool
    together: bool
    put_away: bool
    smiley_on_envelope: bool


def shown(reading: Reading, *, now: datetime) -> Shown:
    """Return what the reader sees of a letter, in the language that is spoken now."""
    letter, programme = reading.letter, reading.programme
    guide, author = called(reading.guide.name), called(reading.author.name)
    today = now.astimezone(ZoneInfo(programme.zone)).date()
    written_on = (letter.released_at or now).astimezone(ZoneInfo(programme.zone))
    safe = safe_day(letter, programme)
    spoken = composed(reading, now=now)
    ahead = [d for d in important_days(KINDS[letter.kind], letter.facts, safe) if d >= today]
    return Shown(
        id=letter.id,
        sender=sender_words(
            letter.sender, guide=called_after(reading.author.name), name=letter.sender_name, say=_
        ),
        letter_on=day(letter.letter_on, today=today, weekday=False) if letter.letter_on else "",
        label=letter.label,
        label_words=_(LABEL_TITLES[letter.label]) if letter.label else "",
        list_words=_(LIST_TITLES[letter.label]) if letter.label else "",
        guide=guide,
        guide_after=called_after(reading.guide.name),
        author=author,
        author_after=called_after(reading.author.name),
        note=letter.note,
        about=_block(letter.about, spoken.about),
        money=spoken.money,
        options=spoken.options,
        date_box=spoken.date_box,
        waiting=_waiting(reading, safe, today),
        if_nothing=_block(letter.if_nothing, spoken.if_nothing),
        advice=_advice(programme) if spoken.independent_advice else "",
        footer=_(texts.WRITTEN_BY) % {"guide": author, "date": day(written_on, today=today)},
        next_date=day(ahead[0], today=today) if ahead else "",
        next_date_on=ahead[0] if ahead else None,
        is_hard=letter.is_hard,
        together=letter.together_at is not None,
        put_away=letter.put_away_at is not None,
        smiley_on_envelope=letter.smiley_on_envelope,
    )


def composed(reading: Reading, *, now: datetime) -> Composed:
    """Return what the template says of a letter, in the language that is spoken now."""
    letter, programme = reading.letter, reading.programme
    today = now.astimezone(ZoneInfo(programme.zone)).date()
    kind = KINDS[letter.kind]
    return compose(
        kind,
        _isolated(letter.facts),
        guide=called(reading.guide.name),
        guide_after=called_after(reading.guide.name),
        label=letter.label or kind.labels[0],
        safe_date=safe_day(letter, programme),
        say=_,
        show_date=partial(day, today=today),
        show_datetime=partial(moment, today=today),
        show_money=money,
    )


def in_order(readings: Sequence[Reading], *, now: datetime) -> list[Shown]:
    """Return letters for a list: those with a date ahead first, the soonest on top, then newest."""
    rows = [shown(each, now=now) for each in readings]
    newest_first = sorted(
        zip(rows, readings, strict=True),
        key=lambda pair: pair[1].letter.released_at or pair[1].letter.created_at,
        reverse=True,
    )
    return sorted((row for row, _reading in newest_first), key=_soonest)


def _soonest(row: Shown) -> tuple[bool, date]:
    return row.next_date_on is None, row.next_date_on or date.max


def safe_day(letter: Letter, programme: Programme) -> date | None:
    """Return the safe date of a letter; None without the letter's own date."""
    if letter.letter_on is None:
        return None
    return safe_date(letter.letter_on, partial(is_working_day, land=programme.land))


def _block(own: str, composed: tuple[str, ...]) -> Block:
    lines = tuple(line.strip() for line in own.splitlines() if line.strip())
    return Block(lines, own=True) if lines else Block(composed, own=False)


def _isolated(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Keep German words and telephone numbers in their own order inside a right-to-left sentence.

    Unicode's first-strong isolates do in plain text what <bdi> does in HTML (UAX #9, section 2.5).
    """
    if language().direction == "ltr":
        return tuple(facts)
    return tuple(_isolate(each) if each.role in _GERMAN else each for each in facts)


def _isolate(fact: Fact) -> Fact:
    words = str(fact.value).strip()
    if not words:
        return fact
    # The sentence brings its own full stop; words quoted from the letter stay as they are.
    words = words if fact.role in {Role.REASON, Role.WITHIN} else words.rstrip(".")
    return replace(fact, value=_ISOLATED % words)


def _waiting(reading: Reading, safe: date | None, today: date) -> str:
    """Say whether there is time until the next meeting; nothing where that is no question."""
    letter, land = reading.letter, reading.programme.land
    guide = called(reading.guide.name)
    kind = KINDS[letter.kind].as_ticked(letter.facts)
    safe = safe if kind.objection else None
    act_by = [day_of(fact) for fact in letter.facts if fact.role in _ACT_BY]
    near = working_days_after(today, 1, land)
    if any(each is not None and each <= near for each in (*act_by, safe)):
        return _(texts.DATE_IS_NEAR) % {"guide_after": called_after(reading.guide.name)}
    meeting = reading.next_meeting_on
    if meeting and may_wait(letter.facts, safe, meeting, partial(working_days_after, land=land)):
        return _(texts.CAN_WAIT) % {"date": day(meeting, today=today)}
    return "" if letter.label in _CALM_LABELS else _(texts.TALK_BEFORE) % {"guide": guide}


def _advice(programme: Programme) -> str:
    places = [line.strip() for line in programme.advice.splitlines() if line.strip()]
    if language().direction == "rtl":
        places = [_ISOLATED % place for place in places]
    named = "; ".join(places) or _("zum Beispiel VdK, SoVD oder EUTB")
    return _(texts.INDEPENDENT_ADVICE) % {"places": named}
