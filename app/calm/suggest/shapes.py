"""What a letter does, whatever its words: it decides, invites, asks for something by a day.

Words differ from office to office; a decision says everywhere how to object to it.
"""

from collections.abc import Iterator

from app.calm.printed_dates import printed_dates
from app.calm.printed_money import printed_amounts
from app.calm.suggest import day_cues, money_cues
from app.calm.suggest.folded import cue
from app.calm.suggest.letter import Letter
from app.calm.suggest.times import clocks_in
from app.calm.suggest.within import withins_in
from app.calm.suggest.zones import MAIN

_OBJECTION = cue(
    r"(?:widerspruch|widersprechen|widersprochen|klage|angefochten)[^;]{0,90}?(?:monat|zulässig|möglich)"
    r"|(?:monat\w*)[^;]{0,90}?(?:widerspruch|widersprechen|klage(?!\w)|klagen)"
)
_NOT_COME = cue(
    r"nicht\s(?:\w+\s){0,3}(?:erschienen|gekommen|wahrgenommen|gefolgt|genutzt)|versäum"
)
_PAY_US = cue(r"(?:überweisen|zahlen|begleichen)\ssie|(?<!\w)zu\s(?:zahlen|überweisen)(?!\w)")


def shapes_in(letter: Letter) -> frozenset[str]:
    """Return what the letter does, by the names in evidence.toml."""
    return frozenset(_shapes(letter))


def _shapes(letter: Letter) -> Iterator[str]:
    yield "decides" if _OBJECTION.search(letter.fold.text) else "decides_nothing"
    clocks = [clock.start for clock in clocks_in(letter) if not clock.why]
    for day in printed_dates(letter.flat):
        around = letter.around(day.start, day.end)
        if around.zone not in MAIN or _NOT_COME.search(around.sentence):
            continue
        if any(-25 <= start - day.end <= 60 for start in clocks):
            yield "invites"
        if day_cues.UNTIL.search(around.before):
            yield from _wants(around.sentence)
    for within in withins_in(letter):
        if letter.in_the_main(within.start) and not within.objection:
            yield from _wants(letter.around(within.start, within.end).sentence)
    monthly = any(_is_monthly(letter, one.start, one.end) for one in printed_amounts(letter.flat))
    yield "says_what_is_monthly" if monthly else "says_nothing_monthly"


def _is_monthly(letter: Letter, start: int, end: int) -> bool:
    around = letter.around(start, end)
    said = money_cues.PER_MONTH.search(f"{around.before} {around.after}")
    return around.zone in MAIN and said is not None


def _wants(sentence: str) -> Iterator[str]:
    """Yield what a sentence with a deadline asks for."""
    if _PAY_US.search(sentence):
        yield "wants_money"
    if day_cues.PAPERS.search(sentence):
        yield "wants_papers"
    if day_cues.REPLY.search(sentence):
        yield "wants_a_reply"
