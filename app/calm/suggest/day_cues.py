"""The words beside a date that say what it is. All match folded text (see `folded.cue`).

`APART` are dates that are not what the letter is about: each with the reason.
"""

from app.calm.facts import Role
from app.calm.suggest.folded import cue

WEEKDAY = (
    r"(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do"
    r"|fr|sa)\b[.,]{0,2}\s?)?(?:(?:de[mnr]|am)\s)?"
)
_PAPER = (
    r"(?:\w*antrag\w*|\w*schreiben\w*|\w*bescheid\w*|brief\w*|nachricht|e-?mail|mail|anruf"
    r"|telefonat|gespräch\w*"
    r"|\w*widerspruch\w*|\w*mitteilung|\w*anhörung\w*|\w*mahnung|\w*rechnung|\w*einladung"
    r"|\w*aufforderung"
    r"|\w*erinnerung|\w*vertrag\w*|gutachten\w*|stellungnahme|attest\w*|verordnung"
    r"|urteil\w*|beschluss\w*|\w*angebot\w*"
    r"|kostenvoranschlag\w*|\w*vereinbarung|\w*erklärung|\w*abrechnung|befund\w*"
    r"|\w*bericht\w*|\w*anfrage|\w*schein"
    r"|\w*plan\w*|\w*verwaltungsakt\w*|rücksprache|besuch\w*|fax|\w*bescheinigung"
    r"|\w*meldung|\w*erhöhung|\w*auskunft)"
)

# (reason, before the date, after the date); the first that fits decides.
APART = tuple(
    (
        why,
        cue(before + r"\W{0,3}$") if before else None,
        cue(r"^\W{0,3}" + after) if after else None,
    )
    for why, before, after in (
        ("birth", r"(?:geb(?:oren|\.)?(?:\sam)?|geburtsdatum|geburtstag|geb\.-?\s?dat\w*)", ""),
        ("birth", r"[a-zß][,;]?\s\(?\*", ""),
        ("birth", "", r"(?:geb\.|geboren)"),
        (
            "law",
            (
                r"(?:fassung(?:\sder\sbekanntmachung)?\sv[o0]m|bgbl\.?.{0,40}|(?<!\w)stand:?"
                r"|gesetz\w*.{0,60}\svom|verordnung\svom|urteil\svom)"
            ),
            "",
        ),
        (
            "law",
            (
                r"(?:(?:gesetz|vorschrift|regelung|fassung|sgb|artikel)[^.;]{0,60}\sin\skraft(?:\sgetreten)?\s(?:ab|am|seit)|geändert\sdurch.{0,60}"
                r"|rechtslage.{0,20}|gültigen?\sfassung)(?:\s(?:dem|zum))?"
            ),
            "",
        ),
        # "jeweils zum 1. Januar, 1. April, 1. Juli": every year.
        ("law", r"jeweils\s(?:zum|am|bis\szum)\s(?:\d{1,2}\.\s?\w{3,9},?\s(?:und\s)?)*", ""),
        ("law", "", r"(?:\(?bgbl|in\skraft\sgetreten|geltenden\sfassung|gültigen\sfassung)"),
        (
            "reference",
            r"(?:letzten?\sfassung:?|ihre?\s(?:nachricht|schreiben|antrag|zeichen|anfrage|e-?mail)(?:\svom)?\s?:?)",
            "",
        ),
        (
            "earlier",
            (
                r"(?:eingegangen|eingang|zugegangen|bekanntgegeben|gestellt"
                r"|abgesandt)\s(?:ist\s)?(?:bei\suns\s)?(?:am|vom|ist|war)?"
            ),
            "",
        ),
        (
            "earlier",
            "",
            (
                r"(?:\w+\s){0,4}?(?:eingegangen|beantragt|gestellt|mitgeteilt|angezeigt"
                r"|vorgelegt|eingereicht|angehört|unterschrieben|zugegangen|erlassen\w*"
                r"|gesprochen|telefoniert|vorgesprochen|geschlossen\w*|unterzeichnet\w*"
                r"|erinnert|aufgefordert|verstorben|zugestellt|zurückgesandt|übersandt"
                r"|erteilt\w*|datierte\w*)"
            ),
        ),
        (
            "earlier",
            r"(?:(?:sie\shaben|haben\ssie|haben\swir|wir\shatten)(?:\s\w+){0,3}\sam|zuletzt\sam)\s?"
            + WEEKDAY,
            "",
        ),
    )
)

# "Ihr Antrag auf … vom", "Bescheid vom", "Wohnungsangebot der Firma … vom"
DOCUMENT = cue(_PAPER + r"(?:[^.;:]{0,70})?\svom\s?(?:de[mn]\s)?$")
# "Kontoauszüge August bis Oktober": the months of a paper.
PAPERS_OF = cue(
    r"(?:kontoausz\w+|\w*abrechnung\w*|nachweis\w*|beleg\w*|quittung\w*|\w*bescheinigung\w*"
    r"|durchschnitt\sder\smonate)(?:\s(?:[^.;:\d]|\.\s(?:bis|und))"
    r"{0,60})?\W{0,2}$"
)
# "im Gespräch am": a talk that has been.
TALK = cue(
    r"(?:\w*gespräche?s?|telefonats?|treffens?|besuchs?|anrufs?|unterredung|begegnung)\s(?:\w+\s)?(?:am|vom)\s$"
)
PAPER_OF = cue(r"(?:bescheid\w*|schreiben|antrag|brief|nachricht|widerspruch)\svom\s$")
VOM = cue(r"(?<!wirkung\s)(?<!zeit\s)(?<!zeitraum\s)vom\s$")
SEIT = cue(r"(?<!\w)seit\s(?:dem\s)?$")

GOES_TO = cue(
    r"^\W{0,4}(?:\w+,?\s)?(?:(?:bis|-|–|—)(?:\s(?:zum|einschließlich|einschl\.?))?"
    r"|und)(?:\s?\W?\s?)" + WEEKDAY + "$"
)
PAIR_AND = cue(r"zwischen(?:\sdem)?\s$")

UNTIL = cue(
    r"(?:(?<!\w)bis(?:\s(?:zum|spätestens|einschließlich|einschl\.|längstens|dahin|am"
    r"|(?:zum\s)?ende(?:\s(?:des|monats|monat))*|ablauf\sdes|zum\sablauf\sdes|vorerst|zunächst|inkl\.))*"
    r"|spätestens(?:\s(?:am|bis|zum|mit))*|frist(?:ende)?(?:\s(?:ist|endet|bis|zum|am"
    r"|läuft))*:?|fällig(?:keit)?(?:\s(?:am|zum|ist|bis))*:?"
    r"|(?<!\w)vor\sdem|nicht\sspäter\sals|rückmeldung\s(?:am|zum)|termin\szur\s(?:abgabe"
    r"|vorlage|rückgabe|einreichung):?|abgabetermin:?)\s?" + WEEKDAY + "$"
)
ENDS = cue(
    r"(?:ablauf\s(?:des|vom|zum)(?:\smonats)?|(?:endet|enden|ende|endend|läuft|laufen|ausläuft"
    r"|befristet)(?:\s\w+){0,3}?\s?(?:am|zum|mit|bis|:)(?:\sdem)?"
    r"|(?<!\w)ende:?|(?<!\w)bis:?|gültig\sbis:?)\s?" + WEEKDAY + "$"
)
ENDS_AFTER = cue(r"^\W{0,3}(?:zu\sende|enden|endet|aus(?:läuft)?\W|ausläuft|beendet|gekündigt)")
STARTS = cue(
    r"(?:(?<!\w)ab(?:\s(?:dem|zum|einschließlich))?|wirkung\s(?:vom|zum|ab|zum)(?:\sdem)?"
    r"|rückwirkend(?:\s(?:zum|ab|vom|seit))?(?:\sdem)?"
    r"|beginn(?:t|end)?\w*(?:\s(?:am|mit|ist|zum|der\s\w+))*\W{0,2}|erstmals(?:\s(?:am|zum"
    r"|ab))?(?:\sdem)?|(?<!\w)von|start(?:et)?(?:\sam)?:?|(?<!\w)ab:"
    r"|einstellung\s(?:am|zum)|leistungsbeginn:?|zeitpunkt:?)\s?" + WEEKDAY + "$"
)
AT = cue(r"(?<!\w)zum\s" + WEEKDAY + "$")

APPOINTMENT = cue(
    r"(?:(?<!\w)termin\w*(?:\s\w+){0,4}?\W{0,3}|(?:untersuchung|begutachtung|gespräch"
    r"|treffen|vorsprache|aufnahme\w*|anreise\w*|beratung|besuch)"
    r"(?:\s\w+){0,3}?\W{0,3}|(?<!\w)wann\W{1,3}|tag\W{1,3}|datum\W{1,3}|(?:lade|laden"
    r"|kommen|erscheinen|erwarten|sehen)(?:\s\w+){1,6}?\W{0,3}am|(?<!\w)am)\s?" + WEEKDAY + "$"
)
COMES = cue(
    r"(?:lade|laden|kommen|erscheinen|vorzusprechen|finden\ssie\ssich|sprechen\ssie"
    r"|melden\ssie\ssich|termin|treffen|untersuchung|begutachtung|gespräch|aufnahme|anreise"
    r"|sehen\swir\suns|freue)"
)

PAY = cue(
    r"(?:überweis|einzahl|zahl(?:en|ung|bar)|(?<!\w)begleich|auszugleich|fällig"
    r"|eingang\sdes\sbetrag|abgebucht|eingezogen|lastschrift|abbuch|zahlungseingang"
    r"|gutschrift)"
)
REPLY = cue(
    r"(?:äußer|stellungnahme|stellung\s(?:zu\s)?nehmen|antwort|rückmeld|zurückmeld"
    r"|bescheid\s(?:geben|sagen)|teilen\ssie|mitteil|mitzuteil|zustimm"
    r"|absag|abzusag|(?<!\w)zusag|(?<!\w)bestätig|sagen\ssie|schreiben\ssie|melden\ssie\ssich|rufen\ssie|anrufen|widersprech"
    r"|einverstanden|erklären|entscheiden|von\sihnen\shör|vorgemerkt|rückruf|lassen\ssie\s(?:\w+\s)?wissen"
    r"|bitte\snachricht|ja\soder\snein)"
)
PAPERS = cue(
    r"(?:unterlage|nachweis|einreich|einzureich|vorleg|vorzuleg|vorlage|legen\ssie"
    r"|kontoausz|bescheinig|fragebogen|formular|vordruck|(?<!\w)antrag|übersend|zusend"
    r"|zurücksend|zurückschick|zurück\san|briefkasten|(?<!\w)legen\s|zurückgeb|nachreich|nachzureich|nachweis|abgeb|abzugeb|beleg|kopie"
    r"|rechnung\w*\s|senden\ssie|schicken\ssie|bringen\ssie|eingehen|eingegangen|vorliegen"
    r"|ausgefüllt|reichen|angaben|zukommen)"
)
VALID = cue(
    r"(?:(?<!\w)gilt|(?<!\w)gelten|gültig|befristet|bewilligt|zeitraum|einzulös|einlös"
    r"|wirksam|kaufen|zugesagt|dauer|angetreten|in\sanspruch|laufzeit|zusage|gutschein|maßnahme"
    r"|kurs)"
)
"""What one is asked to do until a day: the nearest of these words decides."""

EVENT = cue(
    r"(?:nicht\serschienen|nicht\swahrgenommen|meldetermin|termin|nicht\sgekommen|ferngeblieben"
    r"|nichterscheinen|versäum|fernbleiben|nicht\sgefolgt|nicht\snachgekommen|nicht\sda(?!\w)"
    r"|nicht\seingehalten|abgebrochen|abbruch|gekündigt)"
)


DEFAULTS = {
    "mitwirkung": Role.PAPERS_UNTIL,
    "anhoerung": Role.REPLY_UNTIL,
    "meldetermin": Role.APPOINTMENT,
    "untersuchung": Role.APPOINTMENT,
    "einladung_programm": Role.APPOINTMENT,
    "zusage": Role.UNTIL,
    "reha": Role.APPOINTMENT,
}
"""What the one day that is still to come means in a letter of this kind."""
