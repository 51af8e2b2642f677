"""What a programme's own phrase card may say: the rules that our own cards keep (calm 3.3, 7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.calm.encouragement import Demand, carried
from app.calm.guard import Voice
from app.calm.limits import LIMITS, TextType
from app.calm.phrases import Group
from app.calm.pressing import pressing
from app.calm.sentences import sentences
from app.calm.texts import N_

_LIMITS = LIMITS[TextType.PHRASE]
# Said by a card to everybody, these are not true of somebody who has an open date.
_NOT_ALWAYS_TRUE = ("nichts zu tun", "kann warten", "eilt nicht", "hat zeit", "keine eile")

TOO_LONG = N_("Bitte kürzer: bis %(count)s Zeichen.")
SENTENCE_TOO_LONG = N_("Ein Satz hat höchstens %(count)s Wörter: „%(words)s“")
PRESSES = N_("„%(words)s“ kann Druck machen. Bitte anders sagen.")
NOT_TRUE_OF_ALL = N_("„%(words)s“ stimmt nicht, wenn ein Datum offen ist.")
DEMANDS = {
    Demand.QUESTION: N_("Ein Gruß fragt nichts: „%(words)s“"),
    Demand.ADVICE: N_("Ein Gruß gibt keinen Rat: „%(words)s“"),
    Demand.DATE: N_("Ein Gruß nennt keinen Tag und keinen Termin: „%(words)s“"),
    Demand.LENGTH: N_("Ein Gruß hat höchstens drei Sätze."),
}


@dataclass(frozen=True)
class Unfit:
    """Why words are not taken, as a msgid with its values, and in which language they are."""

    language: str
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)


def unfit(wordings: Mapping[str, str], kind: Group) -> Iterator[Unfit]:
    """Yield what keeps these words from being a card; nothing if they are one."""
    longest = _LIMITS.characters
    for language, text in wordings.items():
        if longest and len(text) > longest:
            # Nothing else is said of a whole document, nor looked for in it.
            yield Unfit(language, TOO_LONG, {"count": longest})
            continue
        if kind is Group.ENCOURAGEMENT:
            yield from _no_encouragement(language, text)
        yield from _no_card(language, text)


def _no_encouragement(language: str, text: str) -> Iterator[Unfit]:
    for demand in carried(text, language):
        yield Unfit(language, DEMANDS[demand.demand], {"words": demand.words})
    for words in _NOT_ALWAYS_TRUE:
        if words in text.lower():
            yield Unfit(language, NOT_TRUE_OF_ALL, {"words": words})


def _no_card(language: str, text: str) -> Iterator[Unfit]:
    for each in sentences(text):
        if each.words > _LIMITS.sentence:
            values = {"count": _LIMITS.sentence, "words": each.text}
            yield Unfit(language, SENTENCE_TOO_LONG, values)
    for hit in pressing(text, language, Voice.PHRASE):
        yield Unfit(language, PRESSES, {"words": hit.text})
