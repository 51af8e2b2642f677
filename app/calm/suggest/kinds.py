"""Which kind a letter is: every kind's words are weighed by where they stand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.calm.kind import Sender
from app.calm.suggest.evidence import ELSEWHERE, EVIDENCE, LETTERHEADS, SENDERS, SHAPES, Row
from app.calm.suggest.folded import Folded, phrases
from app.calm.suggest.leaning import Place, leanings
from app.calm.suggest.letter import Letter
from app.calm.suggest.meant import meant
from app.calm.suggest.sentences import said_together
from app.calm.suggest.shapes import shapes_in
from app.calm.suggest.zones import SHARE, Zone, Zones

OTHERWISE = "sonstiges"
_ELSEWHERE_SHARE = {
    Sender.JOBCENTER: 0.25,
    Sender.DRV: 0.5,
    Sender.PROGRAMME: 0.25,
    Sender.OTHER: 1.0,
}
# With less than this nothing is clear: then it is a letter of another kind.
ENOUGH = 4.0
MOST_WORDS = 5
FADES = 0.5
# How much a word counts that only leans towards a kind.
WHISPER = 0.6


@dataclass(frozen=True)
class Ranked:
    """One kind with what speaks for it: `because` holds places in the lined text."""

    kind: str
    score: float
    because: tuple[Place, ...]


def ranked(letter: Letter, sender: Sender) -> tuple[Ranked, ...]:
    """Return the kinds that have something for them, the likeliest first."""
    leaning, shapes = leanings(letter), shapes_in(letter)
    found = []
    for kind, rows in EVIDENCE.items():
        one = _weighed(kind, _rows(kind, rows, sender), letter, sender)
        one = _shaped(one, shapes, sender)
        if sender is Sender.OTHER:
            one = _with_letterhead(one, letter.fold, letter.zones)
        one = _leaned(one, leaning.get(kind, ()), sender)
        found.append(replace(one, score=max(one.score, ENOUGH if kind == OTHERWISE else 0.0)))
    return tuple(sorted((one for one in found if one.score > 0), key=lambda one: -one.score))


def _leaned(one: Ranked, words: Iterable[tuple[int, Place]], sender: Sender) -> Ranked:
    """Add the words that only lean towards a kind."""
    words = sorted(words, key=lambda word: -word[0])
    points = WHISPER * _share(one.kind, sender) * sum(loud for loud, _place in words)
    because = (*one.because, *(place for _loud, place in words))[:MOST_WORDS]
    return Ranked(one.kind, round(one.score + points, 1), because)


def _shaped(one: Ranked, shapes: frozenset[str], sender: Sender) -> Ranked:
    """Let what the letter does speak for or against a kind that its sender writes."""
    points = sum(SHAPES[shape].get(one.kind, 0.0) for shape in shapes)
    if points > 0:
        points *= _share(one.kind, sender)
    return replace(one, score=round(max(0.0, one.score + points), 1))


def _with_letterhead(one: Ranked, fold: Folded, zones: Zones) -> Ranked:
    """Let a letterhead of somebody else speak for what they usually write."""
    found = [
        (weight, place)
        for kind, names, weight in LETTERHEADS
        if kind == one.kind
        for match in phrases(names).find(fold.text)
        if zones.at((place := fold.place(*match.span()))[0]) is Zone.HEAD
    ]
    if not found:
        return one
    weight, place = max(found, key=lambda head: head[0])
    return Ranked(one.kind, round(one.score + weight, 1), (place, *one.because)[:MOST_WORDS])


def _weighed(kind: str, rows: tuple[Row, ...], letter: Letter, sender: Sender) -> Ranked:
    weights = list(said_together(letter, kind))
    for row in rows:
        best = max(_weights(kind, row, letter.fold, letter.zones), default=None)
        if best and best[0] > 0:
            weights.append(best)
    weights.sort(key=lambda one: -one[0])
    return Ranked(
        kind,
        round(_share(kind, sender) * _said_once(weights, letter), 1),
        tuple(place for _weight, place in weights[:MOST_WORDS]),
    )


def _said_once(weights: Sequence[tuple[float, Place]], letter: Letter) -> float:
    """Add the weights up, the loudest first: a second word of one sentence says little more."""
    heard: Counter[int] = Counter()
    total = 0.0
    for weight, place in weights:
        sentence = letter.sentence_start(place[0])
        total += weight * FADES ** heard[sentence]
        heard[sentence] += 1
    return total


def _rows(kind: str, rows: tuple[Row, ...], sender: Sender) -> tuple[Row, ...]:
    if kind != OTHERWISE:
        return rows
    share = _ELSEWHERE_SHARE[sender]
    return rows + tuple((words, title * share, text * share) for words, title, text in ELSEWHERE)


def _share(kind: str, sender: Sender) -> float:
    """Return how likely the sender is for this kind: its words are true for some only."""
    shares = SENDERS[sender.value]
    return shares.get(kind, shares["else"])


def _weights(kind: str, row: Row, fold: Folded, zones: Zones) -> Iterator[tuple[float, Place]]:
    words, in_subject, in_text = row
    for match in phrases(words).find(fold.text):
        place = fold.place(*match.span())
        zone = zones.at(place[0])
        weight = in_text * SHARE[zone]
        if zone is Zone.SUBJECT:
            weight = max(weight, in_subject)
        elif zone in {Zone.OPENING, Zone.HEAD}:
            weight = max(weight, in_subject / 4)
        yield weight * meant(kind, match, zone), place
