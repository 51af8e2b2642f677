"""Find the words of a text that press, blame or label (calm 2)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    spared = _spared(text, voice, known)
    hits = [
        hit
        for hit in _hits(text, voice, known, seen)
        if not any(_touches((hit.start, hit.end), span) for span in spared)
    ]
    return sorted(_widest(hits), key=lambda hit: (hit.start, hit.end))


def _hits(text: str, voice: Voice, known: Words, seen: Read) -> Iterator[Hit]:
    relief = [match.span() for each in known.relief for match in each.finditer(seen.text)]
    explained = (
        [match.span() for match in known.explained.finditer(seen.text)]
        if known.explained and may_quote(voice)
        else []
    )
    asides = list(_asides(known, seen.text))
    for rule in known.rules:
        weighs = weight(voice, rule.group)
        if weighs is None:
            continue
        free = relief + explained if rule.group in _MAY_BE_EXPLAINED else relief
        for match in rule.pattern.finditer(seen.text):
            if not match[0] or any(_within(match.span(), span) for span in free):
                continue
            if not any(_is_aside(match.span(), *aside) for aside in asides):
                start, end = seen.given(*match.span())
                yield Hit(rule.group, weighs, text[start:end], start, end, rule.suggestion)


def _asides(known: Words, text: str) -> Iterator[tuple[_Span, list[_Span]]]:
    """Yield the clauses of small talk, each with the words that made it so until there."""
    if known.topics is None or known.no_aside is None:
        return
    for sentence in _SENTENCE.finditer(text):
        topics: list[_Span] = []
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            topics += [match.span() for match in known.topics.finditer(text, *clause.span())]
            if topics and not known.no_aside.search(text, *clause.span()):
                yield clause.span(), list(topics)


def _is_aside(hit: _Span, clause: _Span, topics: list[_Span]) -> bool:
    """Whether a hit is small talk. "That ship has sailed" is none: its topic is in the hit."""
    return _within(hit, clause) and not all(_within(topic, hit) for topic in topics)


def _spared(text: str, voice: Voice, known: Words) -> list[_Span]:
    """Return where other people's words and names stand."""
    patterns = (*known.names, _QUOTED) if may_quote(voice) else known.names
    return [match.span() for each in patterns for match in each.finditer(text)]


def _widest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits that no heavier or wider one holds."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=_heaviest_and_widest):
        if not any(_within((hit.start, hit.end), (other.start, other.end)) for other in kept):
            kept.append(hit)
            yield hit


def _heaviest_and_widest(hit: Hit) -> tuple[bool, int, int]:
    return hit.weight is not Weight.ERROR, hit.start - hit.end, hit.start


def _within(inner: _Span, outer: _Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _touches(hit: _Span, span: _Span) -> bool:
    """Whether a hit begins or ends in a place; one that only reaches across it stands outside."""
    return span[0] <= hit[0] < span[1] or span[0] < hit[1] <= span[1]
