"""The words beside an amount that say what it is. All match folded text (see `folded.cue`)."""

from app.calm.facts import Role
from app.calm.suggest.folded import cue

# Parts of a calculation, examples of the law: they stand right before the amount.
_PART = cue(
    r"(?:regelbedarf\w*|regelsatz\w*|regelleistung\w*|grundmiete|kaltmiete"
    r"|nettokaltmiete|heizkosten\w*|nebenkosten\w*|betriebskosten|warmwasser\w*"
    r"|mehrbedarf\w*|kindergeld|sofortzuschlag|(?<!\w)unterhalt\w*|freibetrag\w*|absetz\w*"
    r"|pauschal\w*|pauschbetrag\w*|brutto\w*|netto\w*"
    r"|einkommen\w*|erwerbseinkommen|einkünfte|(?<!be)lohn|gehalt|verdienst"
    r"|steuererstattung|vermögen|schonvermögen|stufe\s\w+"
    r"|bedarf\w*\s(?:für\s)?(?:die\s)?unterkunft(?:\sund\sheizung)?"
    r"|kosten\sder\sunterkunft|versicherung\w*|grundfreibetrag|abzüglich|zuzüglich"
    r"|davon|hauptforderung|zinsen|verzugszinsen|mahnkosten|mahngebühr\w*|auslagen"
    r"|inkassokosten|gebühr\w*|mwst|umsatzsteuer"
    r"|arbeitspreis|grundpreis|zugeflossen|zufluss|eingang|kontostand|wert\svon"
    r"|krankenversicherung\w*|pflegeversicherung\w*)"
    r"(?:[^.;]{0,44})?$"
)
_RULE = cue(
    r"(?:(?:geldbuße|bußgeld|ordnungswidrig\w*|bagatell\w*|stundenlohn\w*|stundensatz|minijob"
    r"|\w+grenze|je\skilometer|pro\skilometer)(?:\s\w+){0,5}|(?<!\w)unter)\s?$"
)
GRANTED = cue(
    r"^\W{0,3}(?:euro?\W{0,2})?(?:\w+\s){0,3}?(?:bewillig|gewähr|zuerkannt|ausgezahlt|festgesetzt)"
)
OF_BENEFITS = cue(r"(?:regelbedarf|regelsatz|regelleistung|mehrbedarf|freibetrag)[^.;]{0,44}$")
APART = (("rule", _RULE), ("part", _PART))
AFTER_APART = cue(
    r"^\s?(?:je|pro|/)\s?(?:kilometer|km|kwh|m²|qm|quadratmeter|stunde|std)(?!\w)"
    r"|^\s?(?:brutto|netto)(?!\w)|^\s?ct(?!\w)"
)

# (role, before, after): the nearest words decide, and what stands before goes first.
ROLES: tuple[tuple[Role, str, str], ...] = (
    (
        Role.REPAY,
        (
            r"erstatt(?:en|ung\w*|et)|zurückzuzahlen|zurückzahl\w*|zurückgezahlt|rückforder\w*"
            r"|zurückgeforder\w*|zurückforder\w*|fordere\w*|überzahl\w*|zu\sunrecht|zuviel"
            r"|zu\sviel|aufgehoben|zurückgenommen|rückzahlung\w*|erstattungsforderung"
            r"|überzahlungsbetrag"
        ),
        (
            r"zu\sunrecht|zu\serstatten|erstatten|zurückzuzahlen|zurückzahlen|zurück|überzahlt"
            r"|aufgehoben|zuviel|zu\sviel|ohne\srechtsgrund"
        ),
    ),
    (
        Role.LESS,
        (
            r"gemindert|minder\w*|mindert\ssich|verringer\w*|weniger|gekürzt|kürzung|absenkung"
            r"|abgesenkt|reduzier\w*|einbehalt\w*|sinkt|ziehen?"
        ),
        (
            r"weniger|gemindert|mindert|gekürzt|minderung|abgesenkt|verringert|nicht\sausgezahlt"
            r"|abgezogen|niedriger|geringer|mindern"
        ),
    ),
    (
        Role.OLD,
        (
            r"bisher\w*|zuvor|vorher\w*|statt|anstelle\svon|anstatt|früher|bislang|alte\w*"
            r"|erhielten|bekamen|derzeit\w*|ursprünglich\w*|vorläufig\s(?:gezahlt|bewilligt)|von"
        ),
        r"bisher(?!\s(?:eur\w*\s|€\s)?\d)|auf\s\d|bewilligt\s(?:war|hatt)\w*",
    ),
    (
        Role.NEW,
        (
            r"künftig\w*|neu\w*|nunmehr|jetzt|zukünftig\w*|(?:von\s(?:bisher\s|derzeit\s|zurzeit\s)?[\d.,–-]+\s(?:euro?\s"
            r"|€\s)?(?:\w+\s)?|(?:erhöh|steig|senk|verringer|vermind|angepass|änder"
            r"|um\s)[^.;]{0,40}\s)auf|nun|(?:dann|nur)\snoch|verbleib\w*|endgültig\w*|(?:sollen|werden|sind)\ses"
        ),
        r"neu\w*|statt|anstelle|anstatt",
    ),
)
OLD_NEEDS = cue(r"^\D{0,40}auf\s(?:\w+\s)?(?:eur\w*\s|€\s)?\d")
PER_MONTH = cue(
    r"(?:monatlich\w*|im\smonat|je\smonat|jeden\smonat|pro\smonat|mtl\.?|/\s?monat|monatsbetrag"
    r"|monatsrate\w*)"
)
TOTAL = cue(
    r"(?:gesamt\w*|insgesamt|zusammen|summe|zahlbetrag|auszahlungsbetrag|auszahlung|endbetrag"
    r"|restbetrag|zahlungsbetrag|rechnungsbetrag|anspruch\w*|überweisungsbetrag)"
)
LESS = cue(r"minder|kürz|prozent|absenk|abgesenk")
OWED = cue(r"überweisen\ssie|zahlen\ssie|differenz")
ALTOGETHER = cue(r"(?<!\w)(?:zusammen|insgesamt|gesamt)\W{1,2}(?:\w+\s)?$")
SUM = cue(r"(?<!\w)(?:zusammen|insgesamt|gesamt\w*|summe)(?!\w)")
THAT_IS = cue(
    r"(?:das\s(?:sind|wären|entspricht|ergibt)|zurzeit|derzeit|somit|mithin|also)\W{1,2}(?:\w+\s){0,2}$"
)
AMOUNTS_TO = cue(r"in\shöhe\svon|gesamtbetrag")
COPAY = cue(r"zuzahlung")
RAISE = cue(r"(?:erhöhung\s(?:\w+\s)?(?:um|von)|erhöht\ssich\s(?:\w+\s){0,3}um|mehr\s?$|um)\s?$")
TOTAL_ROW = cue(
    r"^\W*(?:(?:\w+\s){0,2}(?=gesamt|insgesamt|summe))?(?:gesamt\w*|insgesamt|zusammen|summe|zahlbetrag|auszahl\w*|zu\szahlen|nachzahlung\w*"
    r"|guthaben|rückstand|restforderung|offener\sbetrag|forderung|anspruch"
    r"|monatlicher\s(?:gesamt)?(?:betrag|anspruch))[^\d]{0,60}$"
)
LEFT = cue(r"auszahl|zahlbetrag|(?<!\w)anspruch")
INSTALMENT = cue(
    r"(?:(?<!\w)rate\w*|behalten|einbehalt\w*|teilbetr\w*|aufrechn\w*|aufgerechn\w*|abschlag\w*|abschläge|tilg\w*)"
)
PART_ROW = cue(r"(?:einkommen|bedarfe?\W|bedarf\s|freibetrag|zu\sberücksichtigend|anzurechnend)")
PAYEE = cue(
    r"(?:zahlungsempfänger|zahlungsweg|konto\s(?:bei|der|des)|an\sihre?n?\svermieter|vermieter\w*)"
)
