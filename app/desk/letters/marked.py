"""The letter's own text with the places found in it, line by line, for reading and ticking."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.desk.letters.candidates import Candidate


@dataclass(frozen=True)
class Place:
    """A place with the number it carries on the page."""

    number: int
    candidate: Candidate


@dataclass
class Passage:
    """Text up to the end of a line, cut where places begin and end, and these places."""

    parts: list[tuple[str, Place | None]] = field(default_factory=list)
    """(words, the place they are, or None)"""
    places: list[Place] = field(default_factory=list)


def passages(text: str, candidates: Sequence[Candidate]) -> list[Passage]:
    """Return the whole text in passages, each ending with the line of its places.

    Only the line ends between passages are not in any of them.
    """
    found, at = [Passage()], 0
    for number, each in enumerate(candidates, 1):
        at = _begin_anew(found, text, at, each.start)
        _add(found[-1], text[at : each.start], None)
        place = Place(number, each)
        _add(found[-1], text[each.start : each.end], place)
        found[-1].places.append(place)
        at = each.end
    at = _begin_anew(found, text, at, len(text))
    _add(found[-1], text[at:], None)
    return [each for each in found if each.parts]


def _begin_anew(found: list[Passage], text: str, at: int, before: int) -> int:
    """End a passage that has places with its line; return where the text goes on."""
    line_end = text.find("\n", at, before)
    if not found[-1].places or line_end < 0:
        return at
    _add(found[-1], text[at:line_end], None)
    found.append(Passage())
    return line_end + 1


def _add(passage: Passage, words: str, place: Place | None) -> None:
    if words:
        passage.parts.append((words, place))
