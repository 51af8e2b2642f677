"""The honesty rules: what must be true before a letter's summary may be shown (calm 4.4).

These rules block release. They judge the summary, never the guide: each says what is open.
"""

from collections.abc import Iterator

from app.calm.draft import LetterDraft, Problem, Shown, problem, shown
from app.calm.facts import DATES, Role, difference, first
from app.calm.honesty_sources import problems_with_sources
from app.calm.honesty_words import problems_with_words
from app.calm.kind import NEVER_GOOD, Label

__all__ = ["LetterDraft", "Problem", "problems"]


def problems(draft: LetterDraft) -> tuple[Problem, ...]:
    """Return what is still open, in the order of the guide's steps; empty means it may be shown."""
    seen = shown(draft)
    found = (
        *_sender_and_label(draft, seen),
        *_dates(draft, seen),
        *problems_with_sources(draft, seen),
        *problems_with_words(draft, seen),
        *_official_text(draft),
    )
    return tuple(dict.fromkeys(found))


def _sender_and_label(draft: LetterDraft, seen: Shown) -> Iterator[Problem]:
    own_texts = draft.about is not None and draft.if_nothing is not None
    if draft.sender not in seen.kind.senders and not own_texts:
        yield problem("sender_not_for_kind", "kind")
    if draft.label is None:
        yield problem("label_missing", "label")
    elif draft.label is Label.GUT and draft.kind.name in NEVER_GOOD:
        yield problem("label_never_good", "label")
    elif draft.label not in seen.kind.labels:
        yield problem("label_not_for_kind", "label")
    elif draft.kind.name == "aenderung" and not _follows_difference(draft):
        yield problem("label_against_difference", "label")


def _follows_difference(draft: LetterDraft) -> bool:
    change = difference(draft.facts)
    if change is None:
        # Without both amounts nobody knows the sign, and good news is not guessed.
        return draft.label is not Label.GUT
    if change > 0:
        return draft.label in {Label.GUT, Label.GEMISCHT}
    return draft.label is (Label.SCHWER if change < 0 else Label.INFO)


def _dates(draft: LetterDraft, seen: Shown) -> Iterator[Problem]:
    has_letter_date = first(draft.facts, Role.LETTER_DATE) is not None
    has_words = first(draft.facts, Role.WITHIN) is not None
    ticked = any(f.role in DATES and f.role is not Role.LETTER_DATE for f in draft.facts)
    if draft.has_date is None:
        yield problem("has_date_unanswered", "has_date")
    elif draft.has_date:
        # Where one can object, the letter's own date gives the safe date; it is asked for below.
        if not (ticked or has_words or seen.kind.objection):
            yield problem("date_missing", "has_date")
    elif seen.kind.objection or has_words or seen.composed.important_dates:
        yield problem("date_denied", "has_date")
    if seen.kind.objection and not has_letter_date:
        yield problem("letter_date_missing", Role.LETTER_DATE.value)


def _official_text(draft: LetterDraft) -> Iterator[Problem]:
    if not (draft.official_text.strip() or draft.paper_only or draft.has_pages):
        yield problem("official_text_missing", "official_text")
