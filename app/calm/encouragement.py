"""What an encouragement cannot carry: a question, advice, a day or a time.

Each of them turns it into a task (calm 7; Motto and Carter's "Caring Contacts": no advice, no
questions, no reminders). What happened on a day is told, not asked for: "Am Dienstag war es schön"
stays an encouragement. The words are German; of other languages only marks and figures are known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.calm.misread import MONTHS
from app.calm.patterns import any_of
from app.calm.sentences import Sentence, sentences

MOST_SENTENCES = 3


class Demand(StrEnum):
    """What makes a task of it."""

    QUESTION = "question"
    ADVICE = "advice"
    DATE = "date"
    LENGTH = "length"
    """More than three sentences are read as a letter."""


@dataclass(frozen=True)
class Carried:
    """A sentence that carries one, and its place (`end` exclusive)."""

    demand: Demand
    words: str
    start: int
    end: int


_YOU = r"(?:sie|du|ihr)"
_QUESTION = any_of(
    r"[?؟]",
    # A question without its mark begins with the verb, or with a question word and the verb.
    r"^(?:und |aber |na,? )?(?:möchten|möchtest|können|kannst|könnten|könntest|haben|hast|wollen"
    r"|willst|dürfen|darfst|werden|wirst|würden|würdest|mögen|magst|bist|sind)"
    r" (?:sie|du|ihr|wir)\b",
    r"^(?:passt (?:es|das|ihnen|dir)|geht (?:es|das))\b",
    r"^(?:und )?(?:wie|was|wann|wo|wohin|warum|wieso|weshalb|wer|woran|worüber|welche\w*) "
    r"(?:geht?|gehts|ist|sind|war|haben|hast|hat|machen|machst|denken|denkst|meinen|meinst"
    r"|brauchen|brauchst|fehlt|läuft|kommen|kommst|möchten|möchtest|können|kannst|wollen|willst)\b",
    r"\b(?:warte|freue mich|hoffe)\b.{0,30}\bauf (?:ihre|deine|eine) (?:\w+ )?"
    r"(?:antwort|rückmeldung|nachricht|reaktion)|\bbrauche (?:noch )?(?:ihre|deine|eine) antwort",
    r"^(?:darf|dürfte|soll|kann|könnte) ich\b|\bich frage mich\b|\b(?:gespannt|neugierig)\b",
    r"\bmelden sie sich|\bmelde dich|\b(?:sagen|schreiben|geben) sie mir|\b(?:sag|schreib|gib) mir",
)
_MUST = r"(?:soll|sollte|müss|müsste|muss|dürf|darf)(?:e?n|s?t|test)?"
_ADVICE = any_of(
    r"\bbitte\b",
    # "Gehen Sie ...": the verb first, and no question of the list above.
    r"(?:^|\b(?:und|oder|dann|also) )(?!waren|haben|sind|hatten|sagten|wissen|kennen)"
    r"(?:[a-zäöüß]+e[nr]?n|seien) sie\b",
    r", (?:probieren|versuchen|achten|gehen|rufen|nehmen|ruhen|denken|schauen|melden) sie\b",
    r"(?:^|\b(?:und|oder|dann|also) )(?:komm|geh|mach|ruf|denk|versuch|probier|nimm|lass|sei|bleib"
    r"|pass|halt|vergiss|schau|trink|iss|schlaf|atme|achte|hör|glaub|kümmer|bring|ruh dich)\b"
    r"(?! ich)",
    rf"\b{_YOU} {_MUST}\b(?! (?:nichts?|kein))|\b{_MUST} {_YOU}\b(?! (?:nichts?|kein))",
    # "Gönn dir ...", not "Für dich ...".
    r"^(?!(?:schön|gut|toll|lieb|ich|für|mit|von|an|bei|zu|ohne|über|auf|um|durch|wegen)\b)"
    r"[a-zäöüß]+ (?:dir|dich)\b",
    rf"\b{_YOU} (?:(?:können|kannst) (?:doch|mal|ja mal)|könnte(?:n|st))\b",
    rf"\bkönnte(?:n|st) {_YOU}\b",
    r"\bman (?:sollte|muss|müsste|darf nicht)\b",
    r"\b(?:ich )?(?:rate|empfehle) (?:ihnen|dir)\b|\bmein (?:tipp|rat|vorschlag)\b",
    r"\ban (?:ihrer|deiner) stelle\b|^am besten\b|\bes (?:wäre|ist) (?:gut|besser|wichtig|schön)"
    r",? wenn\b|\b(?:wichtig ist|es ist (?:wichtig|nötig|besser))\b",
    r"\bversuchen sie\b|\bdenken sie (?:daran|positiv)\b",
    r"\bhilft\b(?! mir)|\b(?:tut|täte|würde) (?:ihnen|dir) (?:\w+ )?gut|\bes lohnt sich\b",
    r"\b(?:wie wäre es|nicht (?:vergessen|aufgeben)|weiter so|kopf hoch|durchhalten|dranbleiben)\b",
    r"\bich schlage\b.*\bvor\b|\bich würde (?:mir|das|da|erst|lieber|es)\b",
    r"\b(?:fehlt|fehlen|wartet) (?:noch|auf)\b",
)
_WEEKDAY = r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
_MONTH = "|".join(MONTHS)
_NUMBER = r"(?:\d+|ein(?:e[mnr]?)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)"
_CLOCK = any_of(
    r"\b\d{1,2}(?:[:.]\d{2})? ?uhr\b|\b\d{1,2}:\d{2}\b|[٠-٩۰-۹]{1,2}:[٠-٩۰-۹]{2}",
    rf"\b(?:um|gegen|ab) (?:halb |viertel (?:vor|nach) )?(?:{_NUMBER})\b(?! \w+(?:en|er)\b)",
)
_DAY = any_of(
    r"(?<!schönen )(?<!guten )(?<!ruhigen )(?<!frohen )(?<!lieben )"
    rf"\b(?:{_WEEKDAY})(?:s|abend|morgen|vormittag|mittag|nachmittag)?\b",
    rf"\b\d{{1,2}}\. ?(?:\d{{1,2}}\.|{_MONTH})|\b\d{{1,2}}/\d{{1,2}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b",
    r"(?<!guten )(?<!am )(?<!jeden )(?<!schönen )(?<!ruhigen )(?<!heute )(?<!der )(?<!den )"
    r"(?<!einen )\b(?:über)?morgen\b",
    r"\b(?:nächste|kommende)[nrms]? (?:woche|monat|treffen|termin|mal|gespräch)\b",
    rf"\b(?:anfang|mitte|ende) (?:{_MONTH})\b|\bim (?:{_MONTH})\b.*\b(?:wir|weiter)\b",
    r"\bheute (?:früh|vormittag|mittag|nachmittag|abend)\b.*\bwir\b",
    rf"\bin {_NUMBER} (?:minute|stunde|tag|woche|monat)e?n?\b",
    r"\b(?:treffen|termine?|frist\w*)\b",
)
_PAST = any_of(
    r"\b(?:war|waren|warst|hatten?|gestern|vorgestern|letzte[nrms]?|vergangene[nrms]?)\b",
    r"\bdanke (?:ihnen |dir )?(?:noch einmal |sehr )?für\b",
)
_PERFECT = any_of(
    r"\b(?:hab|habe|haben|hat|bin|sind)\b.*"
    r"\b(?!eingetragen|geplant|verschoben|gebucht|gemacht)(?:\w*ge|er|be|ver|ent)\w+(?:t|en)\b",
)


def carried(text: str) -> Iterator[Carried]:
    """Yield what makes a task of an encouragement, in its order; nothing if it is one."""
    said = list(sentences(text))
    for each in said:
        if demand := _demand(each):
            yield Carried(demand, each.text, each.start, each.end)
    if len(said) > MOST_SENTENCES:
        rest = said[MOST_SENTENCES]
        yield Carried(Demand.LENGTH, text[rest.start :].rstrip(), rest.start, said[-1].end)


def _demand(sentence: Sentence) -> Demand | None:
    words = " ".join(sentence.text.split()).lstrip("\"'„“»«‚’– ")
    if _QUESTION.search(words):
        return Demand.QUESTION
    if _is_ahead(words):
        return Demand.DATE
    return Demand.ADVICE if _ADVICE.search(words) else None


def _is_ahead(words: str) -> bool:
    if _PAST.search(words):
        return False
    return bool(_CLOCK.search(words) or (_DAY.search(words) and not _PERFECT.search(words)))
