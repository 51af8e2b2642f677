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
    for start, end, sentence in letter.sentences:
        found = [next(phrases(words).find(sentence), None) for words in rule.words]
        if None in found or (rule.without and any(phrases(rule.without).find(sentence))):
            continue
        far = 0.1 if general(kind, sentence) else certain(kind, sentence)
        yield rule.weight * SHARE[letter.zones.at(start)] * far, (start, end)
