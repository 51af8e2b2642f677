"""The eight steps of a letter, and what is still open on which of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.calm.honesty import LetterDraft, Problem, problems
from app.calm.letter_kinds import KINDS
from app.core.i18n import _, lazy
from app.domain.letters import Letter


class Step(StrEnum):
    """The steps, in their order. The value is also the last part of the address."""

    TEXT = "text"
    KIND = "kind"
    SENDER = "sender"
    FACTS = "facts"
    SUMMARY = "summary"
    LABEL = "label"
    NOTE = "note"
    PREVIEW = "preview"

    @property
    def next(self) -> "Step":
        """The step after this one; the preview is the last."""
        steps = list(Step)
        return steps[min(steps.index(self) + 1, len(steps) - 1)]


TITLES = {
    Step.TEXT: lazy("Text oder nur Papier"),
    Step.KIND: lazy("Art"),
    Step.SENDER: lazy("Datum und Absender"),
    Step.FACTS: lazy("Daten und Beträge"),
    Step.SUMMARY: lazy("Zusammenfassung"),
    Step.LABEL: lazy("Was für eine Nachricht?"),
    Step.NOTE: lazy("Gruß auf dem Umschlag"),
    Step.PREVIEW: lazy("Vorschau"),
}
# Where a rule's field is mended; every other field is the role of a fact.
_MENDED_AT = {
    "kind": Step.KIND,
    "official_text": Step.TEXT,
    "about": Step.SUMMARY,
    "if_nothing": Step.SUMMARY,
    "label": Step.LABEL,
    "note": Step.NOTE,
}


@dataclass(frozen=True)
class Open:
    """One thing that is still open: what to do, and on which step."""

    text: str
    step: Step


def honest_draft(letter: Letter, safe_date: date | None, *, has_pages: bool) -> LetterDraft:
    """Return the letter as the honesty rules look at it."""
    return LetterDraft(
        kind=KINDS[letter.kind],
        label=letter.label,
        sender=letter.sender,
        facts=letter.facts,
        has_date=letter.has_date,
        about=letter.about or None,
        if_nothing=letter.if_nothing or None,
        note=letter.note,
        official_text=letter.official_text,
        paper_only=letter.paper_only,
        has_pages=has_pages,
        safe_date=safe_date,
        consequence_is_general=letter.consequence_is_general,
    )


def still_open(letter: Letter, safe_date: date | None, *, has_pages: bool) -> list[Open]:
    """Return what the honesty rules ask for before the letter may be shown, each thing once."""
    found = problems(honest_draft(letter, safe_date, has_pages=has_pages))
    return list(dict.fromkeys(Open(_(each.text), step_of(each)) for each in found))


def step_of(problem: Problem) -> Step:
    """Return the step on which a problem is mended."""
    return _MENDED_AT.get(problem.field, Step.FACTS)
