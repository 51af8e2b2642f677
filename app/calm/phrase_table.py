"""The phrasebook's texts (calm 7): id, occasion (encouragements only), text.

Encouragements: one to three short sentences, no question, no advice, no appointment, nothing to
answer. One never travels together with a notice: a reminder turns it into a demand.
"""

from app.calm.texts import N_

ENCOURAGEMENTS: tuple[tuple[str, str, str], ...] = (
    ("E1", "einfach_so", N_("Ich denke heute an Sie. Sie brauchen nicht zu antworten.")),
    ("E2", "einfach_so", N_("Schön, dass Sie dabei sind.")),
    ("E3", "schwere_zeit", N_("Ich bin an Ihrer Seite. Auch an schweren Tagen.")),
    ("E4", "nach_treffen", N_("Der Spaziergang mit Ihnen war schön. Danke.")),
    ("E5", "nach_treffen", N_("Danke, dass Sie mir davon erzählt haben.")),
    ("E6", "nach_treffen", N_("Sie haben mir etwas Persönliches erzählt. Es bleibt bei mir.")),
    ("E7", "einfach_so", N_("Auch ein kleiner Schritt ist ein Schritt.")),
    ("E8", "schwere_zeit", N_("Ruhige Tage sind in Ordnung.")),
    ("E9", "nach_nein", N_("Sie bestimmen das Tempo.")),
    ("E10", "einfach_so", N_("Ich habe Zeit für Sie.")),
    ("E11", "einfach_so", N_("Ich habe mich über Ihre Nachricht gefreut.")),
    ("E12", "nach_treffen", N_("Unser Gespräch ist mir gut in Erinnerung.")),
    (
        "E13",
        "nach_treffen",
        N_("Mir ist aufgefallen: Sie wissen genau, was Ihnen guttut."),
    ),
    ("E14", "nach_nein", N_("Sie kennen sich am besten. Das zählt hier.")),
    ("E15", "schwere_zeit", N_("So wie es heute ist, darf es sein.")),
    ("E16", "schwere_zeit", N_("Auch eine Pause gehört dazu.")),
    ("E17", "schwere_zeit", N_("Wenn etwas nicht klappt, schauen wir zusammen neu.")),
    ("E18", "nach_treffen", N_("Sie waren letzte Woche da. Das hat mich gefreut.")),
    ("E19", "einfach_so", N_("Ich wünsche Ihnen einen ruhigen Abend.")),
    ("E20", "feiertag", N_("Ich wünsche Ihnen ein gutes Wochenende.")),
    ("E21", "einfach_so", N_("Heute scheint die Sonne. Da habe ich an Sie gedacht.")),
    (
        "E22",
        "schwere_zeit",
        N_("Mal geht es vor, mal zurück. Das ist bei vielen Menschen so."),
    ),
    ("E23", "nach_nein", N_("Sie können jederzeit wiederkommen.")),
    ("E24", "einfach_so", N_("Schön, von Ihnen zu hören.")),
    ("E25", "schwere_zeit", N_("Mit den Briefen sind Sie nicht allein.")),
    ("E26", "einfach_so", N_("Der Smiley auf dem Umschlag ist von mir.")),
    ("E27", "schwere_zeit", N_("Den Brief lesen wir zusammen. Dabei bleibt es.")),
    ("E28", "nach_nein", N_("Sie haben Nein gesagt. Danke für Ihre Ehrlichkeit.")),
    (
        "E29",
        "nach_nein",
        N_("Danke für Ihre Absage. So weiß ich Bescheid. Alles in Ordnung."),
    ),
    ("E30", "einfach_so", N_("Heute ist nichts zu tun.")),
    ("E31", "nach_nein", N_("Ihre Meinung ist mir wichtig.")),
    ("E32", "nach_treffen", N_("Ich lerne auch von Ihnen. Danke dafür.")),
    ("E33", "nach_treffen", N_("Das war bestimmt nicht leicht. Danke, dass Sie da waren.")),
    ("E34", "schwere_zeit", N_("Sie haben um Hilfe gebeten. Das braucht Mut.")),
    ("E35", "schwere_zeit", N_("Gute Besserung. Alles andere kann warten.")),
    ("E36", "feiertag", N_("Herzlichen Glückwunsch zum Geburtstag.")),
    ("E37", "einfach_so", N_("Was Sie geschafft haben, bleibt.")),
    ("E38", "einfach_so", N_("Ich freue mich, Sie zu kennen.")),
    ("E39", "feiertag", N_("An Feiertagen kann es still sein. Ich denke an Sie.")),
    ("E40", "einfach_so", N_("Ein Gruß von mir. Einfach so.")),
    # From here on not in calm 7, written by the same rules.
    ("E41", "einfach_so", N_("Draußen ist es grau. Ich schicke Ihnen einen Gruß.")),
    ("E42", "einfach_so", N_("Ein warmer Gruß an einem kalten Tag.")),
    ("E43", "einfach_so", N_("Die Tage werden wieder heller. Ich grüße Sie.")),
    ("E44", "einfach_so", N_("Danke für Ihre Zeilen.")),
    ("E45", "einfach_so", N_("Sie sind hier willkommen.")),
    ("E46", "einfach_so", N_("Es ist gut, dass es Sie gibt.")),
    ("E47", "nach_treffen", N_("Danke für Ihre Zeit.")),
    ("E48", "nach_treffen", N_("Ich habe Ihnen gern zugehört.")),
    ("E49", "nach_treffen", N_("Der Weg war weit. Danke, dass Sie da waren.")),
    ("E50", "nach_treffen", N_("Zu dritt mit der Übersetzung ging es gut. Danke.")),
    ("E51", "nach_treffen", N_("Danke für Ihr Vertrauen.")),
    ("E52", "schwere_zeit", N_("Es ist gerade viel. Ich denke an Sie.")),
    ("E53", "schwere_zeit", N_("Mir brauchen Sie nichts zu erklären.")),
    ("E54", "schwere_zeit", N_("Krank sein kostet Kraft. Ich denke an Sie.")),
    ("E55", "schwere_zeit", N_("Warten ist manchmal schwer. Ich warte mit Ihnen.")),
    ("E56", "nach_nein", N_("Ein Nein ist bei mir willkommen.")),
    ("E57", "nach_nein", N_("Sie haben selbst entschieden. Danke, dass ich es weiß.")),
    ("E58", "nach_nein", N_("Danke, dass Sie es offen gesagt haben.")),
    ("E59", "feiertag", N_("Ich wünsche Ihnen ruhige Feiertage.")),
    ("E60", "feiertag", N_("Ich wünsche Ihnen ein gutes neues Jahr.")),
    ("E61", "feiertag", N_("Ich wünsche Ihnen ein schönes Fest.")),
)

# These say that nothing is waiting: true only while the person has no open date.
ONLY_WITHOUT_OPEN_DATE = frozenset({"E30", "E35"})
# These say themselves that no answer is needed.
SAYS_NO_ANSWER = frozenset({"E1"})

# `day` is weekday, day and month ("Dienstag, 24. November"); a weekday alone names no week
# (calm 8.4). `time` is "10 Uhr".
NOTICES: tuple[tuple[str, str], ...] = (
    ("T1", N_("Unser Treffen: %(day)s, %(time)s. Ort: %(place)s. Ich freue mich auf Sie.")),
    (
        "T2",
        N_("Möchten Sie am %(day)s spazieren gehen? Wir treffen uns um %(time)s. Ort: %(place)s."),
    ),
    ("T3", N_("Ich rufe Sie am %(day)s um %(time)s an. Meine Nummer: %(phone)s.")),
    (
        "T4",
        N_("Zwei Vorschläge: %(day)s, %(time)s, oder %(other_day)s, %(other_time)s. Sie wählen."),
    ),
    ("T5", N_("Morgen, %(day)s, %(time)s: unser Treffen. Sie brauchen nichts mitzubringen.")),
    ("T6", N_("In 3 Tagen, am %(day)s, sehen wir uns.")),
    ("T7", N_("Unser Treffen ist verschoben. Neu: %(day)s, %(time)s.")),
    (
        "T8",
        N_(
            "Am %(day)s geht es bei mir leider nicht. Das liegt an mir. "
            "Neuer Vorschlag: %(other_day)s, %(other_time)s."
        ),
    ),
    (
        "T9",
        N_(
            "Unser Treffen hat heute nicht geklappt. Das kann passieren. "
            "Vorschlag: %(day)s, %(time)s."
        ),
    ),
    ("T10", N_("Sie können gern jemanden mitbringen.")),
    (
        "T11",
        N_(
            "Ich begleite Sie am %(day)s. Ort: %(office)s. Wir treffen uns um %(time)s vor der Tür."
        ),
    ),
    ("T12", N_("Das Treffen dauert etwa %(minutes)s Minuten. Sie können früher gehen.")),
    ("T13", N_("So kommen Sie hin: %(way)s.")),
    ("T14", N_("%(room)s. Ich hole Sie an der Tür ab.")),
    ("T15", N_("Passt es nicht? Tippen Sie auf ‚Passt nicht‘. Sie brauchen keinen Grund.")),
    ("T16", N_("Wir sprechen per Video. Ihre Kamera kann aus bleiben.")),
    ("T17", N_("Es ist jemand zum Übersetzen dabei: %(language)s.")),
    # Only where the programme pays for the way.
    ("T18", N_("Für die Fahrt bekommen Sie Geld zurück. Bitte heben Sie die Fahrkarte auf.")),
    (
        "T19",
        N_(
            "Das ist ein Termin vom Jobcenter, nicht von mir: %(day)s, %(time)s. "
            "Ich kann mitkommen. Möchten Sie das?"
        ),
    ),
    (
        "T20",
        N_(
            "Ich habe Urlaub vom %(from)s bis %(until)s. "
            "%(stand_in)s ist dann für Sie da: %(phone)s."
        ),
    ),
    # Not in calm 7: a meeting called off without another one yet, and what the office changed.
    (
        "T21",
        N_(
            "Am %(day)s geht es bei mir leider nicht. Das liegt an mir. "
            "Ich melde mich mit einem neuen Vorschlag."
        ),
    ),
    ("T22", N_("Der Termin vom Jobcenter hat eine neue Zeit: %(day)s, %(time)s.")),
    (
        "T23",
        N_("Den Termin vom Jobcenter am %(day)s gibt es nicht mehr. Das hat das Jobcenter gesagt."),
    ),
    # For everyday life; a guide sends them by hand.
    ("T24", N_("Der Weg zu uns ist ohne Treppen.")),
    ("T25", N_("Vor dem Haus gibt es Parkplätze.")),
    ("T26", N_("Sie finden den Weg nicht? Ich komme Ihnen gern entgegen.")),
    ("T27", N_("Zu unserem Treffen kann jemand zum Übersetzen kommen. Möchten Sie das?")),
    ("T28", N_("Wer für uns übersetzt, erzählt nichts weiter.")),
    ("T29", N_("Bei Krankheit kann unser Treffen warten. Gute Besserung.")),
    ("T30", N_("Ich bin krank. Unser Treffen holen wir nach.")),
    ("T31", N_("Bringen Sie den Brief gern mit. Auch zu.")),
    ("T32", N_("Das Formular füllen wir gern zusammen aus.")),
    ("T33", N_("Das Papier ist bei mir angekommen. Danke.")),
    ("T34", N_("Ich habe Sie angerufen. Es ging um nichts Schlimmes.")),
    ("T35", N_("Meine Nummer ist neu: %(phone)s.")),
    ("T36", N_("Ruft jemand ohne Nummer an? Das bin vielleicht ich.")),
    ("T37", N_("Bei Regen treffen wir uns drinnen.")),
    ("T38", N_("Es ist heiß. Wir können uns auch drinnen treffen.")),
    ("T39", N_("Sie haben um Ruhe gebeten. Ich schreibe erst danach wieder.")),
    ("T40", N_("Sie können antworten, wann Sie möchten.")),
    ("T41", N_("Danke, Ihre Nachricht ist da. Ich antworte, sobald ich kann.")),
    ("T42", N_("Danke, dass Sie Bescheid gesagt haben.")),
    ("T43", N_("Ich frage für Sie nach. Dann melde ich mich.")),
)

REPLIES: tuple[tuple[str, str], ...] = (
    ("Q1", N_("Danke.")),
    ("Q2", N_("Ja, das passt.")),
    ("Q3", N_("Das passt mir nicht.")),
    ("Q4", N_("Geht ein anderer Tag?")),
    ("Q5", N_("Lieber telefonieren.")),
    ("Q6", N_("Lieber draußen treffen.")),
    ("Q7", N_("Heute geht es mir nicht gut.")),
    ("Q8", N_("Ich brauche eine Pause.")),
    ("Q9", N_("Ich melde mich später.")),
    ("Q10", N_("Bitte rufen Sie mich an.")),
    ("Q11", N_("Bitte nicht anrufen. Schreiben ist besser.")),
    ("Q12", N_("Ich habe einen Brief bekommen.")),
    ("Q13", N_("Mein Brief ist noch zu.")),
    ("Q14", N_("Können wir ihn zusammen lesen?")),
    ("Q15", N_("Das verstehe ich nicht.")),
    ("Q16", N_("Geht das einfacher?")),
    ("Q17", N_("Bitte in meiner Sprache.")),
    ("Q18", N_("Darüber möchte ich nicht sprechen.")),
    ("Q19", N_("Es hat geklappt.")),
    ("Q20", N_("Es hat nicht geklappt.")),
    # Not in calm 7.
    ("Q21", N_("Ich komme gern.")),
    ("Q22", N_("Ich komme etwas später.")),
    ("Q23", N_("Ich bringe jemanden mit.")),
    ("Q24", N_("Heute bitte nicht so lange.")),
    ("Q25", N_("Ich finde den Weg nicht.")),
    ("Q26", N_("Können Sie mich abholen?")),
    ("Q27", N_("Mein Bus kommt später.")),
    ("Q28", N_("Bitte ohne Treppen.")),
    ("Q29", N_("Ich möchte jemanden zum Übersetzen.")),
    ("Q30", N_("Bitte sprechen Sie langsam.")),
    ("Q31", N_("Ich bin krank.")),
    ("Q32", N_("Mein Kind ist krank.")),
    ("Q33", N_("Heute geht es mir besser.")),
    ("Q34", N_("Das Papier habe ich nicht.")),
    ("Q35", N_("Können Sie mir mit dem Formular helfen?")),
    ("Q36", N_("Der Brief macht mir Angst.")),
    ("Q37", N_("Ich habe eine neue Nummer.")),
    ("Q38", N_("Bei diesem Wetter lieber drinnen.")),
    ("Q39", N_("Ich möchte gerade etwas Ruhe.")),
    ("Q40", N_("Danke, das hat gutgetan.")),
    ("Q41", N_("Danke, dass Sie da waren.")),
    ("Q42", N_("Ein schönes Wochenende für Sie.")),
)

# Where somebody looks for a sentence, and in which order: by design, never by what was used.
SITUATIONS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    # key, title, notices that a guide sends by hand, replies
    (
        "treffen",
        N_("Treffen"),
        ("T2", "T4", "T10", "T12", "T15", "T16", "T38", "T37"),
        ("Q2", "Q3", "Q4", "Q21", "Q22", "Q6", "Q38", "Q23", "Q24", "Q19", "Q20"),
    ),
    ("befinden", N_("Krank oder müde"), ("T29", "T30"), ("Q7", "Q31", "Q8", "Q33", "Q32")),
    (
        "telefon",
        N_("Anrufen und schreiben"),
        ("T3", "T40", "T34", "T36", "T35", "T43"),
        ("Q10", "Q5", "Q11", "Q9", "Q37"),
    ),
    (
        "briefe",
        N_("Briefe und Papiere"),
        ("T31", "T32", "T33"),
        ("Q12", "Q13", "Q14", "Q36", "Q35", "Q34"),
    ),
    (
        "weg",
        N_("Weg"),
        ("T13", "T14", "T26", "T11", "T24", "T25", "T18"),
        ("Q25", "Q26", "Q27", "Q28"),
    ),
    ("sprache", N_("Sprache"), ("T27", "T17", "T28"), ("Q15", "Q16", "Q17", "Q29", "Q30")),
    (
        "ruhe",
        N_("Ruhe und Dank"),
        ("T41", "T42", "T39", "T20"),
        ("Q1", "Q40", "Q41", "Q39", "Q18", "Q42"),
    ),
)
