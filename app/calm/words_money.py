"""Official words about money: what comes, what goes back, what it is for."""

from app.calm.texts import N_
from app.calm.word import OfficialWord

_MONEY_TO_LIVE = N_("Geld zum Leben vom Jobcenter")
_LESS_FOR_A_TIME = N_("Eine Zeit lang weniger Geld")
_HOW_LONG = N_("Im Brief steht, wie lange und wie viel.")

WORDS_ABOUT_MONEY = (
    OfficialWord(
        "Grundsicherungsgeld",
        r"Grundsicherungsgeld(?:es|s)?",
        _MONEY_TO_LIVE,
        (N_("Früher hieß es Bürgergeld. In manchen Briefen heißt es noch so."),),
    ),
    OfficialWord(
        "Bürgergeld",
        r"Bürgergeld(?:es|s)?",
        _MONEY_TO_LIVE,
        (N_("In neuen Briefen heißt es Grundsicherungsgeld."),),
    ),
    OfficialWord(
        "Leistungen zur Sicherung des Lebensunterhalts",
        r"Leistung(?:en)? zur Sicherung des Lebensunterhalt(?:s|es)",
        _MONEY_TO_LIVE,
        (N_("Dazu gehören Geld für den Alltag, Miete und Heizung."),),
    ),
    OfficialWord(
        "Leistung",
        r"Leistung(?:en)?|Leistungsbez(?:ug|ugs|uges)",
        N_("Geld oder Hilfe vom Amt"),
    ),
    OfficialWord(
        "leistungsberechtigt",
        r"[Ll]eistungsberechtigt(?:e|en|er|es|em)?|Leistungsempfänger(?:in|innen|s|n)?",
        N_("Wer Geld oder Hilfe vom Amt bekommen kann"),
    ),
    OfficialWord(
        "hilfebedürftig",
        r"[Hh]ilfebedürftig(?:e|en|er|es|em|keit)?",
        N_("Das eigene Geld reicht nicht zum Leben"),
    ),
    OfficialWord(
        "Bedarfsgemeinschaft",
        r"Bedarfsgemeinschaft(?:en)?",
        N_("Menschen, die zusammen wohnen und zusammen rechnen"),
        (N_("Wer allein wohnt, ist auch allein eine."),),
    ),
    OfficialWord(
        "Regelbedarf",
        r"Regelbedarf(?:e|es|s|en)?|Regel(?:satz|satzes|sätze|sätzen|leistung|leistungen)",
        N_("Geld für den Alltag"),
        (N_("Zum Beispiel für Essen, Kleidung und Strom."),),
    ),
    OfficialWord(
        "Mehrbedarf",
        r"Mehrbedarf(?:e|es|s|en)?",
        N_("Extra Geld für einen besonderen Grund"),
        (N_("Zum Beispiel, wenn jemand allein ein Kind erzieht."),),
    ),
    OfficialWord(
        "Bedarf",
        r"(?<!ei\x20)(?:Bedarf|Gesamtbedarf)(?:e|es|s|en)?",
        N_("Was jemand zum Leben braucht"),
    ),
    OfficialWord(
        "Kosten der Unterkunft",
        r"(?:Kosten|Bedarfe?|Aufwendungen) (?:der|für(?: die)?) Unterkunft(?: und Heizung)?|KdU",
        N_("Miete und Heizung"),
    ),
    OfficialWord(
        "Nebenkosten",
        r"Nebenkosten|Betriebskosten",
        N_("Kosten vom Haus, zum Beispiel Wasser und Müll"),
    ),
    OfficialWord(
        "angemessen",
        r"[Aa]ngemessen(?:e|en|er|es|em|heit)?",
        N_("So hoch, wie es die Regeln vom Amt vorsehen"),
    ),
    OfficialWord(
        "Einkommen",
        r"(?:Einkommen|\w+einkommen)s?",
        N_("Geld, das jemand bekommt"),
        (N_("Zum Beispiel Lohn, Rente oder Kindergeld."),),
    ),
    OfficialWord(
        "Vermögen",
        r"Vermögens?",
        N_("Geld und Dinge, die jemandem gehören"),
        (N_("Ein Teil davon zählt nicht mit."),),
    ),
    OfficialWord(
        "Freibetrag",
        r"Freibetr(?:ag|ags|ages|äge|ägen)|Absetzbetr(?:ag|ags|ages|äge|ägen)",
        N_("Geld, das Sie behalten können"),
    ),
    OfficialWord(
        "Anrechnung",
        r"Anrechnung(?:en)?|angerechnet(?:e|en|es)?|anzurechnen|anrechn(?:en|et)",
        N_("Anderes Geld wird abgezogen"),
    ),
    OfficialWord(
        "Bewilligung",
        r"Bewilligung(?:en)?|bewillig(?:e|en|t|te|ten)",
        N_("Das Amt sagt Ja"),
    ),
    OfficialWord(
        "Bewilligungszeitraum",
        r"Bewilligungszeitr(?:aum|aums|aumes|äume|äumen)",
        N_("Die Zeit, für die das Geld zugesagt ist"),
    ),
    OfficialWord(
        "Weiterbewilligung",
        r"Weiterbewilligung(?:en|santrag|santrags|santrages)?",
        N_("Das Geld kommt weiter"),
        (N_("Dafür gibt es ein Formular."),),
    ),
    OfficialWord(
        "vorläufig",
        r"[Vv]orläufig(?:e|en|er|es|em)?",
        N_("Erst einmal. Später wird noch einmal gerechnet"),
        (N_("Dann kann mehr Geld kommen. Oder das Amt möchte Geld zurück."),),
    ),
    OfficialWord(
        "Berechnungsbogen",
        r"Berechnungsb(?:ogen|ogens|ögen)",
        N_("Die Seiten mit der Rechnung"),
    ),
    OfficialWord(
        "Anspruch",
        r"(?:Anspruch|Anspruchs|Ansprüche|Ansprüchen|Gesamtanspruch|Leistungsanspruch)"
        r"|Anspruchsvoraussetzung(?:en)?",
        N_("Was jemandem nach dem Gesetz zusteht"),
    ),
    OfficialWord(
        "Zahlungsempfänger",
        r"Zahlungsempfänger(?:in|innen|s|n)?",
        N_("Wer das Geld bekommt"),
    ),
    OfficialWord(
        "Aufhebung",
        r"Aufhebung(?:en)?|aufgehoben|aufzuheben",
        N_("Eine Entscheidung gilt nicht mehr, ganz oder zum Teil"),
    ),
    OfficialWord(
        "Rücknahme",
        r"Rücknahme(?:n)?|zurückgenommen",
        N_("Das Amt nimmt eine Entscheidung zurück"),
    ),
    OfficialWord(
        "Erstattung",
        r"(?:Erstattung|\w+erstattung)(?:en)?|Erstattungs(?:betrag|betrages|forderung)"
        r"|erstatte[nt]?|zu erstatten",
        N_("Geld zurückzahlen oder Geld zurückbekommen"),
        (N_("Im Brief steht, wer an wen zahlt."),),
    ),
    OfficialWord(
        "Überzahlung",
        r"Überzahlung(?:en)?|überzahlt(?:e|en|er|es)?",
        N_("Es ist zu viel Geld gekommen"),
    ),
    OfficialWord(
        "Rückforderung",
        r"Rückforderung(?:en)?|zurückgefordert",
        N_("Das Amt möchte Geld zurück"),
        (N_("Man kann nach kleinen Raten fragen."),),
    ),
    OfficialWord(
        "Aufrechnung",
        r"Aufrechnung(?:en)?|aufgerechnet|einbehalten",
        N_("Jeden Monat geht ein Teil vom Geld ab"),
        (N_("Damit wird etwas zurückgezahlt."),),
    ),
    OfficialWord(
        "Stundung",
        r"Stundung(?:en)?|gestundet",
        N_("Später zahlen, weil das Amt Ja dazu sagt"),
    ),
    OfficialWord(
        "Darlehen",
        r"Darlehens?",
        N_("Geld, das später zurückgezahlt wird"),
    ),
    OfficialWord(
        "Leistungsminderung",
        r"Leistungsminderung(?:en)?|Minderung(?:en)?(?! der Erwerb)"
        r"|Minderungs(?:betrag|betrages|zeitraum|zeitraums)|gemindert|verringer[nt]",
        _LESS_FOR_A_TIME,
        (_HOW_LONG,),
    ),
    OfficialWord(
        "Sanktion",
        r"Sanktion(?:en)?",
        _LESS_FOR_A_TIME,
        (_HOW_LONG,),
    ),
    OfficialWord(
        "Versagung",
        r"Versagung(?:en)?|versagt|versagen",
        N_("Kein Geld, bis Papiere da sind"),
        (N_("Kommen sie später, kann das Amt nachzahlen."),),
    ),
    OfficialWord(
        "Entziehung",
        r"Entziehung(?:en)?|entzogen",
        N_("Das Geld hört auf, bis Papiere da sind"),
    ),
    OfficialWord(
        "Wegfall",
        r"Wegfall(?:s|es)?",
        N_("Etwas hört auf"),
    ),
    OfficialWord(
        "Kostenzusage",
        r"Kosten(?:zusage|zusagen|übernahme)",
        N_("Das Amt bezahlt etwas"),
        (N_("Im Brief steht, was und bis zu welchem Betrag."),),
    ),
    OfficialWord(
        "Sofortzuschlag",
        r"Sofortzuschl(?:ag|ags|ages|äge)",
        N_("Jeden Monat extra Geld für Kinder"),
    ),
    OfficialWord(
        "Kontoauszug",
        r"Kontoausz(?:ug|ugs|uges|üge|ügen)",
        N_("Papier von der Bank: was kam und was ging"),
    ),
    OfficialWord(
        "Mahnung",
        r"Mahnung(?:en)?|Mahngebühr(?:en)?",
        N_("Ein Brief: Es ist noch Geld offen"),
    ),
    OfficialWord(
        "Vollstreckung",
        r"Vollstreckung(?:en)?|Zwangsvollstreckung(?:en)?|vollstreckt",
        N_("Das Amt holt sich das Geld"),
        (N_("Lesen Sie so einen Brief am besten mit jemandem zusammen."),),
    ),
)
