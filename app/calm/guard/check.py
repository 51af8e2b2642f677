"""Find the words of a text that press, blame or label (calm 2)."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from app.calm.guard.reading import Read, read
from app.calm.guard.rules import Words, words
from app.calm.guard.voices import Group, Voice, Weight, may_quote, weight

_QUOTED = re.compile(r"«[^«»]*»")
_SENTENCE = re.compile(r"[^.!?؟]+")
_CLAUSE = re.compile(r"[^:;,،؛–]+")
_MAY_BE_EXPLAINED = frozenset({Group.FOG, Group.DEADLINE})

_Span = tuple[int, int]


@dataclass(frozen=True)
class Hit:
    """Words that press; `start` and `end` are characters of the text as given (end exclusive)."""

    group: Group
    weight: Weight
    text: str
    start: int
    end: int
    suggestion: str


def check(text: str, voice: Voice, language: str = "de") -> list[Hit]:
    """Return what presses in a text, in its order. Raises UnknownLanguage."""
    known = words(language)
    seen = read(text, known.language)
    spared = _Places(_spared(text, voice, known))
    hits = (hit for hit in _hits(text, voice, known, seen) if not spared.touch(hit.start, hit.end))
    return sorted(_widest(hits), key=lambda hit: (hit.start, hit.end))


class _Places:
    """Parts of a text. However many there are, asking for one takes no longer."""

    def __init__(self, spans: Iterable[_Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _end in ordered]
        self._reaches = list(accumulate((end for _start, end in ordered), max))

    def _reach(self, at: int) -> int:
        """Return how far those reach that begin here or before."""
        before = bisect_right(self._starts, at)
        return self._reaches[before - 1] if before else -1

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds all of this."""
        return self._reach(start) >= end

    def touch(self, start: int, end: int) -> bool:
        """Whether this begins or ends in one; what only reaches across it stands outside."""
        return self._reach(start) > start or self._reach(end - 1) >= end


def _hits(text: str, voice: Voice, known: Words, seen: Read) -> Iterator[Hit]:
    relief = [match.span() for each in known.relief for match in each.finditer(seen.text)]
    explained = (
        [match.span() for match in known.explained.finditer(seen.text)]
        if known.explained and may_quote(voice)
        else []
    )
    relieved, said_officially = _Places(relief), _Places(relief + explained)
    asides = _Asides(known, seen.text)
    for rule in known.rules:
        weighs = weight(voice, rule.group)
        if weighs is None:
            continue
        free = said_officially if rule.group in _MAY_BE_EXPLAINED else relieved
        for match in rule.pattern.finditer(seen.text):
            if not match[0] or free.hold(*match.span()):
                continue
            if not asides.hold(match.span()):
                start, end = seen.given(*match.span())
                yield Hit(rule.group, weighs, text[start:end], start, end, rule.suggestion)


class _Asides:
    """The clauses of small talk, in their order, each with the words that make it so."""

    def __init__(self, known: Words, text: str) -> None:
        self._clauses = list(_asides(known, text))
        self._starts = [start for (start, _end), _topics in self._clauses]

    def hold(self, hit: _Span) -> bool:
        """Whether a hit is small talk. "That ship has sailed" is none: its topic is in the hit."""
        before = bisect_right(self._starts, hit[0])
        if not before:
            return False
        clause, topics = self._clauses[before - 1]
        return _within(hit, clause) and not all(_within(topic, hit) for topic in topics)


def _asides(known: Words, text: str) -> Iterator[tuple[_Span, list[_Span]]]:
    if known.topics is None or known.no_aside is None:
        return
    for sentence in _SENTENCE.finditer(text):
        topics: list[_Span] = []
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            # What the sentence has spoken of goes on: one word of it from before is enough.
            here = (match.span() for match in known.topics.finditer(text, *clause.span()))
            topics = [*topics[-1:], *here]
            if topics and not known.no_aside.search(text, *clause.span()):
                yield clause.span(), topics


def _within(inner: _Span, outer: _Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _spared(text: str, voice: Voice, known: Words) -> list[_Span]:
    """Return where other people's words and names stand."""
    patterns = (*known.names, _QUOTED) if may_quote(voice) else known.names
    return [match.span() for each in patterns for match in each.finditer(text)]


def _widest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits that no other one holds; a hint holds no error."""
    reach = dict.fromkeys(Weight, -1)
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.weight is not Weight.ERROR)):
        over = reach[Weight.ERROR] if hit.weight is Weight.ERROR else max(reach.values())
        if over < hit.end:
            reach[hit.weight] = hit.end
            yield hit
