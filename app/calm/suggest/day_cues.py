"""The words beside a date that say what it is. All match folded text (see `folded.cue`).

`APART` are dates that are not what the letter is about: each with the reason.
"""

from app.calm.facts import Role
from app.calm.suggest.folded import cue

WEEKDAY = r"(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa)\b[.,]{0,2}\s?)?(?:(?:de[mnr]|am)\s)?"
_PAPER = (
    r"(?:\w*antrag\w*|\w*schreiben\w*|\w*bescheid\w*|brief\w*|nachricht|e-?mail|mail|anruf|telefonat|gespräch\w*"
    r"|\w*widerspruch\w*|\w*mitteilung|\w*anhörung\w*|\w*mahnung|\w*rechnung|\w*einladung|\w*aufforderung"
    r"|\w*erinnerung|\w*vertrag\w*|gutachten\w*|stellungnahme|attest\w*|verordnung|urteil\w*|beschluss\w*|\w*angebot\w*"
    r"|kostenvoranschlag\w*|\w*vereinbarung|\w*erklärung|\w*abrechnung|befund\w*|\w*bericht\w*|\w*anfrage|\w*schein"
    r"|\w*plan\w*|\w*verwaltungsakt\w*|rücksprache|besuch\w*|fax|\w*bescheinigung|\w*meldung|\w*erhöhung|\w*auskunft)"
)

# (reason, before the date, after the date); the first that fits decides.
APART = tuple(
    (why, cue(before + r"\W{0,3}$") if before else None, cue(r"^\W{0,3}" + after) if after else None)
    for why, before, after in (
        ("birth", r"(?:geb(?:oren|\.)?(?:\sam)?|geburtsdatum|geburtstag|geb\.-?\s?dat\w*|\*)", ""),
        ("birth", "", r"(?:geb\.|geboren)"),
        ("law", r"(?:fassung(?:\sder\sbekanntmachung)?\sv[o0]m|bgbl\.?.{0,40}|stand:?|gesetz\w*.{0,60}\svom|verordnung\svom|urteil\svom)", ""),
        ("law", r"(?:in\skraft(?:\sgetreten)?\s(?:ab|am|seit)|geändert\sdurch.{0,60}|rechtslage.{0,20}|gültigen?\sfassung)(?:\s(?:dem|zum))?", ""),
        ("law", "", r"(?:\(?bgbl|in\skraft\sgetreten|geltenden\sfassung|gültigen\sfassung)"),
        ("reference", r"(?:ihre?\s(?:nachricht|schreiben|antrag|zeichen|anfrage|e-?mail)(?:\svom)?\s?:?)", ""),
        ("earlier", r"(?:eingegangen|eingang|zugegangen|bekanntgegeben|gestellt|abgesandt)\s(?:ist\s)?(?:bei\suns\s)?(?:am|vom|ist|war)?", ""),
        ("earlier", "", r"(?:\w+\s){0,4}?(?:eingegangen|beantragt|gestellt|mitgeteilt|angezeigt|vorgelegt|eingereicht|angehört|unterschrieben|zugegangen|erlassen\w*|gesprochen|telefoniert|vorgesprochen|geschlossen\w*|unterzeichnet\w*|erinnert|aufgefordert|verstorben|zugestellt|zurückgesandt|übersandt|erteilt\w*|datierte\w*)"),
        ("earlier", r"(?:(?:sie\shaben|haben\ssie|haben\swir|wir\shatten)(?:\s\w+){0,3}\sam|zuletzt\sam)\s?" + WEEKDAY, ""),
    )
)

# "Ihr Antrag auf … vom", "Bescheid vom", "Wohnungsangebot der Firma … vom"
DOCUMENT = cue(_PAPER + r"(?:[^.;:]{0,70})?\svom\s?(?:de[mn]\s)?$")
VOM = cue(r"(?<!wirkung\s)(?<!zeit\s)(?<!zeitraum\s)vom\s$")
SEIT = cue(r"(?<!\w)seit\s(?:dem\s)?$")

GOES_TO = cue(r"^\W{0,4}(?:\w+,?\s)?(?:(?:bis|-|–|—)(?:\s(?:zum|einschließlich|einschl\.?))?|und)(?:\s?\W?\s?)" + WEEKDAY + "$")
PAIR_AND = cue(r"zwischen(?:\sdem)?\s$")

UNTIL = cue(
    r"(?:(?<!\w)bis(?:\s(?:zum|spätestens|einschließlich|einschl\.|längstens|dahin|am|ablauf\sdes|zum\sablauf\sdes|vorerst|zunächst|inkl\.))*"
    r"|spätestens(?:\s(?:am|bis|zum|mit))*|frist(?:ende)?(?:\s(?:ist|endet|bis|zum|am|läuft))*:?|fällig(?:keit)?(?:\s(?:am|zum|ist|bis))*:?"
    r"|(?<!\w)vor\sdem|nicht\sspäter\sals|rückmeldung\s(?:am|zum)|termin\szur\s(?:abgabe|vorlage|rückgabe|einreichung):?|abgabetermin:?)\s?" + WEEKDAY + "$"
)
ENDS = cue(
    r"(?:ablauf\s(?:des|vom|zum)|(?:endet|enden|ende|endend|läuft|laufen|ausläuft|befristet)(?:\s\w+){0,2}?\s?(?:am|zum|mit|bis|:)(?:\sdem)?"
    r"|(?<!\w)ende:|(?<!\w)bis:?|gültig\sbis:?)\s?" + WEEKDAY + "$"
)
ENDS_AFTER = cue(r"^\W{0,3}(?:enden|endet|aus(?:läuft)?\W|ausläuft|beendet|gekündigt)")
STARTS = cue(
    r"(?:(?<!\w)ab(?:\s(?:dem|zum|einschließlich))?|wirkung\s(?:vom|zum|ab|zum)(?:\sdem)?|rückwirkend(?:\s(?:zum|ab|vom|seit))?(?:\sdem)?"
    r"|beginn(?:t|end)?\w*(?:\s(?:am|mit|ist|zum|der\s\w+))*\W{0,2}|erstmals(?:\s(?:am|zum|ab))?(?:\sdem)?|(?<!\w)von|start(?:et)?(?:\sam)?:?|(?<!\w)ab:"
    r"|einstellung\s(?:am|zum)|leistungsbeginn:?|zeitpunkt:?)\s?" + WEEKDAY + "$"
)
AT = cue(r"(?<!\w)zum\s" + WEEKDAY + "$")

APPOINTMENT = cue(
    r"(?:(?<!\w)termin\w*(?:\s\w+){0,4}?\W{0,3}|(?:untersuchung|begutachtung|gespräch|treffen|vorsprache|aufnahme\w*|anreise\w*|beratung|besuch)"
    r"(?:\s\w+){0,3}?\W{0,3}|(?<!\w)wann\W{1,3}|tag\W{1,3}|datum\W{1,3}|(?:lade|laden|kommen|erscheinen|erwarten|sehen)(?:\s\w+){1,6}?\W{0,3}am|(?<!\w)am)\s?" + WEEKDAY + "$"
)
COMES = cue(r"(?:lade|laden|kommen|erscheinen|vorzusprechen|finden\ssie\ssich|sprechen\ssie|melden\ssie\ssich|termin|treffen|untersuchung|begutachtung|gespräch|aufnahme|anreise|sehen\swir\suns|freue)")

PAY = cue(r"(?:überweis|einzahl|zahl(?:en|ung|bar)|(?<!\w)begleich|auszugleich|fällig|eingang\sdes\sbetrag|abgebucht|eingezogen|lastschrift|abbuch|zahlungseingang|gutschrift)")
REPLY = cue(
    r"(?:äußer|stellungnahme|stellung\s(?:zu\s)?nehmen|antwort|rückmeld|zurückmeld|bescheid\s(?:geben|sagen)|teilen\ssie|mitteil|mitzuteil|zustimm"
    r"|absag|abzusag|(?<!\w)zusag|bestätig|melden\ssie\ssich|rufen\ssie|anrufen|widersprech|einverstanden|erklären|entscheiden|von\sihnen\shör|vorgemerkt|rückruf|lassen\ssie)"
)
PAPERS = cue(
    r"(?:unterlage|nachweis|einreich|einzureich|vorleg|vorzuleg|vorlage|legen\ssie|kontoausz|bescheinig|fragebogen|formular|vordruck|(?<!\w)antrag|übersend|zusend"
    r"|zurücksend|zurückgeb|nachreich|nachzureich|nachweis|abgeb|abzugeb|beleg|kopie|rechnung\w*\s|senden\ssie|schicken\ssie|bringen\ssie|eingehen|eingegangen|vorliegen|ausgefüllt|reichen|angaben)"
)
VALID = cue(r"(?:(?<!\w)gilt|(?<!\w)gelten|gültig|befristet|bewilligt|zeitraum|einzulös|einlös|wirksam|zugesagt|dauer|angetreten|in\sanspruch|laufzeit|zusage|gutschein|maßnahme|kurs)")
"""What one is asked to do until a day: the nearest of these words decides."""

EVENT = cue(r"(?:nicht\serschienen|nicht\swahrgenommen|meldetermin|termin|nicht\sgekommen|ferngeblieben)")
LETTER_DATE_LABEL = cue(r"(?:(?<!\w)datum\W{0,3}|(?<!\w)(?:den|dem|der)\s|,\s?|briefdatum\W{0,3}|datum\sdes\sschreibens\W{0,3}|erstellt\sam\W{0,2})$")

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
