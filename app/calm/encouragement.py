"""What an encouragement cannot carry: a question, advice, a day or a time.

Each of them turns it into a task (calm 7; Motto and Carter's "Caring Contacts": no advice, no
questions, no reminders). What happened on a day is told, not asked for: "Am Dienstag war es schön"
stays an encouragement. The words here are German, `demands.toml` has those of other languages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from app.calm.demands import words_of
from app.calm.misread import MONTHS
from app.calm.patterns import any_of
from app.calm.sentences import sentences

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
    r"^(?:passt (?:es|das|ihnen|dir)|geht (?:es|das)|ist (?:alles|das|es|ihre?|deine?)|was gibt)\b",
    r"^(?:alles (?:klar|gut|okay)\W*$|alles (?:klar|gut|okay) (?:bei|soweit)|schon (?:etwas|was"
    r"|mal)\b)",
    r"\b(?:würde|möchte|hoffe)\b.*\bvon (?:ihnen|dir)\b.*\bhören\b|\bes wäre (?:so )?schön\b",
    r"\bwürde mich\b.*\bfreuen\b",
    r"\bmich (?:würde )?(?:\w+ )?interessier\w*|\bvielleicht (?:mögen|möchten|magst|möchtest)\b",
    r"^(?:und )?(?:wie|was|wann|wo|wohin|warum|wieso|weshalb|wer|woran|worüber|welche\w*) "
    r"(?:geht?|gehts|ist|sind|war|haben|hast|hat|machen|machst|denken|denkst|meinen|meinst"
    r"|brauchen|brauchst|fehlt|läuft|kommen|kommst|möchten|möchtest|können|kannst|wollen|willst)\b",
    r"\b(?:warte|freue mich|hoffe)\b.{0,30}\bauf (?:ihre|deine|eine) (?:\w+ )?"
    r"(?:antwort|rückmeldung|nachricht|reaktion)|\bbrauche (?:noch )?(?:ihre|deine|eine) antwort",
    r"^(?:darf|dürfte|soll|kann|könnte) ich\b|\bich frage mich\b|\b(?:gespannt|neugierig)\b",
    r"\bmelden sie sich|\bmelde dich|\b(?:sagen|schreiben|geben) sie mir|\b(?:sag|schreib|gib) mir",
)
_MUST = r"(?:soll|sollte|müss|müsste|muss)(?:e?n|s?t|test)?"
_ADVICE = any_of(
    r"\bbitte\b",
    # "Gehen Sie ...": the verb first, and no question of the list above.
    r"(?:^|\b(?:und|oder|dann|also) )(?!waren|haben|sind|hatten|sagten|wissen|kennen)"
    r"(?:[a-zäöüß]+e[nrl]?n|[a-zäöüß]+eln|seien) sie\b(?! dank)",
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
    rf"\b{_YOU} (?:dürfen|darfst|dürft) (?:nicht|nie|kein\w*|ruhig|gern\w*|auch mal|mal|öfter"
    rf"|mehr)\b",
    # "Ein Spaziergang kann guttun": of anything but the one who writes.
    r"^(?!.*\b(?:ich|wir|mir|uns)\b).*\b(?:kann|könnte|würde|dürfte)\b.*\b(?:guttun|gut tun"
    r"|helfen)\b",
    r"\bvielleicht [a-zäöüß]+en sie\b|, (?:\w+ )?(?:reagieren|handeln|antworten) sie\b",
    r"\btut (?:immer|oft|jedem|allen|manchmal|meist\w*) gut\b",
    r"^(?:tief|öfter|einfach|immer schön|ruhig|erst ?mal|mal)\b[^,]*\b[a-zäöüß]+(?:en|eln|ern)\W*$",
    r"\bmit (?:etwas |ein wenig |viel )?(?:geduld|mut|fleiß|willen)\b|\bnur mut\b",
    r"\b(?:antrag|formular|papiere?|unterlagen|brief)\b.*\b(?:noch offen|liegt noch|liegen noch)\b"
    r"|\bich (?:erwarte|zähle auf) (?:sie|dich)\b",
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
# These are always ahead, whatever else the sentence says.
_AHEAD = any_of(
    r"\b(?:bis|für|und|,) (?:über)?morgen\b(?!s)|\bmorgen (?:um|früh|vormittag|mittag|abend"
    r"|nachmittag|sehen"
    r"|treffen|komme|rufe|geht)\b|\bübermorgen\b|\b(?:übernächste|nächste|kommende)[nrms]? woche\b",
    rf"\bin (?:{_NUMBER}|vierzehn|ein paar|wenigen) (?:minute|stunde|tag|woche|monat)e?n?\b",
    r"\b(?:zum|bis zum|am|ende des) (?:monatsende|monats|monats ende)\b|\bnachher\b|\bheute noch\b",
    rf"\b(?:bin|komme|warte) (?:ich )?(?:\w+ )?am (?:{_WEEKDAY})\b|\bich (?:bin"
    rf"|komme) am (?:{_WEEKDAY})\b",
    r"\bwir (?:sehen|treffen|sprechen|hören) uns (?:dann |wieder )?(?:bald|später|am|im|um)\b"
    r"|\b(?:am (?:we|wochenende)|nachher|bald|später)\b.*\b(?:sehen|treffen) wir uns\b|\bam we\b",
    r"\b(?:bis|am|ab|zum) (?:mo|di|mi|do|fr|sa|so)\b(?! (?:[a-zäöüß]{4,}))|\bbis bald (?:am|im"
    r"|beim|vor)\b",
    r"\bam (?:\d{1,2}te[nr]?|(?:\w*(?:zwanzig|dreißig)st|ersten?|zweit|dritt|viert|fünft|sechst"
    r"|siebt|acht|neunt|\w*zehnt"
    rf"|elft|zwölft)en (?:{_MONTH}))\b",
)
_PAST = any_of(
    r"\b(?:war|waren|warst|hatten?|gestern|vorgestern|letzte[nrms]?|vergangene[nrms]?)\b",
    r"\bdanke (?:ihnen |dir )?(?:noch einmal |sehr )?für\b",
)
_PERFECT = any_of(
    r"\b(?:hab|habe|haben|hat|bin|sind)\b.*"
    r"\b(?!eingetragen|geplant|verschoben|gebucht|gemacht)(?:\w*ge|er|be|ver|ent)\w+(?:t|en)\b",
)


def carried(text: str, language: str = "de") -> Iterator[Carried]:
    """Yield what makes a task of an encouragement, in its order; nothing if it is one."""
    said = list(sentences(text))
    find = _demand if language.partition("_")[0] == "de" else partial(_demand_in, language)
    for each in said:
        words = " ".join(each.text.split()).lstrip("\"'„“»«‚’– ")
        if demand := find(words):
            yield Carried(demand, each.text, each.start, each.end)
    if len(said) > MOST_SENTENCES:
        rest = said[MOST_SENTENCES]
        yield Carried(Demand.LENGTH, text[rest.start :].rstrip(), rest.start, said[-1].end)


def _demand(words: str) -> Demand | None:
    if _QUESTION.search(words):
        return Demand.QUESTION
    if _is_ahead(words):
        return Demand.DATE
    return Demand.ADVICE if _ADVICE.search(words) else None


def _demand_in(language: str, words: str) -> Demand | None:
    known, plain = words_of(language), words.rstrip(".!… ")
    if re.search("[?؟]", words) or known.question.search(plain):
        return Demand.QUESTION
    is_day = _CLOCK.search(words) or known.day.search(plain)
    if known.ahead.search(plain) or (is_day and not known.past.search(plain)):
        return Demand.DATE
    return Demand.ADVICE if known.advice.search(plain) else None


def _is_ahead(words: str) -> bool:
    if _AHEAD.search(words):
        return True
    if _PAST.search(words):
        return False
    return bool(_CLOCK.search(words) or (_DAY.search(words) and not _PERFECT.search(words)))
