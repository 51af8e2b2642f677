"""Which kind a letter is: every kind's words are weighed by where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.calm.kind import Sender
from app.calm.letter_kinds import KINDS
from app.calm.suggest.evidence import EVIDENCE, LETTERHEAD, LETTERHEADS, Row
from app.calm.suggest.folded import Folded, cue, phrase
from app.calm.suggest.zones import Zone, Zones

OTHERWISE = "sonstiges"
# With less than this nothing is clear: then it is a letter of another kind.
ENOUGH = 3.0
MOST_WORDS = 5
_SHARE = {
    Zone.HEAD: 0.3,
    Zone.SUBJECT: 1.0,
    Zone.OPENING: 1.5,
    Zone.BODY: 1.0,
    Zone.REASONS: 0.4,
    Zone.HINTS: 0.4,
    Zone.LAW: 0.2,
    Zone.ANNEX: 0.2,
}
_DENIED = cue(r"(?:kein\w*|nicht|ohne|statt|weder)\s(?:\w+\s)?$")
# What an office did before, or would do later, is not what this letter does.
_NOT_NOW = cue(
    r"^\W{0,3}(?:vom|des\sbescheid\w+\svom)\s|^\W{0,3}(?:wurde|worden|war|wäre|werden\skönn|kann|könnte)\s"
)

# A decision that "can" follow "if" something happens is not made by this letter.
_DECIDES = frozenset({"erstattung", "minderung", "verpflichtung"})
_IF = cue(r"(?<!\w)(?:falls|wenn|kann|können|könnte|könnten|sofern|würde|würden)(?!\w)[^.;]*$")


@dataclass(frozen=True)
class Ranked:
    """One kind with what speaks for it: `because` holds places in the lined text."""

    kind: str
    score: float
    because: tuple[tuple[int, int], ...]


def ranked(fold: Folded, zones: Zones, sender: Sender) -> tuple[Ranked, ...]:
    """Return the kinds that have something for them, the likeliest first."""
    found = [_weighed(kind, rows, fold, zones, sender) for kind, rows in EVIDENCE.items()]
    found = [one for one in found if one.score > 0]
    if sender is Sender.OTHER:
        found = [_with_letterhead(one, fold, zones) for one in found]
    found.sort(key=lambda one: -one.score)
    best = max((one.score for one in found if one.kind != OTHERWISE), default=0.0)
    if best < ENOUGH:
        otherwise = next((one for one in found if one.kind == OTHERWISE), Ranked(OTHERWISE, 0, ()))
        found = [
            Ranked(OTHERWISE, max(otherwise.score, ENOUGH), otherwise.because),
            *(one for one in found if one.kind != OTHERWISE),
        ]
    return tuple(found)


def _with_letterhead(one: Ranked, fold: Folded, zones: Zones) -> Ranked:
    """Let a letterhead of somebody else speak for a letter of another kind."""
    if one.kind != OTHERWISE:
        return one
    for match in phrase(LETTERHEADS).finditer(fold.text):
        place = fold.place(*match.span())
        if zones.at(place[0]) is Zone.HEAD:
            because = (place, *one.because)[:MOST_WORDS]
            return Ranked(OTHERWISE, round(one.score + LETTERHEAD, 1), because)
    return one


def _weighed(
    kind: str, rows: tuple[Row, ...], fold: Folded, zones: Zones, sender: Sender
) -> Ranked:
    weights = []
    for row in rows:
        best = max(_weights(kind, row, fold, zones), default=None)
        if best and best[0] > 0:
            weights.append(best)
    weights.sort(key=lambda one: -one[0])
    # A letter of this kind from somebody for whom its words are not true is rare.
    share = 1.0 if sender in KINDS[kind].senders else _FROM_OTHERS.get(sender, 0.6)
    return Ranked(
        kind,
        round(share * sum(weight for weight, _place in weights), 1),
        tuple(place for _weight, place in weights[:MOST_WORDS]),
    )


_FROM_OTHERS = {Sender.JOBCENTER: 0.8, Sender.DRV: 0.8, Sender.PROGRAMME: 0.4, Sender.OTHER: 0.6}


def _weights(
    kind: str, row: Row, fold: Folded, zones: Zones
) -> Iterator[tuple[float, tuple[int, int]]]:
    words, in_subject, in_text = row
    for match in phrase(words).finditer(fold.text):
        place = fold.place(*match.span())
        zone = zones.at(place[0])
        weight = in_text * _SHARE[zone]
        if zone is Zone.SUBJECT:
            weight = max(weight, in_subject)
        elif zone is Zone.OPENING or zone is Zone.HEAD:
            weight = max(weight, in_subject * 0.25)
        before = fold.text[max(0, match.start() - 90) : match.start()]
        if _DENIED.search(before):
            continue
        if kind in _DECIDES and zone is not Zone.SUBJECT and _IF.search(before):
            weight *= 0.3
        if zone is not Zone.SUBJECT and _NOT_NOW.search(fold.text[match.end() : match.end() + 24]):
            weight *= 0.3
        yield weight, place
