"""A letter as a guide has prepared it, and what may still be open about it."""

from dataclasses import dataclass
from datetime import date, datetime

from app.calm.facts import Fact
from app.calm.kind import Label, LetterKind, Sender
from app.calm.problem_texts import PROBLEM_TEXTS
from app.calm.summary import Composed, compose


@dataclass(frozen=True, kw_only=True)
class LetterDraft:
    """Everything the honesty rules look at. None means: not answered yet."""

    kind: LetterKind
    label: Label | None
    sender: Sender
    facts: tuple[Fact, ...]
    has_date: bool | None
    """A human's answer to "Gibt es ein Datum?"."""
    about: str | None = None
    """The guide's own text instead of the composed one."""
    if_nothing: str | None = None
    note: str = ""
    """The guide's greeting beside the smiley: what no summary may say, it may not say either."""
    official_text: str = ""
    paper_only: bool = False
    has_pages: bool = False
    """There are pictures of the pages: the original is here, without words to search in."""
    safe_date: date | None = None
    consequence_is_general: bool = False
    """A human has looked: the words about less money are general notes, not about this person.
    Does not count for `NEVER_GOOD` kinds and hard letters."""


@dataclass(frozen=True)
class Problem:
    """Something that is still open before the letter may be shown."""

    code: str
    text: str
    """A German msgid for the guide, without placeholders."""
    field: str
    """Where to mend it: a field of `LetterDraft`, or the `Role` of a fact."""


def problem(code: str, field: str) -> Problem:
    """Return the problem with the text that belongs to its code."""
    return Problem(code, PROBLEM_TEXTS[code], field)


@dataclass(frozen=True)
class Shown:
    """What the reader would see of a draft, in German."""

    kind: LetterKind
    """The ticked variant."""
    about: str
    if_nothing: str
    composed: Composed

    @property
    def text(self) -> str:
        """The two blocks that carry the message."""
        return f"{self.about} {self.if_nothing}"


def shown(draft: LetterDraft) -> Shown:
    """Compose the draft in German; the guide's own text wins over the template."""
    kind = draft.kind.as_ticked(draft.facts)
    composed = compose(
        draft.kind,
        draft.facts,
        # Neither the name nor the way dates look matters here: the rules look at sentences.
        guide="Lotse",
        guide_after="Lotse",
        label=draft.label or kind.labels[0],
        safe_date=draft.safe_date,
        say=str,
        show_date=_plain_date,
        show_datetime=_plain_date,
        show_money=_plain_money,
    )
    return Shown(
        kind=kind,
        about=" ".join(composed.about) if draft.about is None else draft.about.strip(),
        if_nothing=(
            " ".join(composed.if_nothing) if draft.if_nothing is None else draft.if_nothing.strip()
        ),
        composed=composed,
    )


def _plain_date(day: date | datetime) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _plain_money(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02} Euro"
