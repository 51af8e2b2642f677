"""One letter as the readers see it: lined, folded, divided, and cut into sentences."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from app.calm.lined import LINE, PARAGRAPH, Lined, lined
from app.calm.suggest.folded import Folded, folded
from app.calm.suggest.layout import columns, without_feet
from app.calm.suggest.zones import MAIN, Zone, Zones, zones_in

NEAR = 90
_END = re.compile(r"(?<=[.!?;])[\s](?=[A-ZÄÖÜ„\"(–•\-]|\d+[.)]\s)")
# "1. Dezember", "Nr. 3", "z. B. Kontoauszüge": a dot that ends nothing.
_ABBREVIATION = re.compile(
    r"(?:(?<!\d)\d{1,2}|\b(?:Nr|Abs|Art|Dr|Str|Tel|Az|bzw|ggf|evtl|inkl|einschl|gem|vgl|geb"
    r"|mtl|zzgl|abzgl"
    r"|ca|[A-Za-z]|Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez|Hr|Fr|Std|Ziff|sog))\.$"
)
# A line that goes on in the next one, however short it is.
_GOES_ON = re.compile(
    r"(?:[,:(–-]|\b(?:am|bis|vom|von|den|dem|der|die|das|des|zum|zur|ab|und|oder|in|im|um"
    r"|für|mit|auf|an|Sie"
    r"|Ihr|Ihre|Ihnen|spätestens|Höhe|Datum|Frist|Termin|Monat|Monate|Betrag|EUR|€|Zeit"
    r"|seit|nach))$"
)
# "2. 894,12 Euro sind zu erstatten" is no two thousand.
_LISTED = re.compile("(?:(?<=^)|(?<=[\n\u2029]))\\d\\.(?=\\s\\d{3},\\d\\d)")
SHORT_LINE = 46


@dataclass(frozen=True)
class Around:
    """What stands around a place, folded: in its sentence, and near it in any case."""

    before: str
    after: str
    sentence: str
    line: str
    heading: str
    """The last words of the sentence before: a label or heading."""
    zone: Zone


@dataclass(frozen=True)
class Letter:
    """A text and the ways to look at it."""

    lined: Lined
    columns: tuple[Lined, Lined]
    """Each column by itself, of the same text as given."""

    @classmethod
    def of(cls, text: str) -> "Letter":
        """Read a text."""
        text = without_feet(text)
        return cls(lined(text), columns(text))

    @property
    def text(self) -> str:
        """The lined text; all places are places in it."""
        return self.lined.text

    @cached_property
    def flat(self) -> str:
        """The same with plain spaces, and without numbers of a list that would join a sum."""
        flat = self.lined.flat
        for match in _LISTED.finditer(self.text):
            flat = f"{flat[: match.start()]}  {flat[match.end() :]}"
        return flat

    @cached_property
    def fold(self) -> Folded:
        """The text for comparing words."""
        return folded(self.text)

    @cached_property
    def zones(self) -> Zones:
        """The parts of the letter."""
        return zones_in(self.text, self.fold)

    def in_the_main(self, place: int) -> bool:
        """Say whether a place is in the letter itself, not in its reasons and small print."""
        return self.zones.at(place) in MAIN

    def folded_part(self, start: int, end: int) -> str:
        """Return a part of the text, folded."""
        at = self.fold.at
        return self.fold.text[bisect_left(at, start) : bisect_left(at, end)]

    def around(self, start: int, end: int) -> Around:
        """Return what stands around a place."""
        first, last = self._sentence(start, end)
        left_line = max(self.text.rfind(LINE, 0, start), self.text.rfind(PARAGRAPH, 0, start)) + 1
        right = [at for mark in (LINE, PARAGRAPH) if (at := self.text.find(mark, end)) >= 0]
        return Around(
            before=self.folded_part(max(first, start - NEAR), start),
            after=self.folded_part(end, min(last, end + NEAR)),
            sentence=self.folded_part(max(first, start - 260), min(last, end + 200)),
            line=self.folded_part(left_line, min(right, default=len(self.text))),
            heading=self.folded_part(max(0, first - NEAR), first),
            zone=self.zones.at(start),
        )

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence begins and ends in the folded text."""
        ends = {*self._ends, *(start for start, _zone in self.zones.parts)}
        bounds = sorted({0, *(bisect_left(self.fold.at, end) for end in ends), len(self.fold.at)})
        return tuple(pairwise(bounds))

    def sentence_start(self, place: int) -> int:
        """Return where the sentence of a place begins."""
        return self._sentence(place, place)[0]

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        ends = self._ends
        before = ends[bisect_right(ends, start) - 1] if ends and ends[0] <= start else 0
        after = bisect_left(ends, end)
        return before, ends[after] if after < len(ends) else len(self.text)

    @cached_property
    def _ends(self) -> list[int]:
        text = self.text
        found = {
            match.end()
            for match in _END.finditer(text)
            if not _ABBREVIATION.search(text[max(0, match.start() - 8) : match.start()])
        }
        start = 0
        for match in re.finditer("[\n\u2029]", text):
            line = text[start : match.start()]
            after = text[match.end() : match.end() + 1]
            goes_on = _GOES_ON.search(line) and line.strip() not in {"", "–"}
            if match[0] == PARAGRAPH:
                if not _GOES_ON.search(line[-12:]):
                    found.add(match.end())
            elif (len(line) < SHORT_LINE and not goes_on and not after.islower()) or after in {
                "–",
                "•",
                "-",
            }:
                found.add(match.end())
            start = match.end()
        return sorted(found)
