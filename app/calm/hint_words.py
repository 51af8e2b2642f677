"""The German words that hints look for. The words that press have a guard of their own."""

import re

from app.calm.patterns import any_of

DIAGNOSIS = any_of(
    r"\b(?:anti)?depress\w*|\bmani(?:e|sch\w*)\b|\bbipolar\w*|\bborderline\w*|\bschizo\w*",
    r"\bpsychos\w*|\bpsychoti\w*|\b(?:angst|panik|zwangs|persönlichkeits|ess|schlaf)störung\w*",
    r"\bpanikattacke\w*|\bptbs\b|\bposttrauma\w*|\btrauma\w*|\bburn-?out\w*|\bad[hs]?s\b|\bautis\w*",
    r"\b(?:alkohol|drogen|tabletten|spiel|mager)?sucht(?:klinik|krank\w*|mittel\w*|problem\w*)?\b",
    r"\b(?:alkohol|drogen)(?:abhängig\w*|problem\w*|krank\w*|entzug\w*)|\balkoholi\w*|\bentzug\w*",
    r"\brückf(?:all|älle|ällig)\w*|\bmethadon\w*|\bsubstitution\w*|\btumor\w*",
    r"\b\w*krebs(?:es|krank\w*|erkrank\w*|leiden|therapie\w*|behandlung\w*|diagnose\w*)?\b",
    r"\bchemo\w*|\bhiv\b|\baids\b|\bhepatitis\w*|\bepilep\w*|\bdiabet\w*|\bdemen[tz]\w*",
    r"\bparkinson\w*|\bmultiple sklerose\b|\bbulimi\w*|\banorexi\w*|\bsuizid\w*|\bselbstmord\w*",
    r"\bdiagnos\w*|\bpsychiatri\w*",
)

# One address for another: what "du" becomes in a sentence, and the verbs that change their stem.
PRONOUNS = {
    "dich": "Sie",
    "dir": "Ihnen",
    "dein": "Ihr",
    "deine": "Ihre",
    "deinen": "Ihren",
    "deinem": "Ihrem",
    "deiner": "Ihrer",
    "deines": "Ihres",
}
VERBS = {
    "bist": "sind",
    "brauchst": "brauchen",
    "darfst": "dürfen",
    "fährst": "fahren",
    "gibst": "geben",
    "hast": "haben",
    "hilfst": "helfen",
    "isst": "essen",
    "kannst": "können",
    "lässt": "lassen",
    "läufst": "laufen",
    "liest": "lesen",
    "magst": "mögen",
    "musst": "müssen",
    "nimmst": "nehmen",
    "schläfst": "schlafen",
    "siehst": "sehen",
    "sprichst": "sprechen",
    "triffst": "treffen",
    "vergisst": "vergessen",
    "warst": "waren",
    "wärst": "wären",
    "weißt": "wissen",
    "willst": "wollen",
    "wirst": "werden",
}
DU = re.compile(r"\b(?:du|dich|dir|dein(?:e[mnrs]?)?)\b", re.IGNORECASE)
# "Ruf mich an", "Bitte melde dich": a verb first that no "ich" follows.
CALLS_DU = re.compile(
    r"(?:^|[:;–] |\b(?:dann|also|bitte) )"
    r"(?:ruf|komm|meld|schreib|bring|sag|denk|geh|schau|guck|nimm|lass|sei|bleib|mach|vergiss|wart"
    r"|gib|hol|frag|öffne|schick|lies|hör|probier|versuch|iss|trink|schlaf|ruh|pass|glaub|kümmer"
    r"|zeig|zieh|hab|leg|nutz|tipp)(?:e(?= (?:dich|dir|mal|doch|bitte)\b))?\b"
    r"(?! (?:ich|er|sie|es|wir|man)\b)",
    re.IGNORECASE,
)
DU_AND_VERB = re.compile(
    r"\bdu (?P<after>\w+(?:st|isst|eißt))\b|\b(?P<before>\w+(?:st|isst|eißt)) du\b", re.IGNORECASE
)
SIE = re.compile(r"(?<=[\w,;] )(?:Sie|Ihnen|Ihre?[mnrs]?)\b|^Sie (?=\w+e?n\b)")

# The case of a name: which one it has after other words, nobody can tell by them alone.
WITH = re.compile(r"\b(?:mit|von|bei|zu|nach|aus|seit) $", re.IGNORECASE)
FOR = re.compile(r"\b(?:für|durch|gegen|ohne|um) $", re.IGNORECASE)
NAME_ENDS = re.compile(r"(?! und\b)(?: [a-zäöüß]|[.!?;]|$)")

ADVICE = any_of(
    r"\bich (?:rate|empfehle) (?:ihnen|dir)\b|\bmein (?:tipp|rat)\b|\ban (?:ihrer|deiner) stelle\b",
    r"\b(?:sie|du) (?:könnten|könntest|sollten|solltest)\b|\b(?:sollten|sollte?st) (?:sie|du)\b",
    r"\b(?:versuchen|probieren) sie\b|\b(?:versuch|probier)e? (?:doch|mal|es)\b",
    r"\b(?:gehen|machen|nehmen|ruhen|denken) sie (?:sich )?(?:doch|mal|öfter|einfach|mehr)\b",
    r"\bes wäre (?:gut|besser|wichtig),? wenn\b",
    # „Wie wäre es am Freitag?“ asks for a time; „Wie wäre es mit Yoga?“ is advice.
    r"\bwie wäre es\b(?! (?:(?:mit|am|um|schon|diesen|nächsten) )*"
    r"(?:\d|\w*(?:tag|woch|abend)\b|(?:über)?morgen\b|heute\b|nächste woche\b))",
)
ASKED_FIRST = any_of(
    r"\bdarf ich\b.*\b(?:vorschlagen|vorschlag|idee|tipp|rat)\b",
    r"\b(?:möchten sie|möchtest du)\b.*\b(?:vorschlag|idee|tipp|rat)\b",
    r"\bwenn (?:sie|du) (?:möchten|möchtest|wollen|willst)\b|\bsie haben (?:mich )?gefragt\b",
)
# Three kinds of text never mix in one message (calm, decision 2).
MEETING = any_of(
    r"\b(?:unser\w* )?(?:treffen|termine?)\b|\bspaziergang\b|\b(?:sehen|treffen) wir uns\b"
)
LETTER = any_of(r"\bbriefe?[sn]?\b|(?<!sagen sie )\bbescheid\b(?! (?:sagen|geben|gesagt|wissen))")
WARMTH = any_of(
    r"\bdenke (?:\w+ )?an (?:sie|dich)\b|\ban (?:ihrer|deiner) seite\b|\bnicht allein\b",
    r"\bschön, dass (?:sie|du)\b|\bfreue mich, (?:sie|dich) zu kennen\b",
)
HARD_NEWS = any_of(
    r"\bkeine gute nachricht\b|\bweniger geld\b|\bkein geld\b|\bzurück(?:zu)?zahlen\b",
    r"\babgelehnt\w*|\bablehn\w*|\bsagt nein\b|\bminder\w*|\bkürz(?:en|t|ung\w*)\b|\berstatt\w*",
)
# Where two main clauses can become two sentences.
JOINED = re.compile(
    r",? (und|aber|denn|doch) (?=(?:ich|sie|wir|du|das|es|dann|dort|da|er|der|die)\b)",
    re.IGNORECASE,
)
