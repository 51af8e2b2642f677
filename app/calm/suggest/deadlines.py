"""What is asked until a day: the nearest of the words around it decides, else the letter's kind."""

import re
from collections.abc import Iterator

from app.calm.facts import Role
from app.calm.suggest import day_cues as cues
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Around

MONEY_KINDS = frozenset(
    {"bewilligung", "weiter", "aenderung", "erstattung", "anhoerung", "minderung"}
)
_SIGNED = cue(r"(?:unterschr|unterzeichn|exemplar|ausfertigung|entwurf|(?<!\w)plan)")


def deadline(around: Around, kind: str, *, past: bool) -> Role | None:
    """Return what is asked until a day; None for a payment, which has no role of its own."""
    near = [
        (distance, role)
        for role, words in (
            (None, cues.PAY),
            (Role.REPLY_UNTIL, cues.REPLY),
            (Role.PAPERS_UNTIL, cues.PAPERS),
            (Role.UNTIL, cues.VALID),
        )
        for distance in _distances(words, around)
    ]
    if past and kind in MONEY_KINDS:
        return Role.UNTIL
    usual = {"anhoerung": Role.REPLY_UNTIL, "mitwirkung": Role.PAPERS_UNTIL}.get(kind)
    if usual and (not near or kind == "anhoerung" or usual in {role for _distance, role in near}):
        return usual
    if not near and cues.PAPERS.search(around.heading):
        return Role.PAPERS_UNTIL  # "Reichen Sie … ein. Dafür haben Sie bis zum … Zeit."
    if not near:
        return {"plan": Role.UNTIL, "einladung_programm": Role.REPLY_UNTIL}.get(
            kind, usual or Role.UNTIL
        )
    role = min(near, key=lambda one: one[0])[1]
    # A plan that one sends back is the answer to it.
    is_answer = kind == "plan" and role is Role.PAPERS_UNTIL and _SIGNED.search(around.sentence)
    return Role.REPLY_UNTIL if is_answer else role


def _distances(words: re.Pattern[str], around: Around) -> Iterator[int]:
    """Yield how far the words are from the date; what follows it is where German puts the verb."""
    for match in words.finditer(around.after):
        yield match.start()
    for match in words.finditer(around.before):
        yield len(around.before) - match.end() + 8
    if words.search(around.sentence):
        yield 150
