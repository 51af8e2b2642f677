"""Official words about letters, decisions and disagreeing with them."""

from app.calm.texts import N_, NO_OBJECTION_HERE
from app.calm.word import OfficialWord

WORDS_ABOUT_LETTERS = (
    OfficialWord(
        "Bescheid",
        r"(?:Bescheid|\w+bescheid)(?:e|es|s|en)?",
        N_("Brief mit einer Entscheidung"),
        (N_("Darin steht, was das Amt entschieden hat."),),
    ),
    OfficialWord(
        "Änderungsbescheid",
        r"Änderungsbescheid(?:e|es|s|en)?",
        N_("Brief: An einer Entscheidung ist etwas neu"),
        (N_("Was darin nicht steht, bleibt, wie es war."),),
    ),
    OfficialWord(
        "Bewilligungsbescheid",
        r"Bewilligungsbescheid(?:e|es|s|en)?",
        N_("Brief, in dem das Amt Ja sagt"),
        (N_("Darin steht auch, für wie lange das gilt."),),
    ),
    OfficialWord(
        "Aufhebungs- und Erstattungsbescheid",
        r"(?:Aufhebungs- und )?Erstattungsbescheid(?:e|es|s|en)?",
        N_("Brief, mit dem das Amt Geld zurück möchte"),
        (N_("Lesen Sie ihn am besten mit jemandem zusammen."),),
    ),
    OfficialWord(
        "Widerspruchsbescheid",
        r"Widerspruchsbescheid(?:e|es|s|en)?",
        N_("Antwort vom Amt, wenn jemand widersprochen hat"),
        (N_("Danach kann man zum Sozialgericht gehen."),),
    ),
    OfficialWord(
        "Verwaltungsakt",
        r"Verwaltungsakt(?:e|es|s|en)?",
        N_("Entscheidung von einem Amt"),
    ),
    OfficialWord(
        "Widerspruch",
        r"Widerspr(?:uch|uchs|uches|üche|üchen)|Widerspruchsverfahren(?:s)?",
        N_("Ein Schreiben: Jemand sieht es anders als das Amt"),
        (N_("Das Amt sieht sich die Sache dann noch einmal an."), NO_OBJECTION_HERE),
    ),
    OfficialWord(
        "Widerspruchsfrist",
        r"Widerspruchsfrist(?:en)?",
        N_("So viel Zeit ist zum Widersprechen"),
        (N_("In der Zusammenfassung steht dazu ein sicheres Datum."),),
    ),
    OfficialWord(
        "Frist",
        r"Frist(?:en)?|\w+frist(?:en)?",
        N_("Zeit bis zu einem Datum"),
        (N_("Bis dahin wartet das Amt auf etwas."),),
    ),
    OfficialWord(
        "Rechtsbehelfsbelehrung",
        r"Rechtsbehelfsbelehrung(?:en)?",
        N_("Text im Brief: So kann man widersprechen"),
        (N_("Darin steht auch, wohin man schreibt und wie viel Zeit ist."),),
    ),
    OfficialWord(
        "Rechtsbehelf",
        r"Rechtsbehelf(?:e|es|s|en)?|Rechtsmittel[ns]?",
        N_("Weg für alle, die eine Entscheidung anders sehen"),
        (N_("Zum Beispiel: dem Amt schreiben oder zum Gericht gehen."),),
    ),
    OfficialWord(
        "Klage",
        r"Klage(?:n)?",
        N_("Ein Gericht sieht sich die Entscheidung an"),
        (N_("Am Sozialgericht kostet das meistens nichts."),),
    ),
    OfficialWord(
        "Sozialgericht",
        r"Sozialgericht(?:e|es|s|en)?",
        N_("Gericht für Fragen zu Geld, Rente und Krankheit"),
    ),
    OfficialWord(
        "aufschiebende Wirkung",
        r"aufschiebende(?:n|r)? Wirkung",
        N_("Eine Entscheidung wartet, bis alles geklärt ist"),
        (N_("Steht da „keine“, dann gilt die Entscheidung schon vorher."),),
    ),
    OfficialWord(
        "Bekanntgabe",
        r"Bekanntgabe(?:n)?",
        N_("Der Tag, an dem ein Brief als angekommen zählt"),
        (N_("Von diesem Tag an zählt die Zeit."),),
    ),
    OfficialWord(
        "Anhörung",
        r"Anhörung(?:en)?|Anhörungs(?:bogen|bogens|schreiben|schreibens)",
        N_("Das Amt fragt, bevor es entscheidet"),
        (N_("Sie können sagen, wie es war."),),
    ),
    OfficialWord(
        "Stellungnahme",
        r"Stellungnahme(?:n)?",
        N_("Ihre Sicht, aufgeschrieben"),
        (N_("Kurze Sätze reichen."),),
    ),
    OfficialWord(
        "Begründung",
        r"Begründung(?:en)?",
        N_("Warum das Amt so entschieden hat"),
    ),
    OfficialWord(
        "Rechtsfolgenbelehrung",
        r"Rechtsfolgenbelehrung(?:en)?",
        N_("Text im Brief: Das kann danach passieren"),
    ),
    OfficialWord(
        "Rechtsfolge",
        r"Rechtsfolge(?:n)?",
        N_("Was nach dem Gesetz danach passiert"),
    ),
    OfficialWord(
        "Sozialgesetzbuch",
        r"Sozialgesetzbuch(?:s|es)?|SGB (?:XIV|XII|XI|IX|IV|X|VIII|VII|VI|V|III|II|I)",
        N_("Gesetze über Geld und Hilfe vom Staat"),
        (N_("Die Zahl dahinter sagt, welches Buch gemeint ist."),),
    ),
    OfficialWord(
        "Anlage",
        r"Anlage(?:n)?",
        N_("Papier, das beim Brief dabei ist"),
    ),
    OfficialWord(
        "Vordruck",
        r"Vordruck(?:e|es|s|en)?",
        N_("Formular zum Ausfüllen"),
    ),
    OfficialWord(
        "Antrag",
        r"(?:Antrag|\w+antrag)(?:s|es)?|Antr(?:äge|ägen)|Antragstellung",
        N_("Eine Bitte an das Amt, meistens mit Formular"),
        (N_("Sie können sie auch dort abgeben. Jemand kann mitkommen."),),
    ),
    OfficialWord(
        "Überprüfungsantrag",
        r"Überprüfungsantr(?:ag|ags|ages|äge|ägen)",
        N_("Eine Bitte: Das Amt sieht eine alte Entscheidung noch einmal an"),
    ),
    OfficialWord(
        "Aktenzeichen",
        r"Aktenzeichens?|Geschäftszeichens?|Mein Zeichen|Unser Zeichen",
        N_("Nummer, unter der das Amt den Brief findet"),
        (N_("Schreiben oder rufen Sie dort an? Dann hilft diese Nummer."),),
    ),
    OfficialWord(
        "Kundennummer",
        r"Kundennummer",
        N_("Ihre Nummer beim Jobcenter"),
    ),
    OfficialWord(
        "BG-Nummer",
        r"BG-Nummer|Nummer der Bedarfsgemeinschaft",
        N_("Nummer von Ihrem Haushalt beim Jobcenter"),
    ),
    OfficialWord(
        "zur Niederschrift",
        r"(?:zur )?Niederschrift",
        N_("Sie erzählen es im Amt, und dort schreibt es jemand auf"),
    ),
    OfficialWord(
        "von Amts wegen",
        r"von Amts wegen",
        N_("Das Amt macht es von selbst"),
        (N_("Sie brauchen dafür nichts zu tun."),),
    ),
    OfficialWord(
        "Vollmacht",
        r"Vollmacht(?:en)?|Bevollmächtigte[nr]?",
        N_("Papier: Jemand darf für Sie sprechen"),
    ),
)
