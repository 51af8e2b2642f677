"""Words that say it when they stand in one sentence, in whatever order: German moves its verbs."""

import re
from collections.abc import Iterator

from app.calm.suggest.evidence import TOGETHER, Together
from app.calm.suggest.folded import phrases
from app.calm.suggest.letter import Letter
from app.calm.suggest.meant import certain, general
from app.calm.suggest.zones import SHARE

Weight = tuple[float, tuple[int, int]]


def said_together(letter: Letter, kind: str) -> Iterator[Weight]:
    """Yield for each rule of a kind its weight in the sentence that counts most, and the place."""
    for rule in TOGETHER.get(kind, ()):
        said = _across(letter, kind, rule) if rule.across else _weights(letter, kind, rule)
        best = max(said, default=None)
        if best:
            yield best


def _weights(letter: Letter, kind: str, rule: Together) -> Iterator[Weight]:
    for start, end in letter.sentences:
        sentence = letter.fold.text[start:end]
        found = _found(sentence, rule)
        if not found:
            continue
        first, last = min(one.start() for one in found), max(one.end() for one in found)
        place = letter.fold.place(start + first, start + last)
        yield rule.weight * SHARE[letter.zones.at(place[0])] * _far(kind, sentence), place


def _across(letter: Letter, kind: str, rule: Together) -> Iterator[Weight]:
    """Yield the weight once where every word is meant somewhere in the letter itself."""
    missing = list(rule.words)
    for start, end in letter.sentences:
        sentence = letter.fold.text[start:end]
        still = [words for words in missing if not any(phrases(words).find(sentence))]
        place = letter.fold.place(start, end)
        if still == missing or not letter.in_the_main(place[0]) or _far(kind, sentence) < 1:
            continue
        if any(phrases(rule.without).find(sentence)):
            continue
        missing = still
        if not missing:
            yield rule.weight, place
            return


def _found(sentence: str, rule: Together) -> list[re.Match[str]]:
    """Return one of each words; none where one is missing, or a word without which it holds."""
    found: list[re.Match[str]] = []
    for words in rule.words:
        match = next(phrases(words).find(sentence), None)
        if match is None:
            return []
        found.append(match)
    return [] if any(phrases(rule.without).find(sentence)) else found


def _far(kind: str, sentence: str) -> float:
    return 0.1 if general(kind, sentence) else certain(kind, sentence)
