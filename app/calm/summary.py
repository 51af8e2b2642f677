"""The summary of one letter, in blocks (calm 4.1): composed from ticked facts, never guessed.

A missing value drops its sentence. Only what was ticked is shown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.calm import texts
from app.calm.facts import Fact, Role, day_of, difference, first
from app.calm.kind import Label, LetterKind
from app.calm.texts import N_
from app.calm.writer import Writer

__all__ = [
    "Composed",
    "call_before_meeting",
    "compose",
    "difference",
    "important_days",
    "may_wait",
]

# The dates one acts by. `from` and `until` are not among them unless the kind has words for them.
_DATE_WORDS: Mapping[Role, str] = {
    Role.APPOINTMENT: N_("Termin"),
    Role.PAPERS_UNTIL: N_("Papiere bis"),
    Role.REPLY_UNTIL: N_("Antwort bis"),
}
_IN_LETTER: Mapping[Role, str] = {
    Role.APPOINTMENT: texts.IN_LETTER,
    Role.PAPERS_UNTIL: texts.IN_LETTER_UNTIL,
    Role.REPLY_UNTIL: texts.IN_LETTER_UNTIL,
    Role.UNTIL: texts.IN_LETTER_UNTIL,
    Role.FROM: texts.IN_LETTER_FROM,
}
# In the order of the money box: old before new, then what is less, what goes back, what comes.
_MONEY_WORDS: Mapping[Role, str] = {
    Role.OLD: N_("Vorher im Monat"),
    Role.NEW: N_("Neu im Monat"),
    Role.LESS: N_("Weniger im Monat"),
    Role.REPAY: N_("Das möchte das Amt zurück"),
    Role.PER_MONTH: N_("Jeden Monat"),
}


@dataclass(frozen=True)
class Composed:
    """The blocks of one summary, in the reader's language and in the order of the screen."""

    about: tuple[str, ...]
    money: tuple[tuple[str, str], ...]
    """(words, amount)"""
    options: tuple[str, ...]
    important_dates: tuple[tuple[str, str], ...]
    """(words, date), the nearest first; with the safe date where one can object."""
    date_box: tuple[str, ...]
    if_nothing: tuple[str, ...]
    independent_advice: bool


def compose(  # noqa: PLR0913  (four of them are the reader's language)
    kind: LetterKind,
    facts: Iterable[Fact],
    *,
    guide: str,
    guide_after: str,
    label: Label,
    safe_date: date | None,
    say: Callable[[str], str],
    show_date: Callable[[date], str],
    show_datetime: Callable[[datetime], str],
    show_money: Callable[[int], str],
) -> Composed:
    """Fill the template of `kind`, or of its ticked variant.

    `guide_after` is the guide's name as it stands after a preposition („mit Herrn Nowak“).
    `say` translates, the `show_*` functions write days, times and cents in the reader's language.
    `safe_date` comes from `dates.safe_date` and is used only where one can object.
    """
    facts = tuple(facts)
    kind = kind.as_ticked(facts)
    writer = Writer(say, show_date, show_datetime, show_money)
    safe = safe_date if kind.objection else None
    values = writer.values(facts) | {"guide": guide, "guide_after": guide_after}
    if safe is not None:
        values["safe_date"] = show_date(safe)
    opening = (texts.NOT_GOOD_NEWS,) if label is Label.SCHWER else ()
    dates = _important_dates(kind, facts, safe)
    return Composed(
        about=writer.fill((*opening, *kind.about), values),
        money=_money(kind, facts, writer),
        options=writer.fill((texts.READ_TOGETHER, *kind.options), values),
        important_dates=tuple((say(words), writer.show(day)) for words, day in dates),
        date_box=_date_box(kind, facts, writer, values),
        if_nothing=writer.fill(kind.if_nothing, values),
        # Calm 4.5: whoever gets hard news is also told of help that does not belong to the office.
        independent_advice=kind.independent_advice or label in {Label.SCHWER, Label.GEMISCHT},
    )


def important_days(
    kind: LetterKind, facts: Iterable[Fact], safe_date: date | None
) -> tuple[date, ...]:
    """Return the days of `Composed.important_dates`, the nearest first, for lists and sorting."""
    facts = tuple(facts)
    kind = kind.as_ticked(facts)
    named = _important_dates(kind, facts, safe_date if kind.objection else None)
    return tuple(day.date() if isinstance(day, datetime) else day for _, day in named)


def may_wait(
    facts: Iterable[Fact],
    safe_date: date | None,
    next_meeting_on: date | None,
    working_days_after: Callable[[date, int], date],
) -> bool:
    """Say whether the letter can wait for the next meeting (calm 4.3, "Waiting").

    True only if every ticked date, and the safe date if there is one, leaves three working days
    after the meeting. The letter's own date is past and does not count. A time without a printed
    day (`Role.WITHIN`) cannot be compared, so such a letter never waits; nor does any letter
    without a next meeting.
    """
    facts = tuple(facts)
    if next_meeting_on is None or first(facts, Role.WITHIN) is not None:
        return False
    days = [day_of(fact) for fact in facts if fact.role is not Role.LETTER_DATE]
    enough = working_days_after(next_meeting_on, 3)
    return all(day >= enough for day in (*days, safe_date) if day is not None)


def call_before_meeting(
    kind: LetterKind,
    facts: Iterable[Fact],
    safe_date: date | None,
    *,
    today: date,
    next_meeting_on: date | None,
    working_days_after: Callable[[date, int], date],
) -> bool:
    """Say whether someone calls, because a letter kept for the meeting cannot wait (calm 4.2).

    A time without a printed day counts as a date ahead. Once every date is past, the call is no
    longer about the letter.
    """
    facts = tuple(facts)
    safe = safe_date if kind.as_ticked(facts).objection else None
    ahead = any(day >= today for day in important_days(kind, facts, safe_date))
    if not ahead and first(facts, Role.WITHIN) is None:
        return False
    return not may_wait(facts, safe, next_meeting_on, working_days_after)


def _acting_dates(kind: LetterKind, facts: Sequence[Fact]) -> list[tuple[Role, str, date]]:
    """Return (role, words, date) of the ticked dates one acts by."""
    words = {**_DATE_WORDS, **dict(kind.words)}
    return [
        (fact.role, words[fact.role], fact.value)
        for fact in facts
        if fact.role in words and isinstance(fact.value, date)
    ]


def _important_dates(
    kind: LetterKind, facts: Sequence[Fact], safe: date | None
) -> list[tuple[str, date]]:
    """Return (words, date) of every date to act by, the safe date among them, nearest first."""
    dates = [(words, day) for _, words, day in _acting_dates(kind, facts)]
    if safe is not None:
        dates.append((texts.SAFE_UNTIL_WORDS, safe))
    return sorted(dates, key=lambda named: named[1].timetuple())


def _money(kind: LetterKind, facts: Sequence[Fact], writer: Writer) -> tuple[tuple[str, str], ...]:
    words = {**_MONEY_WORDS, **dict(kind.words)}
    return tuple(
        (writer.say(words[role]), writer.show_money(fact.value))
        for role in _MONEY_WORDS
        for fact in facts
        if fact.role is role and isinstance(fact.value, int)
    )


def _date_box(
    kind: LetterKind, facts: Sequence[Fact], writer: Writer, values: Mapping[str, str]
) -> tuple[str, ...]:
    printed = _printed_dates(kind, facts, writer)
    if "within" in values:
        printed += writer.fill((texts.IN_LETTER_WORDS, texts.ASK_FOR_DAY), values)
    if any(first(facts, r) for r in (Role.PAPERS_UNTIL, Role.REPLY_UNTIL, Role.WITHIN)):
        printed += (writer.say(texts.MORE_TIME),)
    if not kind.objection:
        return printed or (writer.say(texts.NO_DATE),)
    box = kind.box
    if "safe_date" not in values:
        box = tuple(sentence for sentence in box if sentence not in texts.LEANING_ON_SAFE_DATE)
    return printed + writer.fill(box, values)


def _printed_dates(kind: LetterKind, facts: Sequence[Fact], writer: Writer) -> tuple[str, ...]:
    dates = _acting_dates(kind, facts)
    crowded = len(dates) > 1
    return tuple(
        writer.say(texts.IN_LETTER_NAMED if crowded and role in _DATE_WORDS else _IN_LETTER[role])
        % {"what": writer.say(words), "date": writer.show(day)}
        for role, words, day in dates
    )
