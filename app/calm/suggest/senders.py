"""Who wrote the letter, by letterhead and signature: whom a text only mentions did not write it."""

import re

from app.calm.kind import Sender
from app.calm.suggest.folded import Folded, cue
from app.calm.suggest.zones import Zone, Zones

SIGNATURE = 260
LETTERHEAD = 700
_GREETING = cue(
    r"(?:mit\s(?:freundlichen?|besten|herzlichen|lieben)|freundliche|herzliche|beste|viele|liebe)"
    r"\s(?:grüßen?|grüsse[n]?|gruss|gruß)|hochachtungsvoll|im\sauftrag(?!\s(?:der|des|von|ihre))|ihr\steam|bis\s(?:bald|dann)"
)
_PROGRAMME = cue(
    r"(?<!\w)(?:lots(?:e|in|en|innen)|\w+lots(?:e|in|en|innen)|lots\w{1,3}innen|lotsen(?!stieg|weg|str|platz|gasse|ring|allee|ufer|haus)\w+|modellvorhabens?"
    r"|rehapro|pro\saktiv|modellprojekt|projektteam|programmteam|genesungsbegleit\w+)(?!\w)"
)
_JOBCENTER = cue(
    r"job-?\s?center|(?:^\W*|@)jc(?!\w)|grundsicherung\sfür\sarbeitsuchende|zugelassener\skommunaler\sträger"
    r"|team\.\w+|gemeinsame\seinrichtung|kommunale\sarbeitsvermittlung|sozialagentur"
)
_I_AM = cue(r"(?<!\w)(?:ich\sbin|wir\ssind)\s(?:\w+\s){0,2}\w*lots(?:e|in|en|innen)(?!\w)")
_DRV = cue(r"rentenversicherung|(?<!\w)drv(?!\w)")
# Offices and firms that are none of the three, even if they name one of them.
_OTHERS = cue(
    r"agentur\sfür\sarbeit|krankenkasse|(?<!\w)aok(?!\w)|(?<!\w)bkk(?!\w)|barmer|inkasso|stadtwerke"
    r"|amtsgericht|sozialgericht|gesundheitsamt|wohnungs\w+|hausverwaltung|familienkasse|wohngeld"
    r"|rechtsanw\w+|versorgungsamt|finanzamt|sparkasse|beitragsservice|energie\w*|schuldnerberatung"
    r"|sozialamt|medizinischer\sdienst|caritas|diakonie|klinik\w*|ärztlicher\sdienst"
)
# Who is only spoken of: "im Auftrag der Deutschen Rentenversicherung", "gegen das Jobcenter".
_MENTIONED = cue(
    r"(?:im\sauftrag|auftrag|vom|von\sder|von\sdem|bei\sder|beim|an\sdas|an\sdie"
    r"|gegen\s(?:das|die)|\./\.|des|für\sdas)\s"
    r"(?:(?:der|des)\s)?(?:deutschen?\s)?(?:job-?\s?centers?|rentenversicherung"
    r"|agentur\sfür\sarbeit|krankenkasse)"
    r"(?:\s(?:\w+\s){0,3}?und\s(?:der|des)\s(?:deutschen\s)?(?:job-?\s?centers?|rentenversicherung))?"
    r"|agentur\sfür\sarbeit\W{1,3}(?=job-?\s?center)"
)
_LAWS = (
    (Sender.JOBCENTER, cue(r"sgb\sii(?!\w)|grundsicherungsgeld")),
    (Sender.DRV, cue(r"sgb\svi(?!\w)")),
)
_DUTY = cue(r"§|bescheid\w*|widerspruch|rechtsfolgen\w*|meldeaufforderung|verpflicht\w+")
_FREEWILL = cue(r"freiwillig\w*|keine\smeldeaufforderung|ohne\sangabe\svon\sgründen")


def sender_of(fold: Folded, zones: Zones) -> Sender:
    """Return the sender. The letterhead counts before the signature."""
    opening = next((start for start, zone in zones.parts if zone is Zone.OPENING), LETTERHEAD)
    head = _MENTIONED.sub(" ", fold.text[: _index(fold, min(opening, LETTERHEAD))])
    signature = _signature(fold)
    if _is_programme(head, signature, fold.text):
        return Sender.PROGRAMME
    for part in (head, signature):
        firsts = {
            sender: match.start()
            for sender, pattern in (
                (Sender.JOBCENTER, _JOBCENTER),
                (Sender.DRV, _DRV),
                (Sender.OTHER, _OTHERS),
            )
            if (match := pattern.search(part))
        }
        if firsts:
            return min(firsts, key=lambda sender: firsts[sender])
    # "Stadt Quellenrode, FD 56": nobody else decides by these laws.
    return next((sender for sender, law in _LAWS if law.search(fold.text)), Sender.OTHER)


def _is_programme(head: str, signature: str, text: str) -> bool:
    if _I_AM.search(text) and _FREEWILL.search(text):
        return True
    if _PROGRAMME.search(f"{head} {signature}"):
        free = _FREEWILL.search(text) or not _DUTY.search(text)
        return bool(free) or not _JOBCENTER.search(head)
    named = _JOBCENTER.search(head) or _DRV.search(head) or _OTHERS.search(head)
    project = re.search(cue(r"(?<!\w)(?:projekt|programm)\s").pattern, head)
    return not named and bool(_PROGRAMME.search(text) or (project and _FREEWILL.search(text)))


def _signature(fold: Folded) -> str:
    greetings = list(_GREETING.finditer(fold.text))
    return fold.text[greetings[0].end() : greetings[0].end() + SIGNATURE] if greetings else ""


def _index(fold: Folded, place: int) -> int:
    """Return where a place of the lined text is in the folded one."""
    return next((i for i, at in enumerate(fold.at) if at >= place), len(fold.text))
