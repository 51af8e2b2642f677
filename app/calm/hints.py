"""Hints for a guide's own words: at most three, what matters most first (calm 3.5).

A friendly colleague, never a gate: there is no score, nothing is kept, and every hint can be left.
"""

from collections.abc import Collection, Iterator

from app.calm import hint_rules as rules
from app.calm.hint import Hint, Why, Writing
from app.calm.pressing import pressing

MOST = 3

_IN_EVERY_LANGUAGE = (rules.other_names, rules.demands, rules.long_sentences)
_IN_GERMAN = (
    rules.diagnoses,
    rules.hard_news,
    rules.wrong_address,
    rules.unasked_advice,
    rules.mixed_topics,
)
_ORDER = {why: place for place, why in enumerate(Why)}


def hints(text: str, writing: Writing, *, left: Collection[str] = ()) -> tuple[Hint, ...]:
    """Return what is worth a second look; `left` are keys of hints that were left as they are."""
    chosen: list[Hint] = []
    for each in sorted(_all(text, writing), key=lambda it: (_ORDER[it.why], it.start)):
        apart = all(each.end <= other.start or other.end <= each.start for other in chosen)
        if apart and each.key not in left:
            chosen.append(each)
    return tuple(chosen[:MOST])


def take(text: str, hint: Hint) -> str:
    """Return the text with the hint's words in it; unchanged if the hint has none."""
    if hint.replacement is None:
        return text
    before, after = text[: hint.start], text[hint.end :]
    if hint.replacement:
        return (before + hint.replacement + after).strip()
    after = after.lstrip(" ")
    if not before.strip() or before.rstrip()[-1] in ".!?":
        after = after[:1].upper() + after[1:]  # a sentence begins here now
    elif after[:1] in {"", ".", ",", "!", "?"}:
        before = before.rstrip(" ")
    return (before + after).strip()


def _all(text: str, writing: Writing) -> Iterator[Hint]:
    for rule in _IN_EVERY_LANGUAGE + (_IN_GERMAN if writing.is_german else ()):
        yield from rule(text, writing)
    yield from rules.of_the_guard(text, writing, pressing(text, writing.language))
