"""Words that say it when they stand in one sentence, in whatever order: German moves its verbs."""

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
        best = max(_weights(letter, kind, rule), default=None)
        if best:
            yield best


def _weights(letter: Letter, kind: str, rule: Together) -> Iterator[Weight]:
    for start, end in letter.sentences:
        sentence = letter.fold.text[start:end]
        found = [
            match for words in rule.words if (match := next(phrases(words).find(sentence), None))
        ]
        if len(found) < len(rule.words) or any(phrases(rule.without).find(sentence)):
            continue
        far = 0.1 if general(kind, sentence) else certain(kind, sentence)
        first, last = min(one.start() for one in found), max(one.end() for one in found)
        place = letter.fold.place(start + first, start + last)
        yield rule.weight * SHARE[letter.zones.at(place[0])] * far, place
