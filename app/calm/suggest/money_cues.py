"""The words beside an amount that say what it is. All match folded text (see `folded.cue`)."""

from app.calm.facts import Role
from app.calm.suggest.folded import cue

# Parts of a calculation, examples of the law: each with the reason. They stand right before it.
APART = tuple(
    (why, cue(words))
    for why, words in (
        (
            "part",
            r"(?:regelbedarf\w*|regelsatz\w*|regelleistung\w*|grundmiete|kaltmiete|nettokaltmiete|heizkosten\w*|nebenkosten\w*|betriebskosten|warmwasser\w*"
            r"|mehrbedarf\w*|kindergeld|sofortzuschlag|unterhalt\w*|freibetrag\w*|absetz\w*|pauschal\w*|pauschbetrag\w*|brutto\w*|netto\w*"
            r"|einkommen\w*|erwerbseinkommen|einkünfte|lohn|gehalt|verdienst|steuererstattung|vermögen|schonvermögen|stufe\s\w+|bedarf\w*\s(?:für\s)?(?:die\s)?unterkunft(?:\sund\sheizung)?"
            r"|kosten\sder\sunterkunft|versicherung\w*|grundfreibetrag|abzüglich|zuzüglich|davon|hauptforderung|zinsen|verzugszinsen|mahnkosten|mahngebühr\w*|auslagen|inkassokosten|gebühr\w*|mwst|umsatzsteuer"
            r"|arbeitspreis|grundpreis|zugeflossen|zufluss|eingang|kontostand|wert\svon|krankenversicherung\w*|pflegeversicherung\w*)"
            r"(?:[^.;]{0,44})?$",
        ),
        ("rule", r"(?:höchstens|mindestens|grenze|geldbuße|bußgeld|ordnungswidrig\w*|bagatell\w*|je\skilometer|pro\skilometer|bis\szu\s5)(?:\s\w+){0,3}\s?$"),
    )
)
AFTER_APART = cue(r"^\s?(?:je|pro|/)\s?(?:kilometer|km|kwh|m²|qm|quadratmeter|stunde|std|nacht)|^\s?(?:brutto|netto)(?!\w)|^\s?ct(?!\w)")

# (role, before, after): the nearest words decide, and what stands before goes first.
ROLES: tuple[tuple[Role, str, str], ...] = (
    (Role.REPAY, r"erstatt(?:en|ung\w*|et)|zurückzuzahlen|zurückzahl\w*|zurückgezahlt|rückforder\w*|zurückgeforder\w*|zurückforder\w*|fordere\w*|überzahl\w*|zu\sunrecht|zuviel|zu\sviel|aufgehoben|zurückgenommen|rückzahlung\w*|erstattungsforderung|überzahlungsbetrag",
     r"zu\sunrecht|zu\serstatten|erstatten|zurückzuzahlen|zurückzahlen|zurück|überzahlt|aufgehoben|zuviel|zu\sviel"),
    (Role.LESS, r"gemindert|minder\w*|mindert\ssich|verringer\w*|weniger|gekürzt|kürzung|absenkung|abgesenkt|reduzier\w*|einbehalt\w*|sinkt",
     r"weniger|gemindert|gekürzt|minderung|abgesenkt"),
    (Role.OLD, r"bisher\w*|zuvor|vorher\w*|statt|anstelle\svon|anstatt|früher|bislang|alte\w*|derzeit\w*|ursprünglich\w*|von", r"bisher|auf\s\d"),
    (Role.NEW, r"künftig\w*|neu\w*|nunmehr|jetzt|zukünftig\w*|(?:von\s[\d.,]+\s(?:euro?\s|€\s)?(?:\w+\s)?|(?:erhöh|steig|senk|verringer|vermind|angepass|änder|um\s)[^.;]{0,40}\s)auf|nun|danach", r"neu\w*"),
)
OLD_NEEDS = cue(r"^\D{0,40}(?:auf)\s")
PER_MONTH = cue(r"(?:monatlich\w*|im\smonat|je\smonat|pro\smonat|mtl\.?|/\s?monat|monatsbetrag|monatsrate\w*|gesamtbetrag)")
TOTAL = cue(r"(?:gesamt\w*|insgesamt|summe|zahlbetrag|auszahlungsbetrag|auszahlung|endbetrag|restbetrag|zahlungsbetrag|rechnungsbetrag|anspruch\w*|überweisungsbetrag)")
RAISE = cue(r"(?:erhöhung\s(?:\w+\s)?(?:um|von)|erhöht\ssich\s(?:\w+\s){0,3}um|mehr\s?$|um)\s?$")
TOTAL_ROW = cue(r"^\W*(?:gesamt\w*|insgesamt|summe|zahlbetrag|auszahl\w*|zu\szahlen|nachzahlung\w*|guthaben|rückstand|restforderung|offener\sbetrag|forderung|anspruch|monatlicher\s(?:gesamt)?(?:betrag|anspruch))[^\d]{0,60}$")
INSTALMENT = cue(r"(?:rate\w*|teilbetr\w*|aufrechn\w*|aufgerechn\w*|abschlag\w*|abschläge|tilg\w*)")
PART_ROW = cue(r"(?:einkommen|bedarfe?\W|bedarf\s|freibetrag|zu\sberücksichtigend|anzurechnend)")
PAYEE = cue(r"(?:zahlungsempfänger|zahlungsweg|konto\s(?:bei|der|des)|an\sihre?n?\svermieter|vermieter\w*)")
