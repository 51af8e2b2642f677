"""How far words are meant of this letter: a denial, a threat or an example decides nothing."""

import re

from app.calm.suggest.folded import cue
from app.calm.suggest.zones import Zone

SENTENCE = 420
_DENIED = cue(r"(?:kein\w*|nicht|ohne|statt|weder)\s(?:\w+\s)?$")
# "Ihr Weiterbewilligungsantrag vom …", "Widerspruch gegen den Erstattungsbescheid".
_OF_ANOTHER = cue(r"(?<!\w)(?:ihre?n?|gegen\s(?:den|die|das))\s(?:\w+-\sund\s)?$")
# "Beabsichtigte Ablehnung", "Anhörung zur Erstattung": it is not done yet.
_INTENDED = cue(
    r"(?:beabsichtigt\w*|möglich\w*|geplant\w*|drohend\w*|prüfung|(?:vor)?ankündigung|androhung|anhörung)"
    r"\s(?:[\w-]+\s){0,4}$"
)
# "Gespräch zum Kooperationsplan", "Ersatz des Kooperationsplans"
_ABOUT_A_PLAN = cue(
    r"(?:(?:gespräch|termin|einladung|treffen|besprechung)\s(?:zum|zur|über)|ersatz|ersetzung|statt"
    r"|anstelle)\s(?:\w+\s){0,2}$"
)
# "Entscheidung nach Ihrer Anhörung"
_AFTER_IT = cue(r"nach\s(?:ihrer|der|erfolgter|durchgeführter)\s$")
# "Ablehnung eines Arbeitsangebots": what the reader has refused.
_OF_THE_READER = cue(
    r"^\w*\s(?:eine[rs]|des|der|von)\s(?:zumutbaren\s)?(?:arbeit|stelle|maßnahme|angebot)"
)
# "Zu Ihrem Weiterbewilligungsantrag fehlen noch": it has been made.
_MADE = cue(r"(?<!\w)(?:zu|auf|in|aus|für|über)\sihre[mn]\s$")
# "Nach dem Gutachten": there has been one.
_ACCORDING_TO = cue(r"(?<!\w)(?:nach|laut|gemäß|aufgrund|im)\s(?:dem|des|ihrem)?\s?(?:\w+\s)?$")
# "Mit Bescheid vom 27.8.2026 haben wir bewilligt": that was before.
_BEFORE = cue(
    r"^\W*(?:mit|durch|in)\s(?:unserem|meinem|dem)?\s?(?:bescheid|schreiben)\svom\s\d[^;]*?(?<!\w)(?:haben?|hatten?|wurden?|war(?:en)?)(?!\w)"
)
# What an office did before, or would do later, is not what this letter does.
_NOT_NOW = cue(
    r"^\W{0,3}(?:vom|des\sbescheid\w+\svom)\s|^\W{0,3}(?:wurde|worden|war|wäre|werden\skönn"
    r"|kann|könnte|ist\snichts)\s"
)

_GRANTS = frozenset({"bewilligung", "reha", "zusage"})
_NO = cue(r"(?<!\w)(?:nicht(?!\snur)|nichts|kein\w*)(?!\w)")
_NEEDED_NOT = cue(r"(?:brauch|benötig)\w*\s(?:\w+\s){0,4}?(?:nicht|nichts|kein\w*)(?!\w)")
_CLAUSE = re.compile(r"[.,;:!?](?!\d)")
# A decision that "can" follow "if" something happens is not made by this letter.
_DECIDES = frozenset({"erstattung", "minderung", "verpflichtung"})
_ANSWERS = _DECIDES | {"nein", "zusage", "aenderung", "bewilligung"}
# "müssten wir ablehnen", "Kommen Sie wieder nicht, wird …": it says what might be.
_MIGHT = cue(r"(?<!\w)(?:müsste|könnte|würde|wäre|käme|hätte|dürfte)[nt]?(?!\w)")
_VERB_FIRST = cue(
    r"^\W*(?:rechtsfolgen\w*\W+)?(?!bitte)(?:\w+en|sind|ist|wird|hat|fehlt)\s(?:sie|ich|wir|die|der|das|eine?"
    r"|ihre?)\s[^.]*,\s(?:\w+\s){0,3}?(?:wird|werden|kann|können|darf|dürfen|mindert|verringert|müssen|muss|entfällt)(?!\w)"
)
# "Fahrkosten können auf Antrag übernommen werden": nobody has asked yet.
_ON_DEMAND = cue(
    r"(?<!\w)(?:kann|können)\s[^.]*(?:übernommen|erstattet|bewilligt|gewährt)|auf\santrag"
)
# Once something is granted, what is refused is the rest.
_GRANTED = cue(
    r"(?<!\w)(?:bewillige|bewilligen|gewähre|gewähren|übernehme|übernehmen|genehmige|genehmigen"
    r"|fördere|fördern)\s(?:ich|wir)\s(?!(?:[^.,;:]|[.,]\d)*(?<!\w)(?:nicht|kein\w*)(?!\w))"
)
# "Der darüber hinausgehende Antrag wird abgelehnt": the rest is granted.
_THE_REST = cue(
    r"(?:hinausgehend|im\sübrigen|weitergehend|mehrbedarf|insoweit|für\sdie\szeit\svor)[^;]*$"
)
# "Ihr Antrag auf Rehabilitation": what becomes of it, the text says.
_ASKED_FOR = cue(r"antrag\s(?:vom\s[\d. ]{4,12}\s)?auf\s(?:\w+\s){0,5}$")
# "zahlen wir Ihnen monatlich 168,90 EUR weniger"
_LESS = cue(r"(?<!\w)(?:weniger|niedriger)(?!\w)")
# "Der Medizinische Dienst wird nur eingeschaltet, wenn …": this letter does not.
_ONLY_IF = cue(r"(?<!\w)nur\s[^.]*,\s(?:wenn|falls|sofern)\s")
# "Sie haben am 17.06.2024 ein Darlehen bekommen": that was before.
_GOT = cue(
    r"sie\shaben\s[^;]*(?:bekommen|erhalten)(?!\w)|haben\ssie\s[^;]*(?:bekommen|erhalten)(?!\w)"
)
_IF = cue(
    r"(?<!\w)(?:falls|wenn|kann|können|könnte|könnten|sofern|würde|würden|sonst|dann|andernfalls"
    r"|vielleicht|möglicherweise)(?!\w)[^.;]*$"
)

# Sentences for everybody, found in any letter: what one has to tell, and what else may follow.
_THREATENED = _DECIDES | {"mitwirkung", "meldetermin", "aenderung", "nein"}
_STOP = re.compile(r"(?<=[a-z\d)])[.!?]\s")
_GENERAL = cue(
    r"^\W*(?:sonst\s|andernfalls|ansonsten|bei\s(?:einem|einer|verletzung|pflichtverletz\w*|verst\w*|wiederholt\w*|fehlen\w*|weigerung"
    r"|unentschuldigt\w*)|wenn\s|wer\s|kommt\s(?:derjenige|wer|jemand)|wird\sdie\smitwirkung\snachgeholt|die\s(?:versagung|entziehung)\sendet|sollten\ssie|kommen\ssie\s[^.]*nicht|falls|sofern"
    r"|überzahlte\s(?:beträge|leistungen)\s(?:sind|werden|müssen)\s\D*$"
    r"|zu\sunrecht\serbrachte|pflichtverletzungen|verstöße|dazu\sgehör\w*|jede\sänderung"
    r"|bitte\steilen\ssie\s[^.]*änderung|sie\ssind\sverpflichtet,?\salle|änderungen\s"
    r"|eine\s(?:erstattung|minderung)\skann|informationen\s|bitte\ssagen\ssie\suns\ssofort)"
)


def meant(kind: str, match: re.Match[str], zone: Zone) -> float:
    """Return how far words are meant of this letter: 0 where it says it is not so, else up to 1."""
    before = match.string[max(0, match.start() - SENTENCE) : match.start()]
    if _DENIED.search(before):
        return 0.0
    if zone is Zone.SUBJECT:
        return _meant_in_subject(kind, before, match.string[match.end() :])
    past = {"weiter": _MADE, "untersuchung": _ACCORDING_TO}.get(kind)
    far = 0.2 if past and past.search(before) else 1.0
    if kind in _THREATENED and _GENERAL.search(_STOP.split(before)[-1] + match[0]):
        far *= 0.1
    if kind in _DECIDES and _IF.search(before + match[0]):
        far *= 0.3
    after = _STOP.split(match.string[match.end() : match.end() + SENTENCE])[0]
    if kind in _GRANTS | {"erstattung"} and _NO.search(match[0]):
        return 0.0
    if kind in _GRANTS and _NO.search(_CLAUSE.split(after)[0]):
        far *= 0.3
    if kind == "mitwirkung" and _NEEDED_NOT.search(match[0] + _CLAUSE.split(after)[0]):
        return 0.0
    if kind == "nein" and _GRANTED.search(match.string[: match.start()]):
        far *= 0.2
    if kind in _ANSWERS:
        said = _STOP.split(before)[-1] + match[0]
        far *= certain(kind, said if kind in _DECIDES else said + after)
    if kind == "bewilligung" and _LESS.search(match[0] + after):
        far *= 0.3
    if _NOT_NOW.search(match.string[match.end() : match.end() + 24]):
        far *= 0.3
    return far


def _meant_in_subject(kind: str, before: str, after: str) -> float:
    if kind in _GRANTS and _ASKED_FOR.search(before):
        return 0.5
    if kind in _ANSWERS and _INTENDED.search(before):
        return 0.3
    if kind == "plan" and _ABOUT_A_PLAN.search(before):
        return 0.3
    if kind == "nein" and _OF_THE_READER.search(after):
        return 0.0
    if kind == "anhoerung" and _AFTER_IT.search(before):
        return 0.1
    return 0.3 if _OF_ANOTHER.search(before) else 1.0


def certain(kind: str, sentence: str) -> float:
    """Return how far a sentence says what is."""
    if kind == "anhoerung":
        return 1.0  # what might be is what one is heard about
    if _BEFORE.search(sentence):
        return 0.2
    if _MIGHT.search(sentence) or _VERB_FIRST.search(sentence):
        return 0.2
    if kind == "zusage" and _ON_DEMAND.search(sentence):
        return 0.2
    if kind == "untersuchung" and _ONLY_IF.search(sentence):
        return 0.2
    if kind == "zusage" and _GOT.search(sentence):
        return 0.3
    return 0.2 if kind == "nein" and _THE_REST.search(sentence) else 1.0


def general(kind: str, sentence: str) -> bool:
    """Say whether a sentence is for everybody: what else may follow, and what one has to tell."""
    return kind in _THREATENED and _GENERAL.search(sentence) is not None
