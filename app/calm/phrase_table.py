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
)
