"""Official words about appointments, plans, work, health and who is responsible."""

from app.calm.texts import N_
from app.calm.word import OfficialWord

WORDS_ABOUT_ASKING = (
    OfficialWord(
        "Meldeaufforderung",
        r"Meldeaufforderung(?:en)?|Meldetermin(?:e|es|s|en)?",
        N_("Einladung vom Amt zu einem Termin"),
        (N_("Dieser Termin ist vom Amt, nicht von uns."),),
    ),
    OfficialWord(
        "Meldeversäumnis",
        r"Meldeversäumnis(?:se|ses|sen)?",
        N_("Ein Termin im Amt hat nicht geklappt"),
        (N_("Sie können sagen, warum."),),
    ),
    OfficialWord(
        "Pflichtverletzung",
        r"Pflichtverletzung(?:en)?",
        N_("Das Amt meint: Etwas Abgemachtes hat nicht geklappt"),
        (N_("Sie können sagen, wie es war."),),
    ),
    OfficialWord(
        "wichtiger Grund",
        r"wichtige[nrsm]? (?:Grund|Grundes|Gründe|Gründen)",
        N_("Ein Grund, der im Amt zählt"),
        (N_("Zum Beispiel Krankheit."),),
    ),
    OfficialWord(
        "Mitwirkung",
        r"Mitwirkung(?:en)?|Mitwirkungspflicht(?:en)?|mitzuwirken|mitwirken",
        N_("Sie helfen mit, damit das Amt entscheiden kann"),
        (N_("Zum Beispiel mit Papieren oder einem Gespräch."),),
    ),
    OfficialWord(
        "Nachweis",
        r"(?:Nachweis|\w+nachweis)(?:e|es|en)?|nachgewiesen|nachzuweisen",
        N_("Ein Papier, das etwas zeigt"),
        (N_("Zum Beispiel ein Mietvertrag oder eine Rechnung."),),
    ),
    OfficialWord(
        "Unterlagen",
        r"Unterlagen",
        N_("Papiere"),
    ),
    OfficialWord(
        "Veränderungsmitteilung",
        r"Veränderungsmitteilung(?:en)?|Änderungsmitteilung(?:en)?",
        N_("Sie schreiben dem Amt, was neu ist"),
        (N_("Zum Beispiel eine neue Wohnung oder Arbeit."),),
    ),
    OfficialWord(
        "unverzüglich",
        r"[Uu]nverzüglich(?:e|en|er|es)?",
        N_("So bald Sie können"),
    ),
    OfficialWord(
        "zumutbar",
        r"[Zz]umutbar(?:e|en|er|es|em|keit)?",
        N_("Nach den Regeln vom Amt kann man es machen"),
        (N_("Sagen Sie, wenn es für Sie nicht passt."),),
    ),
    OfficialWord(
        "Kooperationsplan",
        r"Kooperationspl(?:an|ans|anes|äne|änen)",
        N_("Gemeinsamer Plan mit dem Jobcenter"),
        (N_("Was nicht passt, können Sie ansprechen."),),
    ),
    OfficialWord(
        "Eingliederungsvereinbarung",
        r"Eingliederungsvereinbarung(?:en)?",
        N_("Alter Name für den gemeinsamen Plan mit dem Jobcenter"),
    ),
    OfficialWord(
        "Eingliederung",
        r"Eingliederung(?:en)?|Eingliederungsleistung(?:en)?",
        N_("Der Weg in Arbeit"),
    ),
    OfficialWord(
        "Verpflichtung durch Verwaltungsakt",
        r"Verpflichtung(?:en)? durch (?:einen )?Verwaltungsakt",
        N_("Das Amt legt Schritte selbst fest"),
        (N_("Das ist keine freiwillige Absprache."),),
    ),
    OfficialWord(
        "Maßnahme",
        r"(?:Maßnahme|\w+maßnahme)(?:n)?",
        N_("Ein Kurs oder ein anderes Angebot vom Amt"),
    ),
    OfficialWord(
        "Eigenbemühungen",
        r"Eigenbemühung(?:en)?|Bewerbungsbemühung(?:en)?",
        N_("Was jemand selbst tut, um Arbeit zu finden"),
    ),
    OfficialWord(
        "Potenzialanalyse",
        r"Potenzialanalyse(?:n)?",
        N_("Gespräch über Ihre Stärken"),
    ),
    OfficialWord(
        "Vermittlungsvorschlag",
        r"Vermittlungsvorschl(?:ag|ags|ages|äge|ägen)",
        N_("Brief mit einer Arbeit, die es gerade gibt"),
    ),
    OfficialWord(
        "Integrationsfachkraft",
        r"Integrationsfachkr(?:aft|äfte|äften)|Ansprechperson(?:en)?"
        r"|Sachbearbeiter(?:in|innen|s|n)?",
        N_("Person im Amt, die Sie fragen können"),
    ),
    OfficialWord(
        "Erreichbarkeit",
        r"(?:Nichte|E)rreichbarkeit",
        N_("Ob das Amt Sie erreichen kann"),
    ),
    OfficialWord(
        "Ortsabwesenheit",
        r"Ortsabwesenheit(?:en)?",
        N_("Sie sind länger nicht zu Hause"),
    ),
    OfficialWord(
        "erwerbsfähig",
        r"[Ee]rwerbsfähig(?:e|en|er|es|em|keit)?",
        N_("Man kann 3 Stunden am Tag oder mehr arbeiten"),
    ),
    OfficialWord(
        "Erwerbsminderung",
        r"(?:volle[nr]? |teilweise[nr]? )?Erwerbsminderung|Erwerbsminderungsrente(?:n)?"
        r"|[Ee]rwerbsgemindert(?:e|en|er)?",
        N_("Wegen einer Krankheit kann jemand weniger arbeiten"),
    ),
    OfficialWord(
        "Arbeitsunfähigkeit",
        r"[Aa]rbeitsunfähig(?:e|en|er|keit)?|Arbeitsunfähigkeitsbescheinigung(?:en)?",
        N_("Jemand ist krankgeschrieben"),
    ),
    OfficialWord(
        "Attest",
        r"(?:Attest|\w+attest)(?:e|es|s|en)?|[Ää]rztliche Bescheinigung(?:en)?",
        N_("Papier aus der Arztpraxis"),
    ),
    OfficialWord(
        "Gutachten",
        r"Gutachtens?|Begutachtung(?:en)?|Gutachter(?:in|innen|s|n)?",
        N_("Gespräch und Untersuchung, danach ein Bericht"),
        (N_("Sie können jemanden zur Begleitung mitbringen."),),
    ),
    OfficialWord(
        "Ärztlicher Dienst",
        r"[Ää]rztliche[rnms]? Dienst(?:es|s)?|Medizinische[rnms]? Dienst(?:es|s)?",
        N_("Ärztinnen und Ärzte, die für das Amt arbeiten"),
    ),
    OfficialWord(
        "Schweigepflichtentbindung",
        r"Schweigepflicht(?:s)?entbindung(?:en)?|Entbindung von der Schweigepflicht",
        N_("Ihr Ja, dass Ihre Praxis mit dem Amt sprechen darf"),
        (N_("Ob Sie Ja sagen, entscheiden Sie."),),
    ),
    OfficialWord(
        "Rehabilitation",
        r"(?:[Mm]edizinische[nr]? )?Rehabilitation|Rehabilitationsleistung(?:en)?|Reha",
        N_("Behandlung, damit es im Alltag leichter wird"),
    ),
    OfficialWord(
        "Teilhabe",
        r"(?:Leistung(?:en)? zur )?Teilhabe(?: am Arbeitsleben)?",
        N_("Mitmachen können, auch mit einer Krankheit"),
    ),
    OfficialWord(
        "Zuzahlung",
        r"Zuzahlung(?:en)?",
        N_("Was Sie selbst dazu bezahlen"),
        (N_("Bei wenig Geld ist es oft weniger oder nichts."),),
    ),
    OfficialWord(
        "Übergangsgeld",
        r"Übergangsgeld(?:es|s)?",
        N_("Geld zum Leben in der Zeit der Reha"),
    ),
    OfficialWord(
        "Leistungsträger",
        r"(?:Leistungs|Kosten|Rehabilitations|Rentenversicherungs)träger(?:s|n)?",
        N_("Das Amt, das bezahlt"),
    ),
    OfficialWord(
        "Fahrkosten",
        r"Fahrtkosten|Fahrkosten|Reisekosten",
        N_("Geld für den Weg, zum Beispiel für Bus und Bahn"),
    ),
)
