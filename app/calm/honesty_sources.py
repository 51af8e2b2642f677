"""Honesty rules about sources (calm 4.4, decision 6): every date and amount was ticked."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from app.calm.draft import LetterDraft, Problem, Shown, problem
from app.calm.facts import TEXTS, Fact, Role, day_of, difference, first
from app.calm.lined import normalised
from app.calm.printed import quotes_in, times_in
from app.calm.printed_dates import PrintedDate, dates_in
from app.calm.printed_money import amounts_in, numbers_in

# Names of places may hold a date ("Straße des 17. Juni"); a telephone number is no amount.
_NAMES = frozenset({Role.WHERE, Role.CLINIC, Role.PLACE_TO_SHOW, Role.PHONE, Role.WHO})
_QUOTED = frozenset({Role.REASON, Role.WITHIN})
# A date printed without a year is the one nearest to the letter's own date.
_HALF_A_YEAR = timedelta(days=183)


def problems_with_sources(draft: LetterDraft, shown: Shown) -> Iterator[Problem]:
    """Yield what cannot be traced back to the letter."""
    official = normalised(draft.official_text)
    for fact in draft.facts:
        if fact.role not in TEXTS:
            yield from _quote(fact, official, draft)
        elif fact.role in _QUOTED and official and _missing(str(fact.value), official):
            yield problem("words_not_in_letter", fact.role.value)
    own_texts = (
        ("about", draft.about),
        ("if_nothing", draft.if_nothing),
        ("note", draft.note or None),
    )
    for field, text in own_texts:
        if text is None:
            continue
        if official and any(_missing(quote, official) for quote in quotes_in(text)):
            yield problem("words_not_in_letter", field)
        yield from _unticked(text, field, draft, also=_sources_of_own_text(draft, shown))
    for fact in draft.facts:
        if fact.role in TEXTS - _NAMES:
            source = f"{fact.quote} {draft.official_text}"
            yield from _unticked(str(fact.value), fact.role.value, draft, also=source)


def _quote(fact: Fact, official: str, draft: LetterDraft) -> Iterator[Problem]:
    if not fact.quote.strip():
        yield problem("quote_missing", fact.role.value)
    elif official and _missing(fact.quote, official):
        yield problem("quote_not_in_letter", fact.role.value)
    elif not _says(fact, draft):
        yield problem("quote_says_something_else", fact.role.value)


def _missing(words: str, official: str) -> bool:
    return normalised(words) not in official


def _says(fact: Fact, draft: LetterDraft) -> bool:
    """Say whether the quote prints the fact's own value."""
    day = day_of(fact)
    if day is None:
        return fact.value in numbers_in(fact.quote)
    at = fact.value
    if isinstance(at, datetime) and (at.hour, at.minute) not in times_in(fact.quote):
        return False
    printed = dates_in(fact.quote)
    return any(_prints(one, day, printed, draft) for one in printed)


def _prints(
    one: PrintedDate, day: date, all_printed: tuple[PrintedDate, ...], draft: LetterDraft
) -> bool:
    if not one.may_be(day):
        return False
    years = {other.year for other in all_printed} - {None}
    if years:
        # "vom 01.06. bis 31.08.2026": the year stands once, for both.
        return one.year is not None or day.year in years
    letter = first(draft.facts, Role.LETTER_DATE)
    written_on = day_of(letter) if letter else None
    return written_on is not None and abs(day - written_on) <= _HALF_A_YEAR


def _unticked(text: str, field: str, draft: LetterDraft, *, also: str) -> Iterator[Problem]:
    """Yield a problem for a date or amount in `text` that is not ticked and not in `also`."""
    days = {day_of(fact) for fact in draft.facts} | {draft.safe_date}
    known = dates_in(also)
    for one in dates_in(text):
        ticked = any(day is not None and one.may_be(day) for day in days)
        if not ticked and not any(_same(one, other) for other in known):
            yield problem("unticked_date", field)
            break
    amounts = {fact.value for fact in draft.facts if isinstance(fact.value, int)}
    change = difference(draft.facts)
    amounts |= {abs(change)} if change is not None else set()
    if amounts_in(text) - amounts - numbers_in(also):
        yield problem("unticked_amount", field)


def _same(one: PrintedDate, other: PrintedDate) -> bool:
    years = {one.year, other.year} - {None}
    return (one.day, one.month) == (other.day, other.month) and len(years) < 2


def _sources_of_own_text(draft: LetterDraft, shown: Shown) -> str:
    """Return what the guide's own text may repeat: the template's and the ticked words."""
    ticked = (str(fact.value) for fact in draft.facts if fact.role in TEXTS)
    return " ".join((*shown.kind.about, *shown.kind.if_nothing, *ticked))
