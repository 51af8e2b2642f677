"""What a reader sees of a letter, in the reader's language and in the fixed order of calm 4.1.

The participant's page and the guide's preview are made from the same `Shown`, by the same macros.
Official words in the sentences are marked, and explained on the same page.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from app.calm import texts
from app.calm.facts import TEXTS, Fact, Role
from app.calm.letter_kinds import KINDS, LABEL_TITLES, LIST_TITLES, Label, sender_words
from app.calm.official_words import OfficialWord, Piece, explained_in, pieces
from app.calm.summary import Composed, compose, important_days
from app.core.i18n import _, day, language, moment, money, speaking
from app.core.languages import SOURCE
from app.core.names import called, called_after
from app.domain.letters import safe_day
from app.domain.people import AdvicePlace
from app.letters.queries import Reading
from app.letters.waiting import call_before, waiting
from app.letters.words import Explanation, explanations

_GERMAN = TEXTS - {Role.WHO, Role.VARIANT}  # those two are looked up, not read
_ISOLATED = "\u2068%s\u2069"
Sentence = tuple[Piece, ...]


@dataclass(frozen=True)
class Block:
    """Sentences of the template in the reader's language, or the guide's own ones in German."""

    sentences: tuple[Sentence, ...]
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
    options: tuple[Sentence, ...]
    date_box: tuple[str, ...]
    waiting: tuple[str, ...]  # empty where nothing has to be said about it
    if_nothing: Block
    advice: str  # "" where independent advice is not named
    advice_places: tuple[AdvicePlace, ...]
    words: tuple[Explanation, ...]  # of the official words in about, options and if_nothing
    footer: str
    next_date: str  # the soonest important date ahead, "" if there is none
    next_date_on: date | None
    is_hard: bool
    together: bool
    put_away: bool
    waits: bool  # closed until the meeting, as its reader wished
    next_meeting: str  # "" if there is none
    guide_calls: bool  # because the letter waits and its date does not
    smiley_on_envelope: bool


def shown(reading: Reading, *, now: datetime) -> Shown:
    """Return what the reader sees of a letter, in the language that is spoken now."""
    letter, programme = reading.letter, reading.programme
    guide, author = called(reading.guide.name), called(reading.author.name)
    today = now.astimezone(ZoneInfo(programme.zone)).date()
    written_on = (letter.released_at or now).astimezone(ZoneInfo(programme.zone))
    safe = safe_day(letter.letter_on, land=programme.land)
    spoken = composed(reading, now=now)
    seen: set[OfficialWord] = set()
    about = _block(letter.about, spoken.about, seen)
    options = _marked(spoken.options, seen)
    if_nothing = _block(letter.if_nothing, spoken.if_nothing, seen)
    places = programme.advice_places if spoken.independent_advice else ()
    meeting_on = reading.next_meeting_on
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
        about=about,
        money=spoken.money,
        options=options,
        date_box=spoken.date_box,
        waiting=waiting(reading, today=today),
        if_nothing=if_nothing,
        advice=_advice(places) if spoken.independent_advice else "",
        advice_places=places,
        words=_words(*about.sentences, *options, *if_nothing.sentences),
        footer=_(texts.WRITTEN_BY) % {"guide": author, "date": day(written_on, today=today)},
        next_date=day(ahead[0], today=today) if ahead else "",
        next_date_on=ahead[0] if ahead else None,
        is_hard=letter.is_hard,
        together=letter.together_at is not None,
        put_away=letter.put_away_at is not None,
        waits=reading.waits_for_meeting,
        next_meeting=day(meeting_on, today=today) if meeting_on else "",
        guide_calls=call_before(reading, today=today),
        smiley_on_envelope=letter.smiley_on_envelope,
    )


def beside(reading: Reading, *, now: datetime) -> Shown | None:
    """Return the same letter in German for a reader of another language, else None."""
    if language().is_german:
        return None
    with speaking(SOURCE):
        return shown(reading, now=now)


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
        safe_date=safe_day(letter.letter_on, land=programme.land),
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


def _block(own: str, composed: tuple[str, ...], seen: set[OfficialWord]) -> Block:
    lines = tuple(line.strip() for line in own.splitlines() if line.strip())
    return Block(_marked(lines or composed, seen), own=bool(lines))


def _marked(sentences: Sequence[str], seen: set[OfficialWord]) -> tuple[Sentence, ...]:
    return tuple(pieces(each, seen) for each in sentences)


def _words(*sentences: Sentence) -> tuple[Explanation, ...]:
    return explanations(explained_in(piece for each in sentences for piece in each))


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


def _advice(places: Sequence[AdvicePlace]) -> str:
    """Return the sentence above the places nearby; without any it names some found everywhere."""
    if places:
        return _(texts.INDEPENDENT_ADVICE_HERE)
    return _(texts.INDEPENDENT_ADVICE) % {"places": _("zum Beispiel VdK, SoVD oder EUTB")}
